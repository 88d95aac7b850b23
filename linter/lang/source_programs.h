// Which programs write what: tables. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace buildspec {

// A program, maybe with one subcommand, whose files are known.
struct Program {
  std::string_view name;
  std::string_view action;  // the first word that is no option; empty: any
  // What it writes, relative to its working directory; separated by blanks.
  std::string_view outputs = {};
  // Options that name a file or folder that it writes; separated by blanks. A trailing "/" is a
  // folder with anything in it.
  std::string_view options = {};
  bool typical = false;  // may have been told to write elsewhere, or runs code of the project
};

// The last entry that fits; null for programs that may write anything.
[[nodiscard]] const Program* find_program(std::string_view name, std::string_view action);

}  // namespace buildspec
