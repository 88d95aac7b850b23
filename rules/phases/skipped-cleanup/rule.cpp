// skipped-cleanup: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool cleans_up(const commands::Invocation& run) {
  if (run.program == "docker")
    return commands::is_one_of(run.word(1), {"stop", "kill"}) ||
           (run.word(1) == "compose" && run.word(2) == "down");
  return run.program == "docker-compose" && run.word(1) == "down";
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  for (const Command& command : buildspec.commands) {
    if (command.list != CommandList::commands || command.index == 0) continue;
    // Only the last of a list: its size is not asked for every command.
    const std::size_t next = command.order + 1;
    if (next < buildspec.commands.size() && buildspec.commands[next].phase == command.phase &&
        buildspec.commands[next].list == command.list)
      continue;
    const auto& all = snapshot.readings[command.order]->script->commands;
    if (all.size() != 1 || !cleans_up(commands::invocation(all.front()))) continue;
    const Phase* const phase = buildspec.phase(command.phase);
    if (phase == nullptr || !phase->commands.is_sequence() ||
        command.index + 1 != phase->commands.size())
      continue;
    const CommandText text = read_command(snapshot, command);
    reporter
        .report(text.source(all.front().span),
                "This clean-up is skipped when a command before it fails")
        .notes.push_back({"`finally` of the same phase runs in any case", std::nullopt});
  }
}

}  // namespace

extern const Rule skipped_cleanup;
constexpr Rule skipped_cleanup{
    .meta = {.id = "skipped-cleanup",
             .summary = "Flags clean-up at the end of `commands` that belongs into `finally`.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PH-09"},
    .check = check,
};

}  // namespace buildspec::rules
