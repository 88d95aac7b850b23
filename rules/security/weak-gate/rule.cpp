// weak-gate: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_gate_variable(std::string_view name) {
  return commands::is_one_of(name, {"CODEBUILD_WEBHOOK_HEAD_REF", "CODEBUILD_WEBHOOK_BASE_REF",
                                    "CODEBUILD_WEBHOOK_TRIGGER", "CODEBUILD_SOURCE_VERSION",
                                    "CODEBUILD_WEBHOOK_ACTOR_ACCOUNT_ID"});
}

const shell::Part* gate_variable(const shell::Command& command) {
  for (const shell::Word& word : command.words)
    for (const shell::Part& part : word.parts)
      if (part.kind == shell::PartKind::variable && is_gate_variable(part.text)) return &part;
  return nullptr;
}

// "main", "refs/heads/main": matches in the middle of a longer name too.
bool is_unanchored(std::string_view pattern) {
  return !pattern.empty() && (pattern.front() != '^' || pattern.back() != '$') &&
         pattern.find("\\b") == std::string_view::npos;
}

void report(const CommandText& command, Span span, std::string_view variable, Reporter& reporter) {
  Diagnostic& finding = reporter.report(
      command.source(span), "This matches any " + code(variable) + " that holds the text");
  finding.notes.push_back(
      {"`main` is also in `refs/heads/not-main`, and an account number in a longer one: compare "
       "the whole, or begin with `^` and end with `$`",
       {}});
}

// echo "$REF" | grep -q main
void check_grep(const CommandText& command, const shell::Command& each, Reporter& reporter) {
  const commands::Invocation run = commands::invocation(each);
  if (run.program != "grep" && run.program != "egrep") return;
  if (!commands::has_option(run, {"-q", "--quiet"})) return;
  if (commands::has_option(run, {"-x", "-w", "-F", "--line-regexp"})) return;
  const shell::Command* const from = commands::piped_from(*command.script, each);
  const shell::Part* const variable = from != nullptr ? gate_variable(*from) : nullptr;
  const auto words = commands::arguments(run);
  if (variable == nullptr || words.size() != 1 || !words[0]->literal ||
      !is_unanchored(words[0]->text))
    return;
  report(command, words[0]->span, variable->text, reporter);
}

// [[ $REF =~ main ]], [[ $REF == *main* ]]
void check_test(const CommandText& command, const shell::Command& each, Reporter& reporter) {
  if (each.words.size() < 4 || each.words[0].text != "[[") return;
  for (std::size_t i = 1; i + 2 < each.words.size(); ++i) {
    const shell::Word& left = each.words[i];
    const shell::Word& right = each.words[i + 2];
    if (left.parts.size() != 1 || !is_gate_variable(left.parts[0].text) || !right.literal) continue;
    const std::string_view test = each.words[i + 1].text;
    const bool around = right.text.size() > 2 && right.text.front() == '*' &&
                        right.text.back() == '*' && !commands::contains(right.text, "/");
    if ((test == "=~" && is_unanchored(right.text)) || ((test == "==" || test == "=") && around))
      report(command, right.span, left.parts[0].text, reporter);
  }
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!command.holds("CODEBUILD_")) return;
  for (const shell::Command& each : command.script->commands) {
    check_grep(command, each, reporter);
    check_test(command, each, reporter);
  }
}

}  // namespace

extern const Rule weak_gate;
constexpr Rule weak_gate{
    .meta = {.id = "weak-gate",
             .summary = "Flags conditions on a branch or an actor that match a part of the name.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
