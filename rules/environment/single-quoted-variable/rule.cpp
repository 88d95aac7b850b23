// single-quoted-variable: see rule.md.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The name of an environment variable, as most are: not awk's, jq's or a password's.
bool is_upper_name(std::string_view name) {
  return name.size() > 1 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// What another shell, or a template, may expand later.
bool is_for_later(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kSigns{"sh -c",   "bash",  "#!", "$(",
                                                          "export ", "echo ", "\n", "{{"};
  return std::any_of(kSigns.begin(), kSigns.end(), [text](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  });
}

// The program takes its arguments as they are: it expands no variables, and runs nothing that does.
bool takes_as_is(const commands::Invocation& run) {
  static constexpr std::array<std::string_view, 20> kPrograms{
      "curl",  "wget", "cd", "cp", "mv",  "mkdir", "rm",  "rmdir", "ls",  "cat",
      "touch", "test", "[",  "[[", "zip", "unzip", "sam", "helm",  "pip", "terraform"};
  if (is_one_of(run.program, kPrograms)) return true;
  const auto operation = [&](auto names) {
    return std::any_of(run.words.begin(), run.words.end(), [&](const shell::Word& word) {
      return std::find(names.begin(), names.end(), word.text) != names.end();
    });
  };
  if (run.program == "aws") {
    static constexpr std::array<std::string_view, 5> kRunElsewhere{
        "send-command", "run-task", "run-instances", "start-build", "register-task-definition"};
    return !operation(kRunElsewhere);
  }
  if (run.program == "docker") {
    static constexpr std::array<std::string_view, 5> kTake{"build", "tag", "push", "pull", "login"};
    static constexpr std::array<std::string_view, 2> kRun{"run", "exec"};
    return operation(kTake) && !operation(kRun);
  }
  if (run.program == "git") {
    static constexpr std::array<std::string_view, 6> kTake{"clone", "checkout", "tag",
                                                           "push",  "fetch",    "commit"};
    return run.words.size() > 1 && is_one_of(run.words[1].text, kTake);
  }
  return false;
}

// What is printed into a JSON file is read by a service, which expands nothing.
bool prints_into_json(const commands::Invocation& run, const shell::Command& command) {
  if (run.program != "echo" && run.program != "printf") return false;
  return std::any_of(command.redirections.begin(), command.redirections.end(),
                     [](const shell::Redirection& redirection) {
                       const std::string_view target = redirection.target.text;
                       return (redirection.kind == shell::Redirect::output ||
                               redirection.kind == shell::Redirect::append) &&
                              target.size() > 5 && target.substr(target.size() - 5) == ".json";
                     });
}

// The word in double quotes, where it is one piece.
std::optional<std::string> in_double_quotes(const shell::Word& word) {
  if (word.parts.size() != 1) return std::nullopt;
  std::string quoted = "\"";
  for (const char c : word.parts[0].text) {
    if (c == '!') return std::nullopt;
    if (c == '"' || c == '\\' || c == '`') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (text.find('\'') == std::string_view::npos || text.find('$') == std::string_view::npos) return;
  const shell::Script& script = *command.script;
  for (const shell::QuotedName& quoted : shell::names_in_single_quotes(script)) {
    if (quoted.command >= script.commands.size() || quoted.word == shell::kNowhere ||
        quoted.word == 0 || !is_upper_name(quoted.name))
      continue;
    const shell::Command& each = script.commands[quoted.command];
    const shell::Word& word = each.words[quoted.word];
    const commands::Invocation run = commands::invocation(each);
    if (each.nested != 0 || is_for_later(word.text)) continue;
    if (!takes_as_is(run) && !prints_into_json(run, each)) continue;
    // JMESPath and Go templates have dollars of their own.
    const std::string_view option = each.words[quoted.word - 1].text;
    if (option == "--query" || option == "--format" || option == "-f" || option == "--filter" ||
        option == "-w" || option == "--write-out")
      continue;
    Diagnostic& finding = reporter.report(
        command.source(quoted.span), "Single quotes keep " + code("$" + quoted.name) +
                                         " as it is: " + code(run.program) + " gets this text");
    finding.notes.push_back(
        {"in double quotes the shell puts the variable's value in its place", {}});
    const auto in_double = in_double_quotes(word);
    if (!in_double) continue;
    auto edits =
        edit_in_scalar(snapshot, command.command.node, command.scalar, word.span, *in_double);
    if (edits)
      finding.fixes.push_back({"Use double quotes", Applicability::unsafe, std::move(*edits)});
  }
}

}  // namespace

extern const Rule single_quoted_variable;
constexpr Rule single_quoted_variable{
    .meta = {.id = "single-quoted-variable",
             .summary = "Flags variables in single quotes that the program does not expand either.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check_command = check_command,
};

}  // namespace buildspec::rules
