// foreign-variable: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A variable's name as no program has one: "AWS_REGION".
bool is_variable_name(std::string_view text) {
  return text.size() > 2 && is_capital(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_capital(c) || is_digit(c) || c == '_'; });
}

void offer(const Snapshot& snapshot, const CommandText& command, Span span, std::string_view name,
           Applicability applicability, Diagnostic& finding) {
  std::string text = "${" + std::string(name) + "}";
  auto edits = edit_in_scalar(snapshot, command.command.node, command.scalar, span, text);
  if (edits) finding.fixes.push_back({"Write " + code(text), applicability, std::move(*edits)});
}

bool is_function(const shell::Script& script, std::string_view name) {
  return std::any_of(script.compounds.begin(), script.compounds.end(),
                     [&](const shell::Compound& each) {
                       return each.kind == shell::CompoundKind::function && each.name == name;
                     });
}

// $(NAME), as in a Makefile or in Azure Pipelines: the shell runs a command of that name.
void check_substitution(const Snapshot& snapshot, const CommandText& command,
                        const shell::Command& each, Reporter& reporter) {
  if (each.words.size() != 1 || !each.assignments.empty() || !each.redirections.empty()) return;
  const shell::Word& word = each.words.front();
  const std::string_view text = command.text();
  if (!word.plain() || !is_variable_name(word.text) || word.span.begin < 2 ||
      text.substr(word.span.begin - 2, 2) != "$(" ||
      text.substr(word.span.begin, word.text.size() + 1) != word.text + ")" ||
      is_function(*command.script, word.text)) {
    return;
  }
  const Span span{word.span.begin - 2, word.span.end + 1};
  Diagnostic& finding =
      reporter.report(command.source(span),
                      code("$(" + word.text + ")") + " runs a command with the name of a variable");
  finding.notes.push_back({"a shell puts a variable's value in place of `${…}` or `$…`", {}});
  offer(snapshot, command, span, word.text, Applicability::safe, finding);
}

// The shell expands what stands there: in a word, and not in single quotes.
bool is_expanded(const shell::Script& script, std::uint32_t offset) {
  const auto holds = [&](const shell::Word& word) {
    return std::any_of(word.parts.begin(), word.parts.end(), [&](const shell::Part& part) {
      return part.span.begin <= offset && offset < part.span.end &&
             part.quoting != shell::Quoting::single;
    });
  };
  return std::any_of(script.commands.begin(), script.commands.end(), [&](const auto& each) {
    return std::any_of(each.words.begin(), each.words.end(), holds) ||
           std::any_of(each.assignments.begin(), each.assignments.end(),
                       [&](const auto& assignment) { return holds(assignment.value); });
  });
}

// The last name in "secrets.API_TOKEN"; nothing where it is more than names and dots.
std::string_view last_name(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (!std::all_of(text.begin(), text.end(), [](char c) {
        return is_capital(c) || is_digit(c) || c == '_' || c == '.' || (c >= 'a' && c <= 'z');
      })) {
    return {};
  }
  const std::size_t dot = text.rfind('.');
  if (dot != std::string_view::npos) text.remove_prefix(dot + 1);
  return is_variable_name(text) ? text : std::string_view();
}

void report_expression(const Snapshot& snapshot, const CommandText& command, Span span,
                       std::string_view inside, Reporter& reporter) {
  Diagnostic& finding = reporter.report(
      command.source(span),
      code(command.text().substr(span.begin, span.size())) +
          " is another tool's notation: the shell takes it for a malformed variable");
  finding.notes.push_back({"the command fails with \"Bad substitution\"", {}});
  if (const std::string_view name = last_name(inside); !name.empty())
    offer(snapshot, command, span, name, Applicability::unsafe, finding);
}

// ${{ secrets.NAME }} of GitHub Actions, ${env.NAME} of Jenkins: no shell reads them.
void check_expressions(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  for (std::size_t at = text.find("${"); at != std::string_view::npos;
       at = text.find("${", at + 2)) {
    const bool double_brace = text.substr(at + 2, 1) == "{";
    std::size_t begin = at + (double_brace ? 3 : 2);
    const std::string_view closing = double_brace ? "}}" : "}";
    constexpr std::size_t kMostInside = 200;
    const std::size_t length = text.substr(begin, kMostInside + closing.size()).find(closing);
    if (length == std::string_view::npos) continue;
    const std::string_view inside = text.substr(begin, length);
    const std::size_t end = begin + length;
    if (!double_brace) {
      const std::size_t word =
          std::min(inside.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), inside.size());
      if (word == 0 || inside.substr(word, 1) != "." || last_name(inside).empty()) continue;
    } else if (inside.find_first_of("{\n") != std::string_view::npos) {
      continue;
    }
    const Span span{static_cast<std::uint32_t>(at),
                    static_cast<std::uint32_t>(end + closing.size())};
    if (is_expanded(*command.script, span.begin))
      report_expression(snapshot, command, span, inside, reporter);
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (command.text().find("$(") != std::string_view::npos)
    for (const shell::Command& each : command.script->commands)
      check_substitution(snapshot, command, each, reporter);
  if (command.text().find("${") != std::string_view::npos)
    check_expressions(snapshot, command, reporter);
}

}  // namespace

extern const Rule foreign_variable;
constexpr Rule foreign_variable{
    .meta = {.id = "foreign-variable",
             .summary = "Flags variables in the notation of another tool, which no shell reads.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
