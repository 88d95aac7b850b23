// Whether two texts say the same: what a formatter has to prove before it touches a file.
// Pure; any thread.
#pragma once

#include "linter/syntax/tree.h"

namespace buildspec::format {

// The same nodes in the same order, in the same style, with the same values, anchors and tags, in
// our tree and, where it reads that far, in libyaml's events too.
[[nodiscard]] bool same_structure(const Tree& before, const Tree& after);

}  // namespace buildspec::format
