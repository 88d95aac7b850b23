// batch-kind: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kKinds[] = {"build-graph", "build-list", "build-matrix", "build-fanout"};

// An unknown key may be a misspelled kind: unknown-key says so.
bool has_unknown_key(const Snapshot& snapshot, Node batch) {
  return std::any_of(snapshot.mismatches.begin(), snapshot.mismatches.end(),
                     [&](const Mismatch& mismatch) {
                       return mismatch.kind == MismatchKind::unknown_key && mismatch.owner == batch;
                     });
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Pair section = snapshot.buildspec.root.find("batch");
  if (!section || !(section.value.is_mapping() || is_null(section.value))) return;
  std::vector<Node> kinds;
  for (const auto [key, value] : section.value.pairs()) {
    if (!key.is_scalar()) continue;
    const Scalar name = key.scalar();
    const bool is_kind =
        std::find(std::begin(kKinds), std::end(kKinds), name.value()) != std::end(kKinds);
    const bool again =
        std::any_of(kinds.begin(), kinds.end(), [&](Node other) { return other.is(name.value()); });
    if (is_kind && !again) kinds.push_back(key);
  }
  if (kinds.empty() && !has_unknown_key(snapshot, section.value)) {
    reporter.report(section.key.span(), "This batch has no builds")
        .notes.push_back({"expected " + one_of(kKinds), {}});
  }
  for (std::size_t i = 1; i < kinds.size(); ++i) {
    Diagnostic& finding = reporter.report(
        kinds[i].span(), "A batch is of one kind: " + code(kinds[0].scalar().value()) + " and " +
                             code(kinds[i].scalar().value()) + " exclude each other");
    finding.notes.push_back({"the other one is here", kinds[0].span()});
    finding.notes.push_back(
        {"the documentation describes them as alternatives; which one counts is not known", {}});
  }
}

}  // namespace

extern const Rule batch_kind;
const Rule batch_kind{
    .meta = {.id = "batch-kind",
             .summary = "Flags batches that mix kinds of builds, or have none.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-06"},
    .check = check,
};

}  // namespace buildspec::rules
