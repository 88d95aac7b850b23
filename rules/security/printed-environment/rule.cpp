// printed-environment: see rule.md.
#include <algorithm>
#include <string>

#include "linter/text/letters.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using commands::is_one_of;

bool only_options(const Invocation& run) {
  return std::all_of(run.words.begin() + 1, run.words.end(),
                     [](const shell::Word& word) { return word.text.starts_with("-"); });
}

bool lists_variables(const Invocation& run) {
  if (run.words.empty()) return false;
  const std::string_view name = run.program;
  if (name == "printenv") return only_options(run);
  if (name == "env") return run.words.size() == 1;
  if (name == "set") return run.words.size() == 1;
  if (name == "export" || name == "declare" || name == "typeset")
    return run.command->assignments.empty() && only_options(run) &&
           (run.words.size() == 1 ? name == "export"
                                  : is_one_of(run.word(1), {"-p", "-x", "-px", "-xp"}));
  return false;
}

void report(const Snapshot& snapshot, Span span, Reporter& reporter) {
  const bool secrets = snapshot.buildspec.env.has_references();
  Diagnostic& finding =
      reporter.report(secrets ? Severity::warning : Severity::info, span,
                      secrets ? "This prints all variables into the log, secrets among them"
                              : "This prints all variables into the log");
  finding.notes.push_back(
      {"CodeBuild masks values from Parameter Store and Secrets Manager only, where their exact "
       "text appears",
       {}});
  finding.notes.push_back({"print the variables that are of interest, by name", {}});
}

// `gci env:` and its other names; `set` alone in cmd.
void check_windows(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  std::string text = lower(command.text());
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\\'))
    text.pop_back();
  const auto size = static_cast<std::uint32_t>(text.size());
  if (command.dialect == shell::Dialect::cmd) {
    if (text == "set") report(snapshot, command.source({0, size}), reporter);
    return;
  }
  for (const std::string_view name : {"get-childitem", "gci", "dir", "ls"}) {
    if (!text.starts_with(name)) continue;
    const std::string_view rest = std::string_view(text).substr(name.size());
    if (is_one_of(rest, {" env:", " -path env:", " env:*"}))
      report(snapshot, command.source({0, size}), reporter);
  }
}

void check(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!command.may_hold_one(
          {" env ", "printenv", " set ", " export ", " declare ", " typeset ", "env:"}))
    return;
  if (command.dialect == shell::Dialect::powershell || command.dialect == shell::Dialect::cmd) {
    check_windows(snapshot, command, reporter);
    return;
  }
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (!lists_variables(run) || !each.assignments.empty()) continue;
    const output::Fate fate = output::fate(*command.script, each);
    if (fate.logged && fate.shape == output::Shape::same)
      report(snapshot, command.source(run.span()), reporter);
  }
}

}  // namespace

extern const Rule printed_environment;
constexpr Rule printed_environment{
    .meta = {.id = "printed-environment",
             .summary = "Flags commands that print every variable of the build.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-04"},
    .check_command = check,
};

}  // namespace buildspec::rules
