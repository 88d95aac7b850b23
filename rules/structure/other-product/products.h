// Files of other products that are named like a buildspec. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "linter/lang/snapshot.h"

namespace buildspec::structure {

struct OtherProduct {
  std::string_view name;  // "GitHub Actions"
  Node key;               // that says so
};

// Nothing for a file that has a `version` or `phases`: it is a buildspec, in whatever state.
[[nodiscard]] std::optional<OtherProduct> other_product(const Snapshot& snapshot);

}  // namespace buildspec::structure
