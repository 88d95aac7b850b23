// password-argument: see rule.md.
#include <optional>
#include <string>
#include <vector>

#include "linter/lint/scalar_edit.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using commands::OptionValue;

bool is_login(const Invocation& run) {
  if (commands::is_one_of(run.program, {"docker", "podman", "nerdctl", "buildah", "skopeo"})) {
    const auto words = commands::arguments(run);
    return !words.empty() && words.front()->text == "login";
  }
  return run.program == "helm" && run.word(1) == "registry" && run.word(2) == "login";
}

// Of a word, what stands behind the option and its "=": as it is written.
std::string written(std::string_view text, const OptionValue& password) {
  const shell::Word& word = *password.value;
  const std::string_view all = text.substr(word.span.begin, word.span.size());
  return std::string(password.attached ? all.substr(password.option->text.find('=') + 1) : all);
}

// The command that prints the password, where it is all that the value consists of.
std::optional<std::string> printed_by(const OptionValue& password, std::string_view text) {
  const shell::Word& word = *password.value;
  if (password.attached || word.parts.size() != 1 ||
      word.parts.front().kind != shell::PartKind::command_substitution)
    return std::nullopt;
  const Span part = word.parts.front().span;
  const std::string_view source = text.substr(part.begin, part.size());
  if (!source.starts_with("$(") || source.find_first_of(";&|\n", 2) != source.npos)
    return std::nullopt;
  return std::string(source.substr(2, source.size() - 3));
}

// What is piped into the login: `printf '%s' "$PASSWORD"`.
std::string printer(std::string_view text, const OptionValue& password) {
  if (auto command = printed_by(password, text)) return std::move(*command);
  std::string value = written(text, password);
  // Inside "$( )" quotes are on their own.
  const bool bare = password.value->parts.front().quoting == shell::Quoting::none &&
                    (value.find_first_of("\"'\\") == std::string::npos ||
                     (password.value->parts.size() == 1 && value.starts_with("$(")));
  if (bare) value = '"' + value + '"';
  return "printf '%s' " + value;
}

void offer_pipe(const Snapshot& snapshot, const CommandText& command, const shell::Command& login,
                const OptionValue& password, Diagnostic& finding) {
  if (login.pipeline != 0 || login.nested != 0) return;
  for (const shell::Redirection& redirection : login.redirections)
    if (redirection.kind == shell::Redirect::input ||
        redirection.kind == shell::Redirect::here_document ||
        redirection.kind == shell::Redirect::here_string)
      return;
  const std::uint32_t begin = login.assignments.empty() ? login.words.front().span.begin
                                                        : login.assignments.front().name_span.begin;
  const std::vector<Replacement> replacements{
      {{begin, begin}, printer(command.text(), password) + " | "},
      {{password.option->span.begin, password.value->span.end}, "--password-stdin"}};
  auto edits = edit_in_scalar(snapshot, command.command.node, command.scalar, replacements);
  if (edits)
    finding.fixes.push_back(
        {"Pass the password on standard input", Applicability::safe, std::move(*edits)});
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!command.holds("login")) return;
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (!is_login(run)) continue;
    for (const OptionValue& password : commands::option_values(run, {"-p", "--password"})) {
      // A literal password is a matter of plaintext-secret.
      if (password.value->literal) continue;
      Diagnostic& finding =
          reporter.report(command.source({password.option->span.begin, password.value->span.end}),
                          "The password stands on the command line");
      finding.notes.push_back(
          {"every process of the build can read it there, and Docker warns of the option", {}});
      finding.notes.push_back({"`--password-stdin` takes it from standard input", {}});
      offer_pipe(snapshot, command, each, password, finding);
    }
  }
}

}  // namespace

extern const Rule password_argument;
constexpr Rule password_argument{
    .meta = {.id = "password-argument",
             .summary = "Flags logins to a registry with the password on the command line.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-03"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
