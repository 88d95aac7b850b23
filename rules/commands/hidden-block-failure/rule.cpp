// hidden-block-failure: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Its failure is worth the end of the build; a directory that is not there makes what follows work
// in the wrong place.
bool matters(const shell::Command& command) {
  const commands::Invocation run = commands::invocation(command);
  return commands::purpose_of(run) != commands::Purpose::other;
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const shell::Script& script = *command.script;
  if (script.commands.size() < 2 || script.broken) return;
  for (const shell::Command& each : script.commands) {
    const bool hidden = each.failure == shell::Failure::never && !each.function &&
                        each.nested == 0 &&
                        (each.cause == shell::FailureCause::not_last ||
                         each.cause == shell::FailureCause::unchecked_chain);
    if (!hidden || !matters(each)) continue;
    const commands::Invocation run = commands::invocation(each);
    Diagnostic& finding = reporter.report(
        command.source(run.span()),
        "If " + code(commands::label(run)) + " fails, the command goes on and may succeed");
    const bool chain = each.cause == shell::FailureCause::unchecked_chain;
    finding.notes.push_back({chain ? "`set -e` does not look at what stands left of `&&`"
                                   : "only the status of the last command in an item counts",
                             std::nullopt});
    if (!chain) {
      const bool lines = command.text().find('\n') != std::string_view::npos;
      commands::offer(snapshot, command, finding, "Stop at the first failure (`set -e`)",
                      Applicability::unsafe, {0, 0}, lines ? "set -e\n" : "set -e; ");
    }
    return;  // one fix for all of them
  }
}

}  // namespace

extern const Rule hidden_block_failure;
constexpr Rule hidden_block_failure{
    .meta = {.id = "hidden-block-failure",
             .summary = "Flags builds, tests and deployments whose failure a later command hides.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-03"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
