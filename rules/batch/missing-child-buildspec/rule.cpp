// missing-child-buildspec: see rule.md.
#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/batch_children.h"
#include "linter/lang/source_path.h"
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
  const std::string folder(parent_folder(snapshot.facts->path.value_or("")));
  for (const ChildBuildspec& child : child_buildspecs(snapshot.buildspec)) {
    const auto own = join_paths(folder, child.path);
    const bool beside = !folder.empty() && own && snapshot.facts->look_at(*own);
    if (snapshot.facts->look_at(child.path) || (!beside && source.may_have_file(child.path)))
      continue;
    // Its folder may be pushed as a source of its own.
    const Severity severity = source.at_root() ? Severity::error
                              : beside         ? Severity::info
                                               : Severity::warning;
    Diagnostic& finding = reporter.report(
        severity, value_span(child.node),
        "The buildspec " + code(child.path) + " of this task is not in the source tree");
    if (!folder.empty())
      finding.notes.push_back(
          {"the path is relative to the root of the source, not to this file", std::nullopt});
    const auto other = beside ? own : source.file_like(child.path);
    if (!other) continue;
    finding.notes.push_back({"there is " + code(*other), std::nullopt});
    const Span span = value_span(child.node);
    if (span.size() == child.node.scalar().value().size())
      finding.fixes.push_back({"Write " + code(*other), Applicability::unsafe, {{span, *other}}});
  }
}

}  // namespace

extern const Rule missing_child_buildspec;
constexpr Rule missing_child_buildspec{
    .meta = {.id = "missing-child-buildspec",
             .summary = "Flags tasks of a batch whose buildspec is not in the source tree.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-20"},
    .check = check,
};

}  // namespace buildspec::rules
