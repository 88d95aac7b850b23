// hidden-pipe-failure: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Purpose;

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const shell::Script& script = *command.script;
  for (const shell::Command& each : script.commands) {
    if (each.pipeline == 0 || each.failure != shell::Failure::never ||
        each.cause != shell::FailureCause::pipe)
      continue;
    const commands::Invocation run = commands::invocation(each);
    const Purpose purpose = commands::purpose_of(run);
    if (purpose == Purpose::other || purpose == Purpose::install) continue;
    const shell::Command* const next = commands::piped_to(script, each);
    const std::string taker =
        next == nullptr || next->name().empty() ? "the last command" : code(next->name());
    Diagnostic& finding =
        reporter.report(command.source(run.span()), "If " + code(commands::label(run)) +
                                                        " fails, the pipe hides it: the "
                                                        "status is that of the last command");
    finding.notes.push_back({"the output goes into " + taker, std::nullopt});
    if (command.dialect == shell::Dialect::bash && each.nested == 0) {
      const bool lines = command.text().find('\n') != std::string_view::npos;
      commands::offer(snapshot, command, finding, "Let the pipe fail (`set -o pipefail`)",
                      Applicability::unsafe, {0, 0},
                      lines ? "set -o pipefail\n" : "set -o pipefail; ");
    } else {
      finding.notes.push_back(
          {"`set -o pipefail` in the same item lets the pipe fail; it needs `env.shell: bash`",
           std::nullopt});
    }
    return;  // one fix for all of them
  }
}

}  // namespace

extern const Rule hidden_pipe_failure;
constexpr Rule hidden_pipe_failure{
    .meta = {.id = "hidden-pipe-failure",
             .summary = "Flags builds, tests and checks whose failure a pipe hides.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-05"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
