#include "linter/cli/fix.h"

#include <algorithm>
#include <string>
#include <utility>

namespace buildspec::cli {
namespace {

// Fixes that undo each other would go on for ever. Real files need two rounds.
constexpr int kMostRounds = 16;

// Two edits that insert at one place are in each other's way, too: their order would be a guess.
bool overlap(const Edit& a, const Edit& b) {
  if (a.span.begin == b.span.begin) return true;
  return a.span.begin < b.span.end && b.span.begin < a.span.end;
}

// The safest one, of equals the first.
const Fix* best_fix(const Diagnostic& diagnostic, Applicability most) {
  const Fix* best = nullptr;
  for (const Fix& fix : diagnostic.fixes) {
    if (fix.applicability > most || fix.edits.empty()) continue;
    if (best == nullptr || fix.applicability < best->applicability) best = &fix;
  }
  return best;
}

struct Round {
  std::vector<Edit> edits;
  std::size_t fixes = 0;
};

Round next_round(std::span<const Diagnostic> diagnostics, Applicability most) {
  Round round;
  for (const Diagnostic& diagnostic : diagnostics) {
    const Fix* const fix = best_fix(diagnostic, most);
    if (fix == nullptr) continue;
    const bool blocked = std::any_of(fix->edits.begin(), fix->edits.end(), [&](const Edit& edit) {
      return std::any_of(round.edits.begin(), round.edits.end(),
                         [&](const Edit& taken) { return overlap(edit, taken); });
    });
    if (blocked) continue;
    round.edits.insert(round.edits.end(), fix->edits.begin(), fix->edits.end());
    ++round.fixes;
  }
  return round;
}

}  // namespace

std::vector<Edit> edits_of(std::span<const Diagnostic> diagnostics, Applicability most) {
  return next_round(diagnostics, most).edits;
}

FixedText fix_all(const SnapshotPtr& snapshot, const LintEngine& engine, Applicability most) {
  FixedText fixed{snapshot, engine.run(*snapshot), 0};
  for (int i = 0; i < kMostRounds; ++i) {
    Round round = next_round(fixed.diagnostics, most);
    if (round.edits.empty()) break;
    const std::string_view before = fixed.snapshot->text.bytes();
    std::string after = apply_edits(before, std::move(round.edits));
    if (after == before) break;
    SnapshotPtr next =
        analyze(fixed.snapshot->uri, 0, SourceText(std::move(after)), fixed.snapshot->facts);
    if (next->fault && !fixed.snapshot->fault) break;
    fixed.snapshot = std::move(next);
    fixed.diagnostics = engine.run(*fixed.snapshot);
    fixed.applied += round.fixes;
  }
  return fixed;
}

}  // namespace buildspec::cli
