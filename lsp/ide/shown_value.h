// Which texts of a buildspec may be shown again, in a hover or label: never one that may be a
// secret. Errs on the side of silence. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace buildspec::ide {

// The value that a variable of this name is given holds no secret as far as can be told: neither
// the name nor the text says so.
[[nodiscard]] bool may_show(std::string_view name, std::string_view value);

// A text of several words or lines with "…" in the place of what may be secret: what is assigned to
// a name like DB_PASSWORD, stands behind an option like --auth-token, is the password in a URL, or
// looks as tokens do.
[[nodiscard]] std::string without_secrets(std::string_view text);

}  // namespace buildspec::ide
