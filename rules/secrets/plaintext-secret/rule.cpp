#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/secrets/plaintext-secret/commands.h"
#include "rules/secrets/plaintext-secret/literals.h"
#include "rules/secrets/plaintext-secret/move_out.h"
#include "rules/secrets/plaintext-secret/tokens.h"

namespace buildspec::rules {
namespace {

using secrets::Exposure;
using secrets::Risk;
using secrets::Token;

// A variable with a literal value, wherever one can be defined. `variable` is set for those of
// env.variables.
struct Literal {
  Node key;
  Node value;
  const Variable* variable = nullptr;
};

// Not a list of them: this is asked of files of any size.
template <class Function>
void for_each_literal(const Buildspec& buildspec, Function&& function) {
  const auto in = [&](Node mapping) {
    for (const auto [key, value] : mapping.pairs())
      for (const Node item : list_items(value)) function(Literal{key, item, nullptr});
  };
  for (const Variable& variable : buildspec.env.variables)
    if (variable.block == VariableBlock::variables && variable.value.is_scalar())
      function(Literal{variable.key, variable.value, &variable});
  for (const BatchTask& task : buildspec.batch.tasks) in(task.env.get("variables"));
  for (const std::string_view half : {"static", "dynamic"})
    in(buildspec.batch.build_matrix.get(half).get("env").get("variables"));
}

// The literal that each token stands in; one without a value where it stands in none.
std::vector<Literal> owners(const std::vector<Token>& tokens, const Snapshot& snapshot) {
  std::vector<Literal> found(tokens.size());
  // A damaged text may put a value under the wrong name; a token is one wherever it stands.
  if (tokens.empty() || snapshot.fault) return found;
  for_each_literal(snapshot.buildspec, [&](const Literal& literal) {
    const Span span = literal.value.span();
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (span.contains(tokens[i].span)) found[i] = literal;
  });
  return found;
}

void add_advice(Diagnostic& finding) {
  finding.notes.push_back(
      {"whoever reads the file, or sees the build in the console, has it: revoke it where it was "
       "real",
       {}});
  finding.notes.push_back(
      {"keep it in Parameter Store or Secrets Manager and name it under `env.parameter-store` or "
       "`env.secrets-manager`",
       {}});
}

std::string with_hint(std::string_view what, std::string_view value) {
  const std::string hint = secrets::shown(value);
  return std::string(what) + (hint.empty() ? "" : " (`" + hint + "`)");
}

void report_token(const Snapshot& snapshot, const Token& token, const Literal* literal,
                  Reporter& reporter) {
  const std::string what = token.what == "a password in a URL"
                               ? std::string(token.what)
                               : with_hint(token.what, snapshot.text.bytes(token.span));
  const Severity severity = token.sure ? Severity::error : Severity::warning;
  Diagnostic* finding = nullptr;
  if (literal != nullptr) {
    finding =
        &reporter.report(severity, token.span,
                         code(literal->key.scalar().value()) + " holds " + what + " as plain text");
  } else {
    std::string message = what + " stands in the file as plain text";
    message[0] = 'A';
    finding = &reporter.report(severity, token.span, std::move(message));
  }
  add_advice(*finding);
  if (literal == nullptr || literal->variable == nullptr) return;
  if (auto fix = secrets::move_out(snapshot, *literal->variable))
    finding->fixes.push_back(std::move(*fix));
}

void check_name(const Snapshot& snapshot, const Literal& literal, Reporter& reporter) {
  const Scalar name = literal.key.scalar();
  if (!literal.value.is_scalar() || !secrets::is_secret_name(name.value())) return;
  const Scalar value = literal.value.scalar();
  const Risk risk = secrets::judge_value(value.value());
  if (risk == Risk::none || !secrets::find_tokens(value.value()).empty()) return;
  const Span span = value.source({0, static_cast<std::uint32_t>(value.value().size())});
  Diagnostic& finding = reporter.report(
      risk == Risk::likely ? Severity::error : Severity::warning, span,
      risk == Risk::likely
          ? code(name.value()) + " holds a secret as plain text"
          : code(name.value()) + " has the name of a secret and its value as plain text");
  add_advice(finding);
  if (literal.variable == nullptr) return;
  if (auto fix = secrets::move_out(snapshot, *literal.variable))
    finding.fixes.push_back(std::move(*fix));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<Token> tokens = secrets::find_tokens(snapshot.text.bytes());
  if (tokens.size() > Reporter::kMostFindings) tokens.resize(Reporter::kMostFindings);
  const std::vector<Literal> owner_of = owners(tokens, snapshot);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    report_token(snapshot, tokens[i], owner_of[i].value ? &owner_of[i] : nullptr, reporter);
  if (snapshot.fault) return;
  for_each_literal(snapshot.buildspec,
                   [&](const Literal& literal) { check_name(snapshot, literal, reporter); });
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!secrets::may_hold_secret(command.text())) return;
  for (const Exposure& exposure : secrets::find_exposures(*command.script)) {
    const bool sure = exposure.risk == Risk::likely;
    std::string message = exposure.what + (sure ? " gets a secret as plain text"
                                                : " gets what may be a secret as plain text");
    if (message[0] >= 'a' && message[0] <= 'z') message[0] = static_cast<char>(message[0] - 32);
    Diagnostic& finding = reporter.report(sure ? Severity::error : Severity::warning,
                                          command.source(exposure.span), std::move(message));
    finding.notes.push_back({"the log of a build shows every command that it runs", {}});
    add_advice(finding);
  }
}

}  // namespace

extern const Rule plaintext_secret;
const Rule plaintext_secret{
    .meta = {.id = "plaintext-secret",
             .summary = "Flags passwords, keys and tokens that stand in the file as plain text.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-SEC-01 CB-SEC-02 CB-SEC-03",
             .despite_faults = true},
    .check = check,
    .check_command = check_command,
};

}  // namespace buildspec::rules
