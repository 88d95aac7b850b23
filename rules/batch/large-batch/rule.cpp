// large-batch: see rule.md.
#include <algorithm>
#include <cstdint>
#include <string>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"

namespace buildspec::rules {
namespace {

// Where a user of large batches saw the first trouble (rule.md).
constexpr std::uint64_t kMany = 100;
constexpr std::uint64_t kMost = 1'000'000'000;  // nobody counts further

std::uint64_t entries(Node list) { return list.is_sequence() ? list.size() : 1; }

// One build for every combination.
std::uint64_t combinations(Node matrix) {
  const Node dynamic = matrix.get("dynamic");
  const Node env = dynamic.get("env");
  std::uint64_t count = 1;
  const auto multiply = [&count](Node list) {
    count = std::min(kMost, count * std::max<std::uint64_t>(1, entries(list)));
  };
  multiply(dynamic.get("buildspec"));
  multiply(env.get("compute-type"));
  multiply(env.get("image"));
  for (const auto [key, value] : env.get("variables").pairs()) multiply(value);
  return count;
}

std::uint64_t number(Node node) {
  const Scalar scalar = node.scalar();
  std::uint64_t value = 0;
  for (const char c : scalar.value()) {
    if (c < '0' || c > '9') return 0;
    value = std::min(kMost, value * 10 + static_cast<std::uint64_t>(c - '0'));
  }
  return value;
}

void judge(Pair section, std::uint64_t builds, Reporter& reporter) {
  if (!section || builds <= kMany) return;
  Diagnostic& finding = reporter.report(
      section.key.span(), "This batch starts " + std::to_string(builds) + " builds at once");
  finding.notes.push_back(
      {"above the account's limit of running builds the rest fails or waits; `depend-on` in a "
       "`build-graph` starts builds later",
       {}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Batch& batch = snapshot.buildspec.batch;
  if (!batch.node) return;
  std::uint64_t listed = 0;
  std::uint64_t free = 0;  // tasks that wait for nothing
  for (const BatchTask& task : batch.tasks) {
    if (task.kind == BatchKind::list) ++listed;
    if (task.kind == BatchKind::graph && list_items(task.depend_on).empty()) ++free;
  }
  judge(batch.node.find("build-list"), listed, reporter);
  judge(batch.node.find("build-graph"), free, reporter);
  if (batch.build_matrix.is_mapping())
    judge(batch.node.find("build-matrix"), combinations(batch.build_matrix), reporter);
  judge(batch.node.find("build-fanout"), number(batch.build_fanout.get("parallelism")), reporter);
}

}  // namespace

extern const Rule large_batch;
const Rule large_batch{
    .meta = {.id = "large-batch",
             .summary = "Flags batches that start more than 100 builds at once.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-14"},
    .check = check,
};

}  // namespace buildspec::rules
