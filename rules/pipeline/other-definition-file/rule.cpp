// other-definition-file: see rule.md.
#include <string>
#include <string_view>

#include "linter/lang/source_path.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/pipeline/definitions/definitions.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::string deploy = snapshot.facts->deploy.value_or("");
  const bool blue_green = deploy == "ecs-blue-green";
  if (!blue_green && deploy != "ecs") return;
  const std::string_view wanted = blue_green ? pipeline::kDetailFile : pipeline::kImagesFile;
  const std::string_view other = blue_green ? pipeline::kImagesFile : pipeline::kDetailFile;
  if (pipeline::artifacts_name(snapshot.buildspec, wanted)) return;
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    for (const Node item : list_items(artifact.files)) {
      if (!item.is_scalar() || file_name(item.scalar().value()) != other) continue;
      Diagnostic& finding = reporter.report(
          value_span(item),
          std::string(blue_green ? "A blue/green deployment to ECS" : "A deployment to ECS") +
              " reads " + code(wanted) + ", not " + code(other));
      finding.notes.push_back(
          {blue_green ? "it holds one object: `{\"ImageURI\":\"image\"}`"
                      : "it holds an array: `[{\"name\":\"container\",\"imageUri\":\"image\"}]`",
           std::nullopt});
      return;
    }
  }
}

}  // namespace

extern const Rule other_definition_file;
constexpr Rule other_definition_file{
    .meta = {.id = "other-definition-file",
             .summary = "Flags the definition file of another kind of deployment to ECS.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PIPE-02"},
    .check = check,
};

}  // namespace buildspec::rules
