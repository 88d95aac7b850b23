// malformed-reference: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "linter/lint/wording.h"
#include "linter/schema/secret_reference.h"
#include "rules/registry.h"
#include "rules/secrets/plaintext-secret/tokens.h"
#include "rules/secrets/references/references.h"

namespace buildspec::rules {
namespace {

using secrets::Reference;

// Values are not printed where they may be the secret itself.
void report_secret(const Variable& variable, Reporter& reporter) {
  const bool parameter = variable.block == VariableBlock::parameter_store;
  Diagnostic& finding = reporter.report(
      variable.value.span(), std::string("This looks like a secret itself, not like the name of ") +
                                 (parameter ? "a parameter" : "a secret"));
  if (parameter) {
    finding.notes.push_back(
        {"the log of the build prints it: `Decrypted Variables Error Message: parameter does not "
         "exist: …`",
         std::nullopt});
  }
  finding.notes.push_back(
      {"whoever reads the file has it: revoke it where it was real, and write the name here",
       std::nullopt});
}

bool is_region(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  return dash != std::string_view::npos && dash + 1 < text.size() && text.size() > 6 &&
         std::ranges::all_of(text.substr(dash + 1), [](char c) { return c >= '0' && c <= '9'; }) &&
         std::ranges::all_of(text.substr(0, dash),
                             [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "arn:aws:secretsmanager:region:account:secret:name"
void check_arn(const Scalar& scalar, const schema::SecretReference& reference, Reporter& reporter) {
  const std::string_view value = scalar.value();
  if (reference.region.empty() && reference.account.empty()) return;
  const std::string_view region = value.substr(reference.region.begin, reference.region.size());
  const std::string_view account = value.substr(reference.account.begin, reference.account.size());
  const Span resource{reference.account.end + 1, reference.secret_name.begin - 1};
  if (!is_region(region)) {
    reporter.report(scalar.source(reference.region),
                    "Malformed ARN of a secret: " + code(region) + " is no Region");
  } else if (!is_account(account)) {
    reporter.report(scalar.source(reference.account),
                    "Malformed ARN of a secret: the number of an account has 12 digits");
  } else if (value.substr(resource.begin, resource.size()) != "secret") {
    reporter.report(scalar.source(resource),
                    "Malformed ARN of a secret: expected `secret` in front of its name");
  }
}

void report(const Snapshot& snapshot, const Variable& variable, const Scalar& scalar,
            const schema::FormatProblem& problem, Reporter& reporter) {
  const Span whole{0, static_cast<std::uint32_t>(scalar.value().size())};
  const bool all = problem.span.empty() || problem.span == whole;
  const bool parameter = variable.block == VariableBlock::parameter_store;
  Diagnostic& finding = reporter.report(
      problem.confidence == schema::Confidence::unverified ? Severity::info : Severity::warning,
      all ? variable.value.span() : scalar.source(problem.span),
      std::string("Malformed ") +
          (parameter ? "name of a parameter: " : "reference to a secret: ") + problem.message);
  const auto dynamic = secrets::read_dynamic_reference(scalar.value());
  if (!dynamic) return;
  if (auto fix = secrets::rewrite(snapshot, variable, *dynamic, Applicability::safe)) {
    finding.fixes.push_back(std::move(*fix));
  }
}

void check_secret(const Snapshot& snapshot, const Variable& variable, const Scalar& scalar,
                  Reporter& reporter) {
  if (secrets::read_parameter_arn(scalar.value())) return;  // misplaced-reference
  const auto reference = schema::parse_secret_reference(scalar.value());
  for (const schema::FormatProblem& problem : reference.problems) {
    report(snapshot, variable, scalar, problem, reporter);
  }
  if (reference.is_arn && reference.problems.empty() && !schema::has_reference(scalar.value())) {
    check_arn(scalar, reference, reporter);
  }
}

// With a colon in it, it is misplaced-reference, or a name with a version.
void check_parameter(const Snapshot& snapshot, const Variable& variable, const Scalar& scalar,
                     Reporter& reporter) {
  const auto problem = schema::check_format(schema::Format::parameter_name, scalar.value());
  if (problem && problem->confidence != schema::Confidence::unverified) {
    report(snapshot, variable, scalar, *problem, reporter);
  }
}

// stray-quote tells of it.
bool has_stray_quote(Node value) {
  const std::string_view source = value.source();
  return value.style() == ScalarStyle::plain && (source.ends_with('"') || source.ends_with('\''));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block == VariableBlock::variables || !variable.value.is_scalar()) continue;
    const Scalar scalar = variable.value.scalar();
    if (has_stray_quote(variable.value)) continue;
    if (secrets::looks_like_secret(scalar.value())) {
      // plaintext-secret knows tokens by their form.
      if (secrets::find_tokens(scalar.value()).empty()) report_secret(variable, reporter);
    } else if (variable.block == VariableBlock::secrets_manager) {
      check_secret(snapshot, variable, scalar, reporter);
    } else {
      check_parameter(snapshot, variable, scalar, reporter);
    }
  }
}

}  // namespace

extern const Rule malformed_reference;
constexpr Rule malformed_reference{
    .meta = {.id = "malformed-reference",
             .summary = "Flags references to secrets and names of parameters of the wrong form.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SECR-02 CB-SECR-04 CB-SECR-05"},
    .check = check,
};

}  // namespace buildspec::rules
