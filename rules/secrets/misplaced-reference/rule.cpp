// misplaced-reference: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/registry.h"
#include "rules/secrets/references/references.h"

namespace buildspec::rules {
namespace {

using secrets::Reference;

struct Misplaced {
  Reference reference;
  std::string message;
  Applicability applicability = Applicability::unsafe;
};

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "app:token": a name of a parameter has no colon, but for "name:3" and "name:label", of which the
// first is evident.
std::optional<Misplaced> in_parameter_store(std::string_view value) {
  if (value.starts_with("arn:") && value.find(":secretsmanager:") != std::string_view::npos) {
    return Misplaced{{VariableBlock::secrets_manager, std::string(value)},
                     "This is the ARN of a secret in Secrets Manager, not a parameter",
                     Applicability::safe};
  }
  const std::size_t colon = value.find(':');
  const bool key = colon != std::string_view::npos && colon > 0 && !value.starts_with("{{") &&
                   !value.starts_with('/') && !value.starts_with("arn:") &&
                   !value.starts_with("ssm:") && !is_number(value.substr(colon + 1));
  if (!key || value.find("://") != std::string_view::npos) return std::nullopt;
  return Misplaced{{VariableBlock::secrets_manager, std::string(value)},
                   "The name of a parameter has no colon: this looks like a key of a secret in "
                   "Secrets Manager"};
}

std::optional<Misplaced> in_secrets_manager(std::string_view value) {
  if (auto parameter = secrets::read_parameter_arn(value)) {
    return Misplaced{std::move(*parameter),
                     "This is the ARN of a parameter, not of a secret in Secrets Manager",
                     Applicability::safe};
  }
  constexpr std::string_view kScheme = "ssm:";
  if (!value.starts_with(kScheme) || value.size() == kScheme.size()) return std::nullopt;
  return Misplaced{{VariableBlock::parameter_store, std::string(value.substr(kScheme.size()))},
                   "This is a parameter, not a secret in Secrets Manager"};
}

// Plain text stays what it is.
std::optional<Misplaced> in_variables(std::string_view value) {
  constexpr std::string_view kMessage =
      "The variable gets just this text: nothing looks it up here";
  if (auto reference = secrets::read_dynamic_reference(value)) {
    return Misplaced{std::move(*reference), std::string(kMessage)};
  }
  constexpr std::string_view kScheme = "ssm:/";
  if (!value.starts_with(kScheme) || value.size() == kScheme.size()) return std::nullopt;
  return Misplaced{{VariableBlock::parameter_store, std::string(value.substr(kScheme.size() - 1))},
                   std::string(kMessage)};
}

std::optional<Misplaced> judge(const Variable& variable, std::string_view value) {
  if (schema::has_reference(value)) return std::nullopt;
  switch (variable.block) {
    case VariableBlock::variables: return in_variables(value);
    case VariableBlock::parameter_store: return in_parameter_store(value);
    case VariableBlock::secrets_manager: return in_secrets_manager(value);
  }
  return std::nullopt;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (!variable.value.is_scalar()) continue;
    const Scalar scalar = variable.value.scalar();
    if (secrets::looks_like_secret(scalar.value())) continue;  // malformed-reference
    auto misplaced = judge(variable, scalar.value());
    if (!misplaced) continue;
    Diagnostic& finding = reporter.report(variable.value.span(), std::move(misplaced->message));
    finding.notes.push_back({"it belongs under " + code("env." + std::string(secrets::block_name(
                                                                     misplaced->reference.block))),
                             std::nullopt});
    if (auto fix =
            secrets::rewrite(snapshot, variable, misplaced->reference, misplaced->applicability)) {
      finding.fixes.push_back(std::move(*fix));
    }
  }
}

}  // namespace

extern const Rule misplaced_reference;
constexpr Rule misplaced_reference{
    .meta = {.id = "misplaced-reference",
             .summary = "Flags parameters and secrets that stand in each other's block, or among "
                        "plain variables.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SECR-02 CB-SECR-04 CB-SECR-06"},
    .check = check,
};

}  // namespace buildspec::rules
