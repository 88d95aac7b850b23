// wrapped-in-bash: see rule.md.
#include <vector>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The whole command is `bash -c "…"`.
bool is_wrapped(const CommandText& command) {
  if (!command.text().starts_with("bash -") && !command.text().starts_with("/bin/bash -"))
    return false;
  const shell::Command* outer = nullptr;
  for (const shell::Command& each : command.script->commands) {
    if (each.nested != 0 || each.subshell) continue;
    if (outer != nullptr) return false;
    outer = &each;
  }
  return outer != nullptr && outer->words.size() == 3 &&
         commands::is_one_of(outer->words[1].text, {"-c", "-ec", "-lc", "-xc", "-euc"});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.buildspec.env.shell) return;
  std::vector<Span> wrapped;
  for (const CommandText& command : commands::read_commands(snapshot, {"bash"})) {
    if (is_wrapped(command))
      wrapped.push_back(command.source(command.script->commands[0].words[0].span));
  }
  if (wrapped.size() < 2) return;
  for (const Span span : wrapped) {
    reporter.report(span, "With `shell: bash` under `env`, commands need no `bash -c`")
        .notes.push_back(
            {"one level of quotes less, and variables live on behind the command", {}});
  }
}

}  // namespace

extern const Rule wrapped_in_bash;
constexpr Rule wrapped_in_bash{
    .meta = {.id = "wrapped-in-bash",
             .summary = "Flags files that wrap command after command in `bash -c`.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-11"},
    .check = check,
};

}  // namespace buildspec::rules
