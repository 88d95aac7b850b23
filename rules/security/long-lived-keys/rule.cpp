// long-lived-keys: see rule.md.
#include <optional>
#include <string>
#include <vector>

#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kKeyId = "AWS_ACCESS_KEY_ID";
constexpr std::string_view kSecretKey = "AWS_SECRET_ACCESS_KEY";
constexpr std::string_view kSessionToken = "AWS_SESSION_TOKEN";

// Keys that come with a session token end by themselves.
constexpr std::string_view kSessionSigns[]{"session_token",     "sessiontoken",
                                           "assume-role",       "assumerole",
                                           "get-session-token", "get-federation-token"};

bool speaks_of_session(std::string_view text) {
  const std::string all = lower(text);
  for (const std::string_view sign : kSessionSigns)
    if (commands::contains(all, sign)) return true;
  return false;
}

void report(Span span, std::string message, Reporter& reporter) {
  Diagnostic& finding = reporter.report(span, std::move(message));
  finding.notes.push_back(
      {"such keys work until somebody revokes them, and they take the place of the build's role",
       {}});
  finding.notes.push_back(
      {"give the service role of the project the permissions, or assume a role", {}});
}

// The keys of a block are told of once.
void check_env(const Snapshot& snapshot, Reporter& reporter) {
  const Variable* id = nullptr;
  const Variable* secret = nullptr;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.key.is(kSessionToken)) return;
    if (variable.key.is(kKeyId)) id = &variable;
    if (variable.key.is(kSecretKey)) secret = &variable;
  }
  const Variable* const first = id != nullptr ? id : secret;
  if (first == nullptr || !first->value.is_scalar()) return;
  // Keys that are written out are a matter of plaintext-secret.
  if (first->block == VariableBlock::variables) return;
  report(first->key.span(), code(first->key.scalar().value()) + " is a long-lived key", reporter);
}

// "AWS_ACCESS_KEY_ID=$KEY", not "=$(…)" and not written out.
bool is_other_key(const shell::Assignment& assignment) {
  if (assignment.name != kKeyId || assignment.value.literal) return false;
  for (const shell::Part& part : assignment.value.parts)
    if (part.kind != shell::PartKind::variable || part.text == kKeyId) return false;
  return true;
}

// Where a simple command gives the build such a key, in the decoded text.
std::optional<Span> given_by(const shell::Command& each) {
  const commands::Invocation run = commands::invocation(each);
  if (run.program == "aws" && run.word(1) == "configure" && run.word(2) == "set" &&
      run.word(3) == "aws_access_key_id")
    return run.span();
  for (const shell::Assignment& assignment : each.assignments)
    if (is_other_key(assignment))
      return Span{assignment.name_span.begin, assignment.value.span.end};
  for (const shell::Redirection& redirection : each.redirections)
    if (redirection.kind != shell::Redirect::input &&
        redirection.target.text.ends_with(".aws/credentials"))
      return redirection.span;
  return std::nullopt;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const CommandText& command : commands::read_commands(snapshot, kSessionSigns))
    if (speaks_of_session(command.text())) return;
  check_env(snapshot, reporter);
  // Once for a file: what follows belongs to the same keys.
  for (const CommandText& command : commands::read_commands(snapshot, {"aws_access_key_id"})) {
    const std::string_view text = command.text();
    if (!commands::contains(text, kKeyId) && !commands::contains(text, "aws_access_key_id"))
      continue;
    for (const shell::Command& each : command.script->commands) {
      const auto place = given_by(each);
      if (!place) continue;
      report(command.source(*place), "This gives the build a long-lived key", reporter);
      return;
    }
  }
}

}  // namespace

extern const Rule long_lived_keys;
constexpr Rule long_lived_keys{
    .meta = {.id = "long-lived-keys",
             .summary = "Flags keys of AWS users in a build, which has a role already.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-11"},
    .check = check,
};

}  // namespace buildspec::rules
