// The fix for a key that stands at the wrong level: moves it to where it belongs. Pure; any thread.
#pragma once

#include <optional>

#include "linter/lang/key_advice.h"
#include "linter/lang/mismatch.h"
#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::structure {

// Nothing where it is open to which place the key belongs, and where no exact edit fits.
[[nodiscard]] std::optional<Fix> relocation(const Snapshot& snapshot, const Mismatch& mismatch,
                                            const KeyAdvice& advice);

}  // namespace buildspec::structure
