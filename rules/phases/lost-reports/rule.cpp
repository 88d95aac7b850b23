// lost-reports: see rule.md.
#include "linter/lang/failure.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  const Phase* const phase = buildspec.phase(PhaseName::post_build);
  if (phase == nullptr || !phase->on_failure.is_scalar() || buildspec.reports.empty()) return;
  const PhaseFailure failure = phase_failure(buildspec, PhaseName::post_build);
  if (!failure.action || failure.action->action != schema::FailureAction::abort) return;
  Diagnostic& finding = reporter.report(
      phase->on_failure.span(), "After a failure in `post_build` the reports are not taken in");
  finding.notes.push_back(
      {"one user found that reports come later than the abort; without `on-failure` they come",
       std::nullopt});
  finding.notes.push_back({"the reports are declared here", buildspec.reports_node.span()});
}

}  // namespace

extern const Rule lost_reports;
constexpr Rule lost_reports{
    .meta = {.id = "lost-reports",
             .summary = "Flags `on-failure: ABORT` in `post_build` of a buildspec with reports.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-08"},
    .check = check,
};

}  // namespace buildspec::rules
