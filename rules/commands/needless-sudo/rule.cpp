// needless-sudo: see rule.md.
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool runs_as_another(const Snapshot& snapshot) {
  if (snapshot.buildspec.run_as) return true;
  for (const Phase& phase : snapshot.buildspec.phases)
    if (phase.run_as) return true;
  return false;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (runs_as_another(snapshot)) return;
  for (const CommandText& command : commands::read_commands(snapshot, {"sudo"})) {
    if (!command.holds("sudo")) continue;
    for (const shell::Command& each : command.script->commands) {
      const commands::Invocation run = commands::invocation(each);
      if (run.sudo == nullptr || run.words.empty()) continue;
      Diagnostic& finding = reporter.report(command.source(run.sudo->span),
                                            "Commands run as root already: `sudo` is not needed");
      finding.notes.push_back({"images without it answer `sudo: not found`", {}});
      finding.tags.push_back(DiagnosticTag::unnecessary);
      // Its own options mean something: another user, the environment.
      if (each.nested == 0 && run.sudo + 1 == run.words.data() && each.words.data() == run.sudo)
        commands::offer(snapshot, command, finding, "Remove `sudo`", Applicability::unsafe,
                        {run.sudo->span.begin, run.words.front().span.begin}, "");
    }
  }
}

}  // namespace

extern const Rule needless_sudo;
constexpr Rule needless_sudo{
    .meta = {.id = "needless-sudo",
             .summary = "Flags `sudo`: the commands of a build run as root.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-SH-12"},
    .check = check,
};

}  // namespace buildspec::rules
