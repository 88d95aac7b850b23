// dependency-in-list: see rule.md.
#include "linter/lint/rule.h"
#include "linter/lint/fixes.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Batch& batch = snapshot.buildspec.batch;
  if (!batch.build_list) return;
  const Pair list = batch.node.find("build-list");
  for (const BatchTask& task : batch.tasks) {
    if (task.kind != BatchKind::list) continue;
    const Pair pair = task.node.find("depend-on");
    if (!pair) continue;
    Diagnostic& finding = reporter.report(
        pair.key.span(),
        "The tasks of a `build-list` wait for nothing: `depend-on` belongs in a `build-graph`");
    finding.notes.push_back({"all tasks of the list start at the same time", list.key.span()});
    if (batch.build_graph) continue;
    finding.fixes.push_back({"Make a `build-graph` of the list",
                             Applicability::unsafe,
                             {{text_span(list.key), "build-graph"}}});
  }
}

}  // namespace

extern const Rule dependency_in_list;
const Rule dependency_in_list{
    .meta = {.id = "dependency-in-list",
             .summary = "Flags `depend-on` in tasks of a list, which start all at once.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-05"},
    .check = check,
};

}  // namespace buildspec::rules
