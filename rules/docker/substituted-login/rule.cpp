// substituted-login: see rule.md.
#include <string>

#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The substitution is all that its command consists of: the shell runs what it prints.
bool is_whole_command(const commands::Substitution& around) {
  const shell::Command& outer = *around.outer;
  if (around.assigned || around.word->parts.size() != 1 ||
      around.part->kind != shell::PartKind::command_substitution)
    return false;
  if (outer.words.size() == 1) return &outer.words[0] == around.word;
  return outer.words.size() == 2 && outer.words[0].text == "eval" && &outer.words[1] == around.word;
}

// What stands in `$(…)` or in backticks without escapes.
std::optional<std::string> inside(std::string_view text, Span part) {
  const std::string_view source = text.substr(part.begin, part.size());
  if (source.starts_with("$(") && source.size() > 3)
    return std::string(source.substr(2, source.size() - 3));
  if (source.size() > 2 && source.front() == '`' && source.find('\\') == std::string_view::npos)
    return std::string(source.substr(1, source.size() - 2));
  return std::nullopt;
}

Span of_outer(const commands::Substitution& around) {
  return {around.outer->words.front().span.begin, around.outer->words.back().span.end};
}

void check_login(const Snapshot& snapshot, const CommandText& command,
                 const commands::Substitution& around, Reporter& reporter) {
  const Span place = of_outer(around);
  Diagnostic& finding = reporter.report(
      command.source(place), "The shell runs what `docker login` prints: `Login Succeeded`");
  finding.notes.push_back({"the build stops with `Login: not found`, exit status 127", {}});
  const auto text = inside(command.text(), around.part->span);
  if (text && around.outer->nested == 0)
    commands::offer(snapshot, command, finding, "Remove the substitution", Applicability::safe,
                    place, *text);
}

void check_password(const Snapshot& snapshot, const CommandText& command,
                    const commands::Substitution& around, const docker::EcrCall& call,
                    Reporter& reporter) {
  const Span place = of_outer(around);
  Diagnostic& finding =
      reporter.report(command.source(place), "The shell runs the password as a command");
  finding.notes.push_back(
      {"`get-login-password` prints a password alone, which the message of the failure shows", {}});
  const auto pipeline = docker::login_pipeline(call);
  if (pipeline && around.outer->nested == 0)
    commands::offer(snapshot, command, finding, "Pipe it into `docker login`",
                    Applicability::unsafe, place, *pipeline);
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (!commands::contains(text, "login")) return;
  for (const shell::Command& each : command.script->commands) {
    if (!each.subshell) continue;
    const auto client = docker::client(each);
    const auto call = client ? std::nullopt : docker::ecr_call(each, text);
    const bool login = client && client->verb == "login";
    const bool password = call && call->operation->text == "get-login-password";
    if (!login && !password) continue;
    if (!commands::prints_to_log(*command.script, each) && each.pipeline != 0 &&
        commands::piped_to(*command.script, each) != nullptr)
      continue;
    const auto around = commands::substitution_around(*command.script, each);
    if (!around || !is_whole_command(*around)) continue;
    bool redirected = false;
    for (const shell::Redirection& redirection : each.redirections)
      redirected = redirected || redirection.descriptor.value_or(1) == 1;
    if (redirected) continue;
    if (login) {
      check_login(snapshot, command, *around, reporter);
    } else {
      check_password(snapshot, command, *around, *call, reporter);
    }
  }
}

}  // namespace

extern const Rule substituted_login;
constexpr Rule substituted_login{
    .meta = {.id = "substituted-login",
             .summary = "Flags logins to a registry inside `$( )`: the shell runs their output.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-16"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
