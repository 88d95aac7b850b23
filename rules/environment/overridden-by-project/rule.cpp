// overridden-by-project: see rule.md.
#include <algorithm>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& project = snapshot.facts->variables;
  if (!project || project->empty()) return;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (!variable.key.is_scalar()) continue;
    const Scalar key = variable.key.scalar();
    if (std::find(project->begin(), project->end(), key.value()) == project->end()) continue;
    Diagnostic& finding =
        reporter.report(variable.key.span(),
                        "The project defines " + code(key.value()) + " too, and its value wins");
    finding.notes.push_back(
        {"what start-build is given wins over the project, and the project over the buildspec",
         {}});
  }
}

}  // namespace

extern const Rule overridden_by_project;
constexpr Rule overridden_by_project{
    .meta = {.id = "overridden-by-project",
             .summary = "Flags environment variables whose values the project's replace.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-06"},
    .check = check,
};

}  // namespace buildspec::rules
