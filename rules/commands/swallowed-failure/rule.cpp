// swallowed-failure: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Purpose;

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  for (const shell::Command& each : command.script->commands) {
    if (each.failure != shell::Failure::never || each.cause != shell::FailureCause::swallowed)
      continue;
    const commands::Invocation run = commands::invocation(each);
    const Purpose purpose = commands::purpose_of(run);
    if (purpose == Purpose::other || purpose == Purpose::install) continue;
    const std::string_view text = command.text();
    const std::string fallback(text.substr(each.because.begin, each.because.size()));
    Diagnostic& finding = reporter.report(
        command.source(run.span()),
        "A failure of " + code(commands::label(run)) + " does not fail the build: " +
            (fallback.empty() ? std::string("what stands behind `||`") : code("|| " + fallback)) +
            " succeeds");
    if (each.because.empty() || (fallback != "true" && fallback != ":")) continue;
    const Span place{each.span.end, each.because.end};
    const std::string_view between = text.substr(place.begin, each.because.begin - place.begin);
    if (between.find_first_not_of(" |\n") == std::string_view::npos)
      commands::offer(snapshot, command, finding, "Let the failure count", Applicability::unsafe,
                      place, "");
  }
}

}  // namespace

extern const Rule swallowed_failure;
constexpr Rule swallowed_failure{
    .meta = {.id = "swallowed-failure",
             .summary = "Flags tests, checks, builds and deployments that are allowed to fail.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-SH-06"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
