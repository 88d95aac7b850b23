// unknown-dependency: see rule.md.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "linter/schema/nearest.h"
#include "rules/batch/tasks/tasks.h"

namespace buildspec::rules {
namespace {

// The task that was meant: compared with every other, so only for the first findings.
std::optional<std::string_view> meant(const batch::NamedTasks& tasks, const batch::NamedTask& task,
                                      std::string_view name) {
  std::vector<std::string_view> others;
  for (const batch::NamedTask& other : tasks.all())
    if (&other != &task) others.push_back(other.identifier);
  return schema::nearest(name, others);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  constexpr int kMostSuggestions = 20;
  int found = 0;
  const Batch& batch = snapshot.buildspec.batch;
  if (!batch.build_graph) return;
  const batch::NamedTasks tasks(snapshot.buildspec);
  if (tasks.some_unknown()) return;
  for (const batch::NamedTask& task : tasks.all()) {
    if (task.task->kind != BatchKind::graph || !task.task->depend_on) continue;
    for (const Node item : list_items(task.task->depend_on)) {
      if (!item.is_scalar()) continue;
      const Scalar scalar = item.scalar();
      const std::string_view name = scalar.value();
      if (name.empty() || schema::has_reference(name) || tasks.find(name)) continue;
      const auto other = ++found <= kMostSuggestions ? meant(tasks, task, name) : std::nullopt;
      std::string message = "No task of this batch is called " + code(name);
      if (other) message += ": did you mean " + code(*other) + "?";
      Diagnostic& finding = reporter.report(text_span(item), std::move(message));
      if (!other) continue;
      finding.notes.push_back(
          {"it is here", tasks.all()[*tasks.find(*other)].task->identifier.span()});
      finding.fixes.push_back({"Change to " + code(*other),
                               Applicability::unsafe,
                               {{text_span(item), std::string(*other)}}});
    }
  }
}

}  // namespace

extern const Rule unknown_dependency;
const Rule unknown_dependency{
    .meta = {.id = "unknown-dependency",
             .summary = "Flags `depend-on` entries that name no task of the batch.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-03"},
    .check = check,
};

}  // namespace buildspec::rules
