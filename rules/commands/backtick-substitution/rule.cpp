// backtick-substitution: see rule.md.
#include <string>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check_word(const Snapshot& snapshot, const CommandText& command, const shell::Word& word,
                bool nested, Reporter& reporter) {
  const std::string_view text = command.text();
  for (const shell::Part& part : word.parts) {
    if (part.kind != shell::PartKind::command_substitution || text[part.span.begin] != '`')
      continue;
    Diagnostic& finding =
        reporter.report(command.source(part.span), "`$( )` does the same and can be nested");
    const std::string_view source = text.substr(part.span.begin, part.span.size());
    const bool simple =
        source.size() > 2 && source.find('\\') == std::string_view::npos && source.back() == '`';
    if (simple && !nested)
      commands::offer(snapshot, command, finding, "Write `$( )`", Applicability::safe, part.span,
                      "$(" + std::string(source.substr(1, source.size() - 2)) + ")");
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!command.holds("`")) return;
  for (const shell::Command& each : command.script->commands) {
    for (const shell::Word& word : each.words)
      check_word(snapshot, command, word, each.nested != 0, reporter);
    for (const shell::Assignment& assignment : each.assignments)
      check_word(snapshot, command, assignment.value, each.nested != 0, reporter);
  }
}

}  // namespace

extern const Rule backtick_substitution;
constexpr Rule backtick_substitution{
    .meta = {.id = "backtick-substitution",
             .summary = "Flags command substitutions in backquotes.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-07"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
