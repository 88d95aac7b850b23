// What the commands of a buildspec write into the source tree, as far as that can be told, and what
// is there when each of them runs. Pure; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"
#include "linter/lang/source_words.h"

namespace buildspec {

// How much is known about what the commands write.
enum class Knowledge : std::uint8_t {
  complete,  // every command is known to write nothing but what is listed
  typical,   // build tools that could have been told to write elsewhere
  partial,   // scripts and programs that may write anything
};

struct Outputs {
  std::vector<std::string> files;    // globs ("dist/**", "build/app-*.zip"), relative to the source
  std::vector<std::string> folders;  // that exist in the end, be they empty
  Knowledge knowledge = Knowledge::complete;

  // Something that the glob (or normal path) matches may be written, or something below it.
  [[nodiscard]] bool may_hold(const std::string& glob) const;
  // A file of that normal path may be written.
  [[nodiscard]] bool may_hold_file(const std::string& path) const;
  // The same for a folder, be it empty.
  [[nodiscard]] bool may_hold_folder(const std::string& folder) const;
};

[[nodiscard]] Outputs outputs_of(const Snapshot& snapshot);

// A simple command at its turn.
struct CommandStep {
  const CommandText& text;
  const shell::Command& command;
  const Directory& directory;  // that it runs in
  const Outputs& written;      // by what ran before
};

// Visits the simple commands of POSIX shells in running order, those inside of $( ) after the
// command around them. Files with more than 500 commands are not walked through: they are
// generated.
void walk_commands(const Snapshot& snapshot, const std::function<void(const CommandStep&)>& visit);

// The same as if no command wrote anything, which costs a part of it: for a first look. Only of the
// commands whose source holds one of the words.
void walk_places(const Snapshot& snapshot, std::initializer_list<std::string_view> words,
                 const std::function<void(const CommandStep&)>& visit);

}  // namespace buildspec
