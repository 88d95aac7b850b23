// quoted-substitution: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Programs whose output people want in a message, and whose names are no words of one.
bool is_meant_to_run(std::string_view word) {
  return commands::is_one_of(word, {"date", "pwd", "hostname", "whoami"}) ||
         word.starts_with("date +") || word.starts_with("git rev-parse");
}

bool is_single_quoted(const shell::Word& word) {
  return word.parts.size() == 1 && word.parts[0].quoting == shell::Quoting::single;
}

// "DATE='date'", "TAG='git rev-parse HEAD'"; a word alone may be meant as it is.
bool is_meant_to_run(const shell::Assignment& assignment) {
  const std::string& value = assignment.value.text;
  if (!is_single_quoted(assignment.value) || !is_meant_to_run(value)) return false;
  if (commands::contains(value, " ")) return true;
  const std::string name = lower(assignment.name);
  return value == "date" && (commands::contains(name, "date") || commands::contains(name, "time") ||
                             commands::contains(name, "now"));
}

void report(const Snapshot& snapshot, const CommandText& command, const shell::Word& word,
            bool nested, Reporter& reporter) {
  Diagnostic& finding = reporter.report(
      command.source(word.span), "This is the text itself, not what " + code(word.text) + " gives");
  finding.notes.push_back({"single quotes are text; backquotes or `$( )` run a command", {}});
  if (!nested)
    commands::offer(snapshot, command, finding, "Run " + code(word.text), Applicability::safe,
                    word.span, "$(" + word.text + ")");
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (!commands::contains(text, "'")) return;
  for (const shell::Command& each : command.script->commands) {
    for (const shell::Assignment& assignment : each.assignments)
      if (is_meant_to_run(assignment))
        report(snapshot, command, assignment.value, each.nested != 0, reporter);
    const commands::Invocation run = commands::invocation(each);
    // `echo Build started on 'date'`
    if (run.program != "echo" || run.words.size() < 3) continue;
    const shell::Word& word = run.words.back();
    if (is_single_quoted(word) && is_meant_to_run(word.text))
      report(snapshot, command, word, each.nested != 0, reporter);
  }
}

}  // namespace

extern const Rule quoted_substitution;
constexpr Rule quoted_substitution{
    .meta = {.id = "quoted-substitution",
             .summary = "Flags single quotes where a command was meant to run.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
