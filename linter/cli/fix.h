// Applies fixes to a text until there is nothing left to apply. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/engine.h"

namespace buildspec::cli {

struct FixedText {
  SnapshotPtr snapshot;                 // of the text that came out
  std::vector<Diagnostic> diagnostics;  // what remains
  std::size_t applied = 0;
};

// The edits of the first fix of every finding that is safe, or no worse than `most`, in order; a
// fix that overlaps an earlier one waits for the next round.
[[nodiscard]] std::vector<Edit> edits_of(std::span<const Diagnostic> diagnostics,
                                         Applicability most = Applicability::safe);

// Analyzes and lints after each round. A round after which the YAML parser rejects a text that it
// accepted before is taken back, and so is one that changes nothing.
[[nodiscard]] FixedText fix_all(const SnapshotPtr& snapshot, const LintEngine& engine,
                                Applicability most = Applicability::safe);

}  // namespace buildspec::cli
