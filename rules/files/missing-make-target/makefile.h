// The targets of a Makefile, as far as its text shows them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::files {

// Nothing where there may be more: include, patterns, names in variables, define, eval.
[[nodiscard]] std::optional<std::vector<std::string>> targets_of(std::string_view makefile);

}  // namespace buildspec::files
