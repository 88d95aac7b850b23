// quoted-batch-value: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"

namespace buildspec::rules {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void judge(Node node, bool number, Reporter& reporter) {
  if (!node.is_scalar() || node.style() == ScalarStyle::plain || !node.tag().empty()) return;
  const Scalar scalar = node.scalar();
  std::string plain;
  if (number) {
    if (!is_number(scalar.value())) return;
    plain = scalar.value();
  } else {
    const std::optional<bool> value = schema::yaml_boolean(scalar.value());
    if (!value) return;
    plain = *value ? "true" : "false";
  }
  Diagnostic& finding =
      reporter.report(node.span(), std::string(number ? "A number" : "`true` or `false`") +
                                       " is due here, and quotes make a text of it");
  finding.notes.push_back(
      {"CodeBuild reads the batch section strictly: it refuses a quoted "
       "`version` there, so it may refuse this as well",
       {}});
  finding.fixes.push_back({"Remove the quotes", Applicability::safe, {{node.span(), plain}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Batch& batch = snapshot.buildspec.batch;
  if (!batch.node) return;
  judge(batch.fast_fail, false, reporter);
  for (const BatchTask& task : batch.tasks) {
    judge(task.debug_session, false, reporter);
    judge(task.ignore_failure, false, reporter);
    judge(task.env.get("privileged-mode"), false, reporter);
  }
  const Node fixed = batch.build_matrix.get("static");
  judge(fixed.get("ignore-failure"), false, reporter);
  judge(fixed.get("env").get("privileged-mode"), false, reporter);
  judge(batch.build_fanout.get("ignore-failure"), false, reporter);
  judge(batch.build_fanout.get("parallelism"), true, reporter);
}

}  // namespace

extern const Rule quoted_batch_value;
const Rule quoted_batch_value{
    .meta = {.id = "quoted-batch-value",
             .summary = "Flags quoted booleans and numbers in the batch section.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-19"},
    .check = check,
};

}  // namespace buildspec::rules
