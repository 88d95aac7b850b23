// The fix of a plain-text variable: out of env.variables, into env.parameter-store. Pure.
#pragma once

#include <optional>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::secrets {

// Nothing where the file is written in a way that no exact edit fits: JSON, flow style, two
// variables on a line.
[[nodiscard]] std::optional<Fix> move_out(const Snapshot& snapshot, const Variable& variable);

}  // namespace buildspec::secrets
