// shell-syntax: see rule.md.
#include <algorithm>

#include "linter/lint/fixes.h"
#include "linter/shell/parser.h"
#include "rules/commands/constructs/constructs.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The lines as they are written, where YAML folds them into one.
std::optional<std::string> unfolded(Node command) {
  const bool folds =
      command.style() == ScalarStyle::plain || command.style() == ScalarStyle::folded;
  std::string_view source = command.source();
  if (!folds || source.find('\n') == std::string_view::npos) return std::nullopt;
  if (command.style() == ScalarStyle::folded) source.remove_prefix(source.find('\n') + 1);
  std::string text;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    std::string_view line = source.substr(0, end);
    source.remove_prefix(std::min(end + 1, source.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    text += line;
    text += '\n';
  }
  return text;
}

// YAML took what is missing for a part of a comment: swallowed-by-comment tells it.
bool is_cut_by_comment(const Snapshot& snapshot, Node command,
                       const shell::SyntaxProblem& problem) {
  if (!problem.at_end || problem.missing.empty()) return false;
  if (command.style() != ScalarStyle::plain) return false;
  const std::uint32_t end = command.span().end;
  const Span line = snapshot.text.line(snapshot.text.line_of(end));
  const std::string_view rest = snapshot.text.bytes({end, std::max(end, line.end)});
  const std::size_t next = rest.find_first_not_of(" \t");
  return next != std::string_view::npos && rest[next] == '#' &&
         rest.find(problem.missing, next) != std::string_view::npos;
}

void report(const Snapshot& snapshot, const CommandText& command, Severity severity,
            Reporter& reporter) {
  const shell::SyntaxProblem& problem = *command.script->problem;
  Diagnostic& finding = reporter.report(severity, command.source(problem.span),
                                        commands::as_message(problem.message));
  const auto lines = unfolded(command.command.node);
  const bool folded = lines && !shell::parse(*lines).broken;
  if (folded) {
    finding.notes.push_back(
        {"YAML folds these lines into one: the shell does not see where they end", std::nullopt});
    if (auto edits = as_literal_block(snapshot, command.command.node))
      finding.fixes.push_back({"Keep the lines (`|`)", Applicability::safe, std::move(*edits)});
  } else if (problem.found == "(" && problem.fault == shell::SyntaxFault::unexpected) {
    finding.notes.push_back({"in text, put it into quotes", std::nullopt});
  }
  finding.notes.push_back(
      {"the shell stops there with a syntax error, and the command fails", std::nullopt});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const bool any = std::any_of(snapshot.readings.begin(), snapshot.readings.end(),
                               [](const auto& reading) { return reading->script->problem; });
  if (!any) return;
  const Severity severity =
      commands::is_surely_unix(snapshot) ? Severity::error : Severity::warning;
  const auto splits = commands::split_constructs(snapshot);  // split-conditional tells these
  for (std::size_t i = 0; i < snapshot.readings.size(); ++i) {
    if (!snapshot.readings[i]->script->problem) continue;
    const bool split = std::any_of(splits.begin(), splits.end(), [i](const auto& each) {
      return each.first <= i && i <= each.last;
    });
    const bool cut = is_cut_by_comment(snapshot, snapshot.buildspec.commands[i].node,
                                       *snapshot.readings[i]->script->problem);
    if (!split && !cut)
      report(snapshot, read_command(snapshot, snapshot.buildspec.commands[i]), severity, reporter);
  }
}

}  // namespace

extern const Rule shell_syntax;
constexpr Rule shell_syntax{
    .meta = {.id = "shell-syntax",
             .summary = "Flags the first place in a command that no shell can read.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-14"},
    .check = check,
};

}  // namespace buildspec::rules
