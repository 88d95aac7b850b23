// A command as its shell reads it: the decoded text with its way back to the source, the language
// it is written in, and the script. Made once per command and handed to every rule. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "linter/lang/effects.h"
#include "linter/lang/snapshot.h"
#include "linter/lang/text_sketch.h"
#include "linter/shell/script.h"
#include "linter/syntax/scalar.h"
#include "linter/text/span.h"

namespace buildspec {

struct CommandText {
  Command command;  // where it stands
  Scalar scalar;    // spans of the script are offsets in its value
  shell::Dialect dialect = shell::Dialect::posix;
  // Both never null, and good as long as the snapshot and this. The script is without commands
  // where the dialect is PowerShell or cmd.
  const CommandReading* reading = nullptr;
  const shell::Script* script = nullptr;
  std::shared_ptr<const CommandReading> own;  // of a command that is not in Buildspec::commands

  [[nodiscard]] std::string_view text() const { return scalar.value(); }
  // Whether the text holds the part: costs next to nothing where it does not.
  [[nodiscard]] bool holds(std::string_view part) const;
  // False only where the text holds none of the words, in whatever case: costs next to nothing, as
  // commands_holding() does for all commands.
  [[nodiscard]] bool may_hold_one(std::initializer_list<std::string_view> words) const;
  // The bytes of the snapshot's text that a part of the decoded text comes from.
  [[nodiscard]] Span source(Span decoded) const { return scalar.source(decoded); }
};

[[nodiscard]] CommandText read_command(const Snapshot& snapshot, const Command& command);

// The numbers (Command::order) of the commands that may hold one of the words, in whatever case:
// all that do, and by mistake a few others. Costs next to nothing however many commands there are,
// and spares a rule on the whole file reading those that it has no business with. Knows no words of
// less than three bytes: ask for " rm ", which any sign that cannot be part of a name (or an end of
// the text) may stand around (linter/lang/text_sketch.h).
[[nodiscard]] std::vector<std::uint32_t> commands_holding(const Snapshot& snapshot,
                                                          std::span<const std::string_view> words);
[[nodiscard]] inline std::vector<std::uint32_t> commands_holding(
    const Snapshot& snapshot, std::initializer_list<std::string_view> words) {
  return commands_holding(snapshot, std::span(words.begin(), words.size()));
}

// What `env.shell` says, else the default of the system that the facts name, else what the command
// looks like: /bin/sh unless it bears signs of PowerShell.
[[nodiscard]] shell::Dialect dialect_of(const Snapshot& snapshot, std::string_view command);

// What is known about one command's text alone: the same for every command with that text, and
// carried from version to version of a document as long as the command stays as it is.
struct CommandReading {
  CommandReading() = default;
  CommandReading(const CommandReading&) = delete;
  CommandReading& operator=(const CommandReading&) = delete;

  shell::Dialect dialect = shell::Dialect::posix;
  shell::Script parsed;
  const shell::Script* script = &parsed;
  Effects effects;
  TextSketch sketch;
};

// For analyze(): of every command of the typed view. `previous`, an earlier version of the
// document, only makes it faster.
[[nodiscard]] std::shared_ptr<const CommandIndex> read_commands(const Snapshot& snapshot,
                                                                const Snapshot* previous);

}  // namespace buildspec
