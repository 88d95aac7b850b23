#include "rules/security/output/output.h"

#include <algorithm>
#include <optional>

#include "linter/lang/secret_name.h"
#include "linter/schema/secret_reference.h"
#include "linter/text/letters.h"

namespace buildspec::output {
namespace {

using commands::Invocation;
using commands::is_one_of;

bool goes_elsewhere(const shell::Command& command) {
  return std::any_of(
      command.redirections.begin(), command.redirections.end(), [](const shell::Redirection& each) {
        const bool output =
            each.kind == shell::Redirect::output || each.kind == shell::Redirect::append;
        return output && each.descriptor.value_or(1) == 1;
      });
}

// The command of a substitution that prints what the substitution gives.
const shell::Command* printer_around(const shell::Script& script, const shell::Command& command) {
  const auto around = commands::substitution_around(script, command);
  if (!around || around->assigned || around->part->kind != shell::PartKind::command_substitution)
    return nullptr;
  return prints_arguments(commands::invocation(*around->outer)) ? around->outer : nullptr;
}

}  // namespace

std::optional<Shape> passed_on(const Invocation& run) {
  const std::string_view name = run.program;
  if (is_one_of(name, {"cat", "tee", "sort", "uniq", "less", "more", "column", "xargs"}))
    return Shape::same;
  if (is_one_of(name, {"base64", "base32", "rev", "tac", "xxd", "od", "hexdump", "tr", "fold"}))
    return Shape::encoded;
  if (name == "openssl" && is_one_of(run.word(1), {"base64", "enc"})) return Shape::encoded;
  if (name == "grep" || name == "egrep") {
    if (commands::has_option(run, {"-q", "-c", "--quiet", "--count"})) return std::nullopt;
    return Shape::part;
  }
  if (is_one_of(name, {"cut", "head", "tail", "sed", "awk", "jq", "yq", "gawk"}))
    return Shape::part;
  return std::nullopt;
}

bool in_here_string(const shell::Command& command, const shell::VariableUse& use) {
  return std::any_of(command.redirections.begin(), command.redirections.end(),
                     [&](const shell::Redirection& each) {
                       return each.kind == shell::Redirect::here_string &&
                              each.target.span.contains(use.span);
                     });
}

Fate fate(const shell::Script& script, const shell::Command& command) {
  Fate result;
  const shell::Command* current = &command;
  // A pipe or a substitution each round; nobody writes as many.
  for (int i = 0; i < 32; ++i) {
    if (commands::prints_to_log(script, *current)) {
      result.logged = true;
      return result;
    }
    if (goes_elsewhere(*current)) return result;
    if (const shell::Command* const next = commands::piped_to(script, *current)) {
      const auto shape = passed_on(commands::invocation(*next));
      if (!shape) return result;
      result.shape = std::max(result.shape, *shape);
      current = next;
      continue;
    }
    current = printer_around(script, *current);
    if (current == nullptr) return result;
  }
  return result;
}

Shape piped_shape(const shell::Script& script, const shell::Command& command) {
  Shape result = Shape::same;
  const shell::Command* next = commands::piped_to(script, command);
  for (; next != nullptr; next = commands::piped_to(script, *next)) {
    const auto shape = passed_on(commands::invocation(*next));
    if (!shape) return Shape::part;
    result = std::max(result, *shape);
  }
  return result;
}

bool prints_arguments(const Invocation& run) {
  if (run.program == "printf") return !commands::has_option(run, {"-v"});
  return run.program == "echo";
}

bool fetches_secret(const Invocation& run) {
  if (run.program == "gh") return run.word(1) == "auth" && run.word(2) == "token";
  if (run.program == "gcloud") return run.word(1) == "auth" && run.word(2).starts_with("print-");
  if (run.program != "aws") return false;
  static constexpr std::string_view kValues[] = {"--region", "--profile", "--output", "--query",
                                                 "--endpoint-url"};
  const auto words = commands::arguments(run, kValues);
  if (words.size() < 2) return false;
  const std::string_view service = words[0]->text;
  const std::string_view operation = words[1]->text;
  const bool fetches =
      (service == "secretsmanager" && operation == "get-secret-value") ||
      ((service == "ecr" || service == "ecr-public") &&
       is_one_of(operation, {"get-login-password", "get-authorization-token"})) ||
      (service == "codeartifact" && operation == "get-authorization-token") ||
      (service == "sts" && is_one_of(operation, {"assume-role", "assume-role-with-web-identity",
                                                 "get-session-token"})) ||
      (service == "eks" && operation == "get-token") ||
      (service == "ssm" && is_one_of(operation, {"get-parameter", "get-parameters"}) &&
       commands::has_option(run, {"--with-decryption"}));
  if (!fetches) return false;
  for (const auto& query : commands::option_values(run, {"--query"})) {
    const std::string text = lower(query.text());
    bool secret = false;
    for (const std::string_view sign : {"secret", "credential", "value", "token", "data", "*"})
      secret = secret || commands::contains(text, sign);
    if (!secret) return false;
  }
  return true;
}

bool is_secret(const Snapshot& snapshot, std::string_view name, Secrecy secrecy) {
  if (name == "AWS_ACCESS_KEY_ID") return false;
  if (is_secret_name(name) || secrecy == Secrecy::fetched) return true;
  if (secrecy != Secrecy::stored) return false;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block != VariableBlock::secrets_manager || !variable.key.is(name)) continue;
    const std::string value(variable.value.scalar().value());
    const auto reference = schema::parse_secret_reference(value);
    if (reference.json_key.empty()) return true;
    return is_secret_name(
        std::string_view(value).substr(reference.json_key.begin, reference.json_key.size()));
  }
  return false;
}

std::vector<NamedUse> named_uses(const Snapshot& snapshot, const Flow& flow) {
  std::vector<NamedUse> found;
  for (const std::uint32_t number : flow.secret_names()) {
    const std::string_view name = flow.name(number);
    if (!is_secret(snapshot, name, Secrecy::named)) continue;
    for (const Usage& usage : flow.uses(number))
      if (usage.secrecy <= Secrecy::named) found.push_back({usage, name});
  }
  return found;
}

const Scalar& Places::scalar(std::uint32_t command) {
  if (command != command_) {
    scalar_ = snapshot_.buildspec.commands[command].node.scalar();
    command_ = command;
  }
  return scalar_;
}

Span Places::source(std::uint32_t command, Span decoded) { return scalar(command).source(decoded); }

}  // namespace buildspec::output
