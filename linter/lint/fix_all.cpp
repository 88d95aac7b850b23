#include "linter/lint/fix_all.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace buildspec {
namespace {

// Fixes that undo each other would go on for ever. Real files need two rounds.
constexpr int kMostRounds = 16;

// The edits that are taken, by begin. Two that insert at one place are in each other's way, too:
// their order would be a guess.
class Taken {
 public:
  [[nodiscard]] bool blocks(const Edit& edit) const {
    const auto next = ends_.lower_bound(edit.span.begin);
    if (next != ends_.end() && (next->first == edit.span.begin || next->first < edit.span.end))
      return true;
    return next != ends_.begin() && std::prev(next)->second > edit.span.begin;
  }
  void add(const Edit& edit) {
    std::uint32_t& end = ends_[edit.span.begin];
    end = std::max(end, edit.span.end);
  }

 private:
  std::map<std::uint32_t, std::uint32_t> ends_;
};

struct Round {
  std::vector<Edit> edits;
  std::size_t fixes = 0;
};

Round next_round(std::span<const Diagnostic> diagnostics, const FixChoice& choice) {
  Round round;
  Taken taken;
  for (const Diagnostic& diagnostic : diagnostics) {
    const Fix* const fix = best_fix(diagnostic, choice);
    if (fix == nullptr) continue;
    if (std::any_of(fix->edits.begin(), fix->edits.end(),
                    [&](const Edit& edit) { return taken.blocks(edit); }))
      continue;
    for (const Edit& edit : fix->edits) taken.add(edit);
    round.edits.insert(round.edits.end(), fix->edits.begin(), fix->edits.end());
    ++round.fixes;
  }
  return round;
}

}  // namespace

const Fix* best_fix(const Diagnostic& diagnostic, const FixChoice& choice) {
  if (!choice.rule.empty() && diagnostic.rule->id() != choice.rule) return nullptr;
  const Fix* best = nullptr;
  for (const Fix& fix : diagnostic.fixes) {
    if (fix.applicability > choice.most || fix.edits.empty()) continue;
    if (best == nullptr || fix.applicability < best->applicability) best = &fix;
  }
  return best;
}

std::vector<Edit> edits_of(std::span<const Diagnostic> diagnostics, const FixChoice& choice) {
  return next_round(diagnostics, choice).edits;
}

FixedText fix_all(const SnapshotPtr& snapshot, const LintEngine& engine, const FixChoice& choice,
                  const Cancelled& cancelled) {
  FixedText fixed{snapshot, engine.run(*snapshot, cancelled), 0};
  for (int i = 0; i < kMostRounds; ++i) {
    if (cancelled && cancelled()) break;
    Round round = next_round(fixed.diagnostics, choice);
    if (round.edits.empty()) break;
    const std::string_view before = fixed.snapshot->text.bytes();
    std::string after = apply_edits(before, std::move(round.edits));
    if (after == before) break;
    SnapshotPtr next =
        analyze(fixed.snapshot->uri, 0, SourceText(std::move(after)), fixed.snapshot->facts);
    if (next->fault && !fixed.snapshot->fault) break;
    fixed.snapshot = std::move(next);
    fixed.diagnostics = engine.run(*fixed.snapshot, cancelled);
    fixed.applied += round.fixes;
  }
  return fixed;
}

}  // namespace buildspec
