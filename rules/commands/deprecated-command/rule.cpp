// deprecated-command: see rule.md.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

struct Deprecated {
  std::string_view program;
  std::string_view subcommand;  // empty: any
  std::string_view why;
  std::string_view instead;
};
constexpr Deprecated kDeprecated[] = {
    {"apt-key", "", "its manual says that Ubuntu 22.04 is the last release to have it",
     "store the key as a file in /etc/apt/keyrings and name it with `signed-by` in the source"},
    {"npm", "bin", "version 9 of npm has no `bin` any more",
     "run `npm prefix`, or `npx` a program"},
};

bool may_name_one(const CommandText& command) {
  const auto named = [&](const Deprecated& old) {
    return command.reading->sketch.may_hold(old.program) &&
           command.reading->sketch.may_hold(old.subcommand);
  };
  return std::any_of(std::begin(kDeprecated), std::end(kDeprecated), named);
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!may_name_one(command)) return;
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    for (const Deprecated& old : kDeprecated) {
      if (run.program != old.program) continue;
      if (!old.subcommand.empty() && run.word(1) != old.subcommand) continue;
      std::string name(old.program);
      if (!old.subcommand.empty()) name += " " + std::string(old.subcommand);
      const std::size_t last = old.subcommand.empty() ? 0 : 1;
      Diagnostic& finding =
          reporter.report(command.source({run.words.front().span.begin, run.words[last].span.end}),
                          code(name) + " is deprecated");
      finding.tags.push_back(DiagnosticTag::deprecated);
      finding.notes.push_back({std::string(old.why), {}});
      finding.notes.push_back({std::string(old.instead), {}});
    }
  }
}

}  // namespace

extern const Rule deprecated_command;
constexpr Rule deprecated_command{
    .meta = {.id = "deprecated-command",
             .summary = "Flags programs and subcommands that newer images may not have.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
