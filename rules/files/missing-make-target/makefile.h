// The targets of a Makefile, as far as its text shows them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::files {

// With patterns ("build-%") as they are written. Nothing where there may be more: include, names in
// variables, define, eval.
[[nodiscard]] std::optional<std::vector<std::string>> targets_of(std::string_view makefile);
[[nodiscard]] bool makes(std::string_view target, std::string_view name);

}  // namespace buildspec::files
