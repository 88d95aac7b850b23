// Can one path match two globs? Pure.
#pragma once

#include <string_view>

namespace buildspec::artifacts {

// "*" stays inside one folder, "**" does not, "**/" may be nothing. Quadratic in the patterns.
[[nodiscard]] bool globs_overlap(std::string_view a, std::string_view b);

}  // namespace buildspec::artifacts
