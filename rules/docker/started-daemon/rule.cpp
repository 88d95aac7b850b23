// started-daemon: see rule.md.
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!command.holds("dockerd")) return;
  if (!commands::is_curated_image(snapshot).value_or(false)) return;
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    if (run.program != "dockerd" && run.program != "dockerd-entrypoint.sh") continue;
    Diagnostic& finding =
        reporter.report(command.source(run.words.front().span),
                        "The images of CodeBuild start the Docker daemon by themselves");
    finding.notes.push_back({"only custom images need this", {}});
    finding.tags.push_back(DiagnosticTag::unnecessary);
  }
}

}  // namespace

extern const Rule started_daemon;
constexpr Rule started_daemon{
    .meta = {.id = "started-daemon",
             .summary = "Flags commands that start the Docker daemon on images that do it already.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-DOCK-05"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
