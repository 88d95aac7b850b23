// constant-artifact-name: see rule.md.
#include <string>

#include "linter/lang/source_path.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.facts->source == "codepipeline") return;  // it is ignored there
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    if (!artifact.name.is_scalar()) continue;
    const std::string name(artifact.name.scalar().value());
    if (name.empty() || has_reference(name)) continue;
    reporter
        .report(value_span(artifact.name),
                "Every build writes its artifact to " + code(name) + ", over that of the last one")
        .notes.push_back({"append `$CODEBUILD_BUILD_NUMBER`, a date or the commit", std::nullopt});
  }
}

}  // namespace

extern const Rule constant_artifact_name;
constexpr Rule constant_artifact_name{
    .meta = {.id = "constant-artifact-name",
             .summary = "Flags artifacts that have the same name in every build.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-ART-10"},
    .check = check,
};

}  // namespace buildspec::rules
