// Words of commands as paths of the source tree, and the directory that they are relative to. Pure;
// any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/flow.h"
#include "linter/shell/script.h"

namespace buildspec {

// A word as a path: its text, with "**" for what is only known at build time. The variable of the
// source root is taken off its front.
struct PathWord {
  std::string glob;
  bool from_root = false;
};
// `begin` bytes of the word's text are left out.
[[nodiscard]] PathWord path_of(const shell::Word& word, std::size_t begin = 0);

// A path that a command names, made relative to the source root; nothing for what is outside of it.
[[nodiscard]] std::optional<std::string> resolve(const Directory& directory, const PathWord& path);
// The index of the program's name, behind `sudo`, `time`, `npx` and the like; the number of words
// where there is none.
[[nodiscard]] std::size_t program_word(const shell::Command& command);

}  // namespace buildspec
