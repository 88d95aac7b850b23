// duplicate-task: see rule.md.
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/batch/tasks/tasks.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.buildspec.batch.tasks.size() < 2) return;
  const batch::NamedTasks tasks(snapshot.buildspec);
  for (std::size_t i = 0; i < tasks.all().size(); ++i) {
    const batch::NamedTask& task = tasks.all()[i];
    const auto first = tasks.find(task.identifier);
    if (!first || *first == i) continue;
    Diagnostic& finding =
        reporter.report(task.task->identifier.span(),
                        "Another task of this batch is called " + code(task.identifier) + " too");
    finding.notes.push_back({"the first one is here", tasks.all()[*first].task->identifier.span()});
    finding.notes.push_back(
        {"the identifier tells the builds of a batch apart, and `depend-on` names tasks by it",
         {}});
  }
}

}  // namespace

extern const Rule duplicate_task;
const Rule duplicate_task{
    .meta = {.id = "duplicate-task",
             .summary = "Flags tasks of a batch that share an identifier.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-02"},
    .check = check,
};

}  // namespace buildspec::rules
