// How a text that YAML rejects is mended where it is evident what was meant. Pure.
#pragma once

#include <optional>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::rules {

// Nothing where there is no one thing that was meant. A fix is safe only if the parser, asked about
// the mended text, no longer stumbles there.
[[nodiscard]] std::optional<Fix> repair(const Snapshot& snapshot, const Problem& problem);

}  // namespace buildspec::rules
