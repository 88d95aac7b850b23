// A tree as text, one node per line, for comparing trees.
#pragma once

#include <string>
#include <string_view>

#include "linter/syntax/tree.h"

namespace buildspec::test {

// Every node with its kind, style, place and properties, the problems, and what else a tree knows.
[[nodiscard]] std::string dump(const Tree& tree);
// The lines in which two dumps differ first.
[[nodiscard]] std::string first_difference(std::string_view actual, std::string_view expected);

}  // namespace buildspec::test
