// compute-type-with-fleet: see rule.md.
#include "linter/lint/rule.h"
#include "linter/lint/fixes.h"
#include "rules/images/machines/machines.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!images::batch_mentions(snapshot, {"fleet"})) return;
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    const Pair size = task.env.find("compute-type");
    const Pair fleet = task.env.find("fleet");
    if (!size || !fleet || is_null(size.value) || is_null(fleet.value)) continue;
    Diagnostic& finding = reporter.report(
        size.key.span(), "`compute-type` and `fleet` exclude each other: a fleet has its own size");
    finding.notes.push_back({"the fleet is here", fleet.key.span()});
    if (const auto edit = removal(snapshot.text, task.env, size))
      finding.fixes.push_back({"Remove `compute-type`", Applicability::unsafe, {*edit}});
  }
}

}  // namespace

extern const Rule compute_type_with_fleet;
const Rule compute_type_with_fleet{
    .meta = {.id = "compute-type-with-fleet",
             .summary = "Flags tasks of a batch with both a compute type and a fleet.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-09"},
    .check = check,
};

}  // namespace buildspec::rules
