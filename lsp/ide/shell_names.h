// The names of variables and functions in one command: where they stand in its decoded text,
// whatever its shell. Internal to names. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct ShellName {
  std::string_view text;  // of the reading or the decoded text
  Span span;              // the name alone, decoded
  Span reference;         // with dollar and braces; a cursor on these is on the name, too
  bool function = false;
  bool defines = false;
  bool writes = false;
};

// Those called `wanted` (all, where it is empty), by their place; each place once. The first word
// of a command is listed as a function's name only where `calls` says so. `text` is needed only
// where the shell is none of POSIX (reads_text()).
[[nodiscard]] std::vector<ShellName> shell_names(const CommandReading& reading,
                                                 std::string_view text, bool calls,
                                                 std::string_view wanted = {});
[[nodiscard]] bool reads_text(const CommandReading& reading);

}  // namespace buildspec::ide
