// broad-retry: see rule.md.
#include <string>

#include "linter/lang/failure.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (!phase.on_failure.is_scalar()) continue;
    const Scalar scalar = phase.on_failure.scalar();
    const auto parsed = schema::parse_on_failure(scalar.value());
    if (!parsed.value || parsed.problem || parsed.value->action != schema::FailureAction::retry)
      continue;
    const std::string_view pattern = parsed.value->pattern;
    const PhaseFailure failure = phase_failure(snapshot.buildspec, phase.name);
    if (failure.retries == 0 || (!pattern.empty() && pattern != ".*")) continue;
    Diagnostic& finding = reporter.report(
        phase.on_failure.span(), "Every failure of the phase " + code(to_string(phase.name)) +
                                     " starts the whole build again, up to " +
                                     counted(failure.retries, "time", "times"));
    finding.notes.push_back(
        {"RETRY repeats the build, not the phase, and without a pattern it "
         "does so for errors that no repetition mends",
         std::nullopt});
    finding.notes.push_back(
        {"`RETRY-2-.*timed out.*` repeats it twice, for such errors only", std::nullopt});
  }
}

}  // namespace

extern const Rule broad_retry;
constexpr Rule broad_retry{
    .meta = {.id = "broad-retry",
             .summary = "Flags `on-failure: RETRY` that repeats the build after any error.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-13"},
    .check = check,
};

}  // namespace buildspec::rules
