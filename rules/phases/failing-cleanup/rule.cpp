// failing-cleanup: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Fails where there is nothing to clean up.
bool may_fail(const commands::Invocation& run) {
  if (run.program == "rm") return !commands::has_option(run, {"-f", "--force"});
  if (commands::is_one_of(run.program, {"rmdir", "kill", "pkill", "killall", "umount"}))
    return true;
  return run.program == "docker" &&
         commands::is_one_of(run.word(1), {"stop", "rm", "kill", "rmi"}) &&
         !commands::has_option(run, {"-f", "--force"});
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (command.command.list != CommandList::finally) return;
  for (const shell::Command& each : command.script->commands) {
    const bool counts =
        each.failure == shell::Failure::at_end || each.failure == shell::Failure::at_once;
    if (!counts || each.conditional || each.nested != 0) continue;
    const commands::Invocation run = commands::invocation(each);
    if (run.program.empty() || !may_fail(run)) continue;
    Diagnostic& finding = reporter.report(
        command.source(run.span()),
        code(run.program) + " fails where there is nothing to clean up, and with it the phase");
    finding.notes.push_back(
        {"a phase succeeds only if its `commands` and its `finally` both do", std::nullopt});
    if (run.program == "rm") {
      const std::uint32_t place = run.words[0].span.end;
      commands::offer(snapshot, command, finding, "Let it pass (`rm -f`)", Applicability::safe,
                      {place, place}, " -f");
    } else if (each.pipeline == 0 && each.span.end == command.text().size()) {
      const std::uint32_t place = each.span.end;
      commands::offer(snapshot, command, finding, "Let it pass (`|| true`)", Applicability::unsafe,
                      {place, place}, " || true");
    }
    return;
  }
}

}  // namespace

extern const Rule failing_cleanup;
constexpr Rule failing_cleanup{
    .meta = {.id = "failing-cleanup",
             .summary = "Flags commands in `finally` that fail where there is nothing to clean up.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-10"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
