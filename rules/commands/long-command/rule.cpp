// long-command: see rule.md.
#include <string>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// As the catalogue of practice has it; beyond it nobody reads a line in the log.
constexpr std::size_t kLongest = 200;

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  std::string_view text = command.text();
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (text.size() <= kLongest || text.find('\n') != std::string_view::npos) return;
  // One program with many arguments is long, but simple.
  if (command.script->commands.size() < 3) return;
  reporter
      .report(command.source({0, static_cast<std::uint32_t>(text.size())}),
              "This is much for one command of " + std::to_string(text.size()) + " characters")
      .notes.push_back({"a script in the repository can be read, tested and run locally", {}});
}

}  // namespace

extern const Rule long_command;
constexpr Rule long_command{
    .meta = {.id = "long-command",
             .summary = "Flags commands in one line that are too long to read.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-04"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
