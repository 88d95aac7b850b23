// background-process: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The item itself waits for the process, or lets it go in the way that the documentation shows.
bool is_looked_after(const shell::Script& script) {
  return std::any_of(script.commands.begin(), script.commands.end(), [](const auto& command) {
    return commands::is_one_of(command.name(), {"wait", "disown", "nohup", "setsid", "kill",
                                                "dockerd", "dockerd-entrypoint.sh"});
  });
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  const shell::Script& script = *command.script;
  if (command.text().find('&') == std::string_view::npos) return;
  for (const shell::Command& each : script.commands) {
    if (each.cause != shell::FailureCause::background || each.words.empty() || each.nested != 0)
      continue;
    if (is_looked_after(script)) return;
    const commands::Invocation run = commands::invocation(each);
    Diagnostic& finding = reporter.report(
        command.source(each.span),
        (run.program.empty() ? std::string("This command") : code(run.program)) +
            " runs in the background: it may end with its item, or keep the item from ending");
    finding.notes.push_back(
        {"the documentation starts such a process with `nohup … &` and its output in a file",
         std::nullopt});
    return;
  }
}

}  // namespace

extern const Rule background_process;
constexpr Rule background_process{
    .meta = {.id = "background-process",
             .summary = "Flags processes that are started in the background and not looked after.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-09"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
