// ignored-artifact-name: see rule.md.
#include "linter/lint/fixes.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.facts->source != "codepipeline") return;
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    if (!artifact.name) continue;
    const Pair pair = artifact.node.find("name");
    Diagnostic& finding =
        reporter.report(pair.key.span(), "The name of an artifact has no effect in a pipeline");
    finding.notes.push_back({"CodePipeline names its artifacts itself", std::nullopt});
    finding.tags.push_back(DiagnosticTag::unnecessary);
    if (const auto edit = removal(snapshot.text, artifact.node, pair))
      finding.fixes.push_back({"Remove `name`", Applicability::safe, {*edit}});
  }
}

}  // namespace

extern const Rule ignored_artifact_name;
constexpr Rule ignored_artifact_name{
    .meta = {.id = "ignored-artifact-name",
             .summary =
                 "Flags names of artifacts in builds of a pipeline, which gives them others.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ART-09"},
    .check = check,
};

}  // namespace buildspec::rules
