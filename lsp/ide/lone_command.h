// Whether a command may share a script with others under `set -e` and do what it did alone. Pure.
#pragma once

#include <string_view>

namespace buildspec::ide {

// One simple command or one pipeline on one line, whose failure ends the phase where it is an item
// of its own and ends the script under `set -e`; and nothing that a script keeps but the service
// does not carry from item to item (shell options, traps, functions), or the other way round
// (`exit`, `$?`). Doubt is a no.
[[nodiscard]] bool is_lone_command(std::string_view text);

}  // namespace buildspec::ide
