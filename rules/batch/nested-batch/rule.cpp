// nested-batch: see rule.md.
#include <string>

#include "linter/lang/batch_children.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/files/source/source.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.buildspec.batch.node) return;
  const files::Source source(*snapshot.facts);
  if (!source.known()) return;
  for (const ChildBuildspec& child : child_buildspecs(snapshot.buildspec)) {
    // A batch that names itself runs the rest of the file in its tasks.
    if (child.path == snapshot.facts->path) continue;
    const SourceFilePtr file = source.file(child.path);
    if (!file || !file->tree || !file->tree->root().is_mapping()) continue;
    if (!file->tree->root().get("batch").is_mapping()) continue;
    const bool runs_nothing = !file->tree->root().get("phases");
    Diagnostic& finding = reporter.report(
        value_span(child.node),
        code(child.path) + " has a batch of its own, which does not run inside of this one");
    finding.notes.push_back(
        {runs_nothing ? "it has nothing else: this task runs no command" : "only its phases run",
         std::nullopt});
  }
}

}  // namespace

extern const Rule nested_batch;
constexpr Rule nested_batch{
    .meta = {.id = "nested-batch",
             .summary = "Flags tasks of a batch whose buildspec has a batch of its own.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-17"},
    .check = check,
};

}  // namespace buildspec::rules
