// duplicate-key: see rule.md.
#include <algorithm>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Between the two stands a key that is indented too deep, with nothing behind it: what follows is
// meant to stand below that. misplaced-key tells of it.
bool follows_empty_key(const Snapshot& snapshot, const Mismatch& mismatch) {
  return std::ranges::any_of(snapshot.mismatches, [&](const Mismatch& other) {
    const bool unknown = other.kind == MismatchKind::unknown_key && other.owner == mismatch.owner;
    if (!unknown || !other.key_node.is_scalar()) return false;
    const std::uint32_t begin = other.key_node.span().begin;
    if (begin < mismatch.other.span().begin || mismatch.key_node.span().begin < begin) return false;
    return mismatch.owner.get(other.key_node.scalar().value()).is_missing();
  });
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::duplicate_key) continue;
    if (follows_empty_key(snapshot, mismatch)) continue;
    const Scalar name = mismatch.key_node.scalar();
    Diagnostic& finding =
        reporter.report(mismatch.key_node.span(),
                        "The key " + code(name.value()) + " stands here for the second time");
    finding.notes.push_back({"it stands here first", mismatch.other.span()});
    finding.notes.push_back(
        {"which of them counts is not documented: probably the last, and what stands below the "
         "other is lost",
         std::nullopt});
  }
}

}  // namespace

extern const Rule duplicate_key;
constexpr Rule duplicate_key{
    .meta = {.id = "duplicate-key",
             .summary = "Flags keys that stand twice in one mapping.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-11"},
    .check = check,
};

}  // namespace buildspec::rules
