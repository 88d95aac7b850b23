// cross-account-secret: see rule.md.
#include <optional>
#include <string>
#include <utility>

#include "linter/lint/wording.h"
#include "linter/schema/secret_reference.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Of the ARN of a secret, as far as it is one.
struct Owner {
  std::string account;
  Span span;
};

std::optional<Owner> owner_of(const Variable& variable) {
  if (variable.block != VariableBlock::secrets_manager || !variable.value.is_scalar()) {
    return std::nullopt;
  }
  const Scalar scalar = variable.value.scalar();
  const auto reference = schema::parse_secret_reference(scalar.value());
  if (!reference.is_arn || !reference.problems.empty() || reference.account.size() != 12) {
    return std::nullopt;
  }
  const std::string_view account =
      scalar.value().substr(reference.account.begin, reference.account.size());
  if (account.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return Owner{std::string(account), scalar.source(reference.account)};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::optional<Owner> first;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    const auto owner = owner_of(variable);
    if (!owner) continue;
    if (!first) first = owner;
    if (owner->account == first->account) continue;
    Diagnostic& finding =
        reporter.report(owner->span, "The secrets of this file belong to more than one account");
    finding.notes.push_back({"one of another account is read here", first->span});
    finding.notes.push_back(
        {"for a secret of another account its resource policy and its key must allow the role of "
         "the build to read it; the default key of an account cannot be shared",
         std::nullopt});
  }
}

}  // namespace

extern const Rule cross_account_secret;
constexpr Rule cross_account_secret{
    .meta = {.id = "cross-account-secret",
             .summary = "Flags secrets that surely belong to another account.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check = check,
};

}  // namespace buildspec::rules
