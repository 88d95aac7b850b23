// other-file-name: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>

#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kDefault = "buildspec.yml";

// So near to the default name that nobody would name it to a project.
bool is_near(std::string_view path) {
  const std::string name = lower(path);
  return path != kDefault && (name == kDefault || name == "buildspec.yaml" ||
                              name == "build-spec.yml" || name == "build_spec.yml");
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.facts->path || !is_near(*snapshot.facts->path)) return;
  const auto& tree = snapshot.facts->source_tree;
  if (tree && tree->has_file(kDefault)) return;
  Diagnostic& finding = reporter.report(
      snapshot.text.line(0), "CodeBuild looks for " + code(kDefault) + ", not for " +
                                 code(*snapshot.facts->path) + ", unless the project names it");
  finding.notes.push_back(
      {"without it a build stops with `YAML_FILE_ERROR Message: YAML file does not exist`",
       std::nullopt});
}

}  // namespace

extern const Rule other_file_name;
constexpr Rule other_file_name{
    .meta = {.id = "other-file-name",
             .summary = "Flags a buildspec that CodeBuild finds only where the project names it.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-FILE-01"},
    .check = check,
};

}  // namespace buildspec::rules
