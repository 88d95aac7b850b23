// duplicate-matrix-value: see rule.md.
#include <map>
#include <string>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"

namespace buildspec::rules {
namespace {

void judge(const Snapshot& snapshot, Node list, Reporter& reporter) {
  if (!list.is_sequence()) return;
  std::map<std::string, Node, std::less<>> first;
  for (const Node item : list.items()) {
    if (!item.is_scalar()) continue;
    const Scalar scalar = item.scalar();
    const auto [found, is_new] = first.try_emplace(std::string(scalar.value()), item);
    if (is_new) continue;
    Diagnostic& finding = reporter.report(
        text_span(item), "This value stands in the list twice: the same builds run twice");
    finding.notes.push_back({"the first one is here", text_span(found->second)});
    if (const auto edit = removal(snapshot.text, list, item))
      finding.fixes.push_back({"Remove this entry", Applicability::unsafe, {*edit}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node dynamic = snapshot.buildspec.batch.build_matrix.get("dynamic");
  if (!dynamic) return;
  judge(snapshot, dynamic.get("buildspec"), reporter);
  const Node env = dynamic.get("env");
  judge(snapshot, env.get("compute-type"), reporter);
  judge(snapshot, env.get("image"), reporter);
  for (const auto [key, value] : env.get("variables").pairs()) judge(snapshot, value, reporter);
}

}  // namespace

extern const Rule duplicate_matrix_value;
const Rule duplicate_matrix_value{
    .meta = {.id = "duplicate-matrix-value",
             .summary = "Flags values that stand twice in a list of a build matrix.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-07"},
    .check = check,
};

}  // namespace buildspec::rules
