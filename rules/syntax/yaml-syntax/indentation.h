// Fixes for lines that are not indented as deep as they should be. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::rules {

// All tabs that indent, as blanks: as many as fit.
[[nodiscard]] std::optional<Fix> replace_tabs(const Snapshot& snapshot);

// For a line that fits none above it: either it is not as deep as it should be, or one above.
[[nodiscard]] std::optional<Fix> mend_indentation(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec::rules
