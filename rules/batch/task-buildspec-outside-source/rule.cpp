// task-buildspec-outside-source: see rule.md.
#include <string_view>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"

namespace buildspec::rules {
namespace {

// More steps up than down, at any place of the path.
bool leaves(std::string_view path) {
  int depth = 0;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size() == path.size() ? path.size() : part.size() + 1);
    if (part.empty() || part == ".") continue;
    depth += part == ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

void judge(Node node, Reporter& reporter) {
  if (!node.is_scalar()) return;
  const Scalar scalar = node.scalar();
  const std::string_view path = scalar.value();
  if (schema::has_reference(path)) return;
  const bool absolute = path.starts_with("/") || (path.size() > 2 && path.substr(1, 2) == ":\\");
  if (!absolute && !leaves(path)) return;
  reporter.report(text_span(node), "This buildspec is not in the source: a task has no other files")
      .notes.push_back({"the path is relative to the root of the source", {}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Batch& batch = snapshot.buildspec.batch;
  for (const BatchTask& task : batch.tasks) judge(task.buildspec, reporter);
  for (const Node path : list_items(batch.build_matrix.get("dynamic").get("buildspec")))
    judge(path, reporter);
}

}  // namespace

extern const Rule task_buildspec_outside_source;
const Rule task_buildspec_outside_source{
    .meta = {.id = "task-buildspec-outside-source",
             .summary = "Flags tasks of a batch whose buildspec is not in the source.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-20"},
    .check = check,
};

}  // namespace buildspec::rules
