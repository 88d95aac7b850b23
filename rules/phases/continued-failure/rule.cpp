// continued-failure: see rule.md.
#include <string>

#include "linter/lang/failure.h"
#include "linter/lint/wording.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Purpose;

// The first test or check of a phase.
std::optional<std::pair<CommandText, std::size_t>> first_check(const Snapshot& snapshot,
                                                               PhaseName phase) {
  const auto& all = snapshot.buildspec.commands;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].phase != phase || all[i].list != CommandList::commands) continue;
    const shell::Script& script = *snapshot.readings[i]->script;
    for (std::size_t at = 0; at < script.commands.size(); ++at) {
      const Purpose purpose = commands::purpose_of(commands::invocation(script.commands[at]));
      if (purpose == Purpose::test || purpose == Purpose::scan)
        return std::pair(read_command(snapshot, all[i]), at);
    }
  }
  return std::nullopt;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (!phase.on_failure.is_scalar()) continue;
    const PhaseFailure failure = phase_failure(snapshot.buildspec, phase.name);
    if (!failure.action || failure.action->action != schema::FailureAction::go_on) continue;
    const std::string name = code(to_string(phase.name));
    if (const auto tests = first_check(snapshot, phase.name)) {
      const auto& [command, at] = *tests;
      const commands::Invocation run = commands::invocation(command.script->commands[at]);
      Diagnostic& finding =
          reporter.report(Severity::warning, phase.on_failure.span(),
                          "The build goes on after failed tests or checks of the phase " + name);
      finding.notes.push_back(
          {code(commands::label(run)) + " runs here", command.source(run.span())});
      finding.notes.push_back(
          {"what it finds does not keep the later phases from delivering", std::nullopt});
    } else if (phase.name == PhaseName::install || phase.name == PhaseName::pre_build) {
      reporter
          .report(Severity::info, phase.on_failure.span(),
                  "The build goes on without what the phase " + name + " should prepare")
          .notes.push_back(
              {"a later command fails instead, with an error that misleads", std::nullopt});
    }
  }
}

}  // namespace

extern const Rule continued_failure;
constexpr Rule continued_failure{
    .meta = {.id = "continued-failure",
             .summary = "Flags `on-failure: CONTINUE` behind tests, checks and preparations.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-06 CB-PH-07"},
    .check = check,
};

}  // namespace buildspec::rules
