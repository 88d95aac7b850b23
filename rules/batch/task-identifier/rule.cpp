// task-identifier: see rule.md.
#include <algorithm>
#include <optional>
#include <string>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/batch/tasks/tasks.h"

namespace buildspec::rules {
namespace {

constexpr std::size_t kLongest = 127;

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// What AWS's own generators make of such a name. Nothing where too little of it would remain.
std::string repaired(std::string_view identifier) {
  std::string name(identifier.substr(0, kLongest));
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !is_allowed(c); }, '_');
  return name.find_first_not_of('_') == std::string::npos ? std::string() : name;
}

// The task and everything that waits for it get the new name.
void add_fix(Diagnostic& finding, const batch::NamedTasks& tasks, const batch::NamedTask& bad) {
  const std::string name = repaired(bad.identifier);
  if (name.empty() || tasks.find(name)) return;
  Fix fix{"Rename the task to " + code(name), Applicability::unsafe, {}};
  fix.edits.push_back({text_span(bad.task->identifier), name});
  for (const batch::NamedTask& other : tasks.all()) {
    for (const Node item : list_items(other.task->depend_on))
      if (item.is(bad.identifier)) fix.edits.push_back({text_span(item), name});
  }
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  finding.fixes.push_back(std::move(fix));
}

Diagnostic& report(const BatchTask& bad, Reporter& reporter) {
  const Scalar scalar = bad.identifier.scalar();
  const std::string_view identifier = scalar.value();
  if (identifier.empty()) {
    return reporter.report(bad.identifier.span(), "The identifier of a task is empty");
  }
  const bool long_name =
      identifier.size() > kLongest && std::all_of(identifier.begin(), identifier.end(), is_allowed);
  Diagnostic& finding = reporter.report(
      bad.identifier.span(),
      long_name ? "The identifier of a task has at most 127 characters"
                : "The identifier of a task holds letters, digits and underscores only");
  finding.notes.push_back(
      {"the form is not documented; people at AWS say so, and its generators hold to it", {}});
  return finding;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  constexpr int kMostFixes = 20;  // each looks at every task
  int found = 0;
  std::optional<batch::NamedTasks> tasks;
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    if (!task.identifier.is_scalar()) continue;
    const Scalar scalar = task.identifier.scalar();
    if (schema::is_identifier(scalar.value()) || schema::has_reference(scalar.value())) continue;
    Diagnostic& finding = report(task, reporter);
    if (++found > kMostFixes) continue;
    if (!tasks) tasks.emplace(snapshot.buildspec);
    const auto first = tasks->find(scalar.value());
    if (first && tasks->all()[*first].task == &task) add_fix(finding, *tasks, tasks->all()[*first]);
  }
}

}  // namespace

extern const Rule task_identifier;
const Rule task_identifier{
    .meta = {.id = "task-identifier",
             .summary = "Flags identifiers of batch tasks that hold more than letters, digits and "
                        "underscores.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-01"},
    .check = check,
};

}  // namespace buildspec::rules
