// duplicate-key: see rule.md.
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::duplicate_key) continue;
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
