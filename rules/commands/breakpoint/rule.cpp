// breakpoint: see rule.md.
#include "linter/lint/fixes.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

Node list_of(const Snapshot& snapshot, const Command& command) {
  const Phase* const phase = snapshot.buildspec.phase(command.phase);
  if (phase == nullptr) return {};
  return command.list == CommandList::finally ? phase->finally : phase->commands;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const CommandText& command : commands::read_commands(snapshot, {"codebuild-breakpoint"})) {
    for (const shell::Command& each : command.script->commands) {
      if (each.name() != "codebuild-breakpoint") continue;
      Diagnostic& finding =
          reporter.report(command.source(each.span), "A breakpoint is left in the buildspec");
      finding.notes.push_back(
          {"a build with a debug session pauses here until somebody resumes it; others pass over "
           "it",
           {}});
      if (command.script->commands.size() != 1) continue;
      if (auto edit =
              removal(snapshot.text, list_of(snapshot, command.command), command.command.node))
        finding.fixes.push_back({"Remove the breakpoint", Applicability::unsafe, {*edit}});
    }
  }
}

}  // namespace

extern const Rule breakpoint;
constexpr Rule breakpoint{
    .meta = {.id = "breakpoint",
             .summary = "Flags breakpoints that are left in a buildspec.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PR-01"},
    .check = check,
};

}  // namespace buildspec::rules
