// unsupported-on-failure: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_lambda(const ProjectFacts& facts) {
  const std::string_view type =
      facts.environment_type ? std::string_view(*facts.environment_type) : std::string_view();
  const std::string_view compute =
      facts.compute_type ? std::string_view(*facts.compute_type) : std::string_view();
  return type.find("LAMBDA") != std::string_view::npos ||
         compute.find("LAMBDA") != std::string_view::npos;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!is_lambda(*snapshot.facts)) return;
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (!phase.on_failure) continue;
    reporter.report(phase.on_failure.span(), "Lambda compute does not support `on-failure`")
        .notes.push_back({"the documentation does not say whether it is ignored or rejected there",
                          std::nullopt});
  }
}

}  // namespace

extern const Rule unsupported_on_failure;
constexpr Rule unsupported_on_failure{
    .meta = {.id = "unsupported-on-failure",
             .summary = "Flags `on-failure` in projects on Lambda compute.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-05"},
    .check = check,
};

}  // namespace buildspec::rules
