// secret-build-argument: see rule.md.
#include <string>

#include "linter/lang/secret_name.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// A value that somebody wrote out is a matter of plaintext-secret.
bool is_literal(const shell::Word& word, std::string_view value) {
  return word.literal && !value.empty();
}

// A variable of the word has the name of a secret.
std::string secret_variable(const shell::Word& word) {
  for (const shell::Part& part : word.parts)
    if (part.kind == shell::PartKind::variable && is_secret_name(part.text)) return part.text;
  return {};
}

void check_argument(const CommandText& command, const commands::OptionValue& argument,
                    Reporter& reporter) {
  const std::string_view text = argument.text();
  const std::size_t equals = text.find('=');
  const std::string name(text.substr(0, equals));
  const bool has_value = equals != std::string_view::npos;
  if (has_value && is_literal(*argument.value, text.substr(equals + 1))) return;
  std::string secret = is_secret_name(name) ? name : std::string();
  if (secret.empty() && has_value) secret = secret_variable(*argument.value);
  if (secret.empty() || commands::contains(name, "$")) return;
  Diagnostic& finding =
      reporter.report(command.source({argument.option->span.begin, argument.value->span.end}),
                      "The secret " + code(secret) + " stays in the history of the image");
  finding.notes.push_back({"`docker history` shows build arguments to whoever has the image", {}});
  finding.notes.push_back({"BuildKit gives a secret to one step only: `--secret id=name,env=" +
                               secret + "` and `RUN --mount=type=secret,id=name`",
                           {}});
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!command.holds("--build-arg")) return;
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    if (!commands::is_one_of(run.program, {"docker", "docker-compose", "podman", "buildah",
                                           "nerdctl", "finch", "executor"}))
      continue;
    for (const auto& argument : commands::option_values(run, {"--build-arg"}))
      check_argument(command, argument, reporter);
  }
}

}  // namespace

extern const Rule secret_build_argument;
constexpr Rule secret_build_argument{
    .meta = {.id = "secret-build-argument",
             .summary = "Flags secrets that are given to an image as build arguments.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-15"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
