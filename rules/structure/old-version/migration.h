// From format 0.1 to 0.2. Pure; any thread.
#pragma once

#include <optional>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"

namespace buildspec::structure {

// The edits that turn the keys of format 0.1 into those of 0.2: `environment_variables` into `env`,
// its `plaintext` into `variables`; `artifacts.type` goes. Nothing where both forms stand beside
// each other.
[[nodiscard]] std::optional<std::vector<Edit>> migrate_keys(const Snapshot& snapshot);

}  // namespace buildspec::structure
