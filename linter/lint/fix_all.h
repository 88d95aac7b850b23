// Applies fixes to a text until there is nothing left to apply: `--fix` and the editor's fix-all.
// Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/engine.h"

namespace buildspec {

struct FixedText {
  SnapshotPtr snapshot;                 // of the text that came out
  std::vector<Diagnostic> diagnostics;  // what remains
  std::size_t applied = 0;
};

// Which fixes are taken: those no worse than `most`, of one rule or (empty) of all.
struct FixChoice {
  Applicability most = Applicability::safe;
  std::string_view rule = {};
};

// The safest fix of a finding that may be taken, of equals the first; null where there is none.
[[nodiscard]] const Fix* best_fix(const Diagnostic& diagnostic, const FixChoice& choice = {});

// The edits of the best fix of every finding, in order; a fix that overlaps an earlier one waits
// for the next round.
[[nodiscard]] std::vector<Edit> edits_of(std::span<const Diagnostic> diagnostics,
                                         const FixChoice& choice = {});

// Analyzes and lints after each round. A round after which the YAML parser rejects a text that it
// accepted before is taken back, and so is one that changes nothing. Where it is cancelled, what
// came out so far.
[[nodiscard]] FixedText fix_all(const SnapshotPtr& snapshot, const LintEngine& engine,
                                const FixChoice& choice = {}, const Cancelled& cancelled = {});

}  // namespace buildspec
