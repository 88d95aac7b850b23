// unknown-suppression: see rule.md.
#include "linter/lint/registry.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void report_malformed(const Suppression& suppression, Reporter& reporter) {
  reporter
      .report(suppression.comment,
              "This comment ignores nothing: " + std::string(suppression.malformed))
      .notes.push_back(
          {"write `# buildspec-lint: ignore[rule] reason`, or `ignore-file[rule]`", std::nullopt});
}

void check(const Snapshot& /*snapshot*/, std::span<const SuppressionUse> uses,
           std::span<const RegisteredRule> rules, Reporter& reporter) {
  for (const SuppressionUse& use : uses) {
    if (use.selector == nullptr) {
      report_malformed(*use.suppression, reporter);
      continue;
    }
    if (use.known) continue;
    const auto nearest = nearest_selector(rules, use.selector->name);
    std::string message = "There is no rule or group " + code(use.selector->name);
    if (nearest) message += ": did you mean " + code(*nearest) + "?";
    Diagnostic& finding = reporter.report(use.selector->span, std::move(message));
    if (nearest) {
      finding.fixes.push_back({"Change to " + code(*nearest),
                               Applicability::unsafe,
                               {{use.selector->span, std::string(*nearest)}}});
    }
  }
}

}  // namespace

extern const Rule unknown_suppression;
constexpr Rule unknown_suppression{
    .meta = {.id = "unknown-suppression",
             .summary = "Flags suppression comments that name a rule that does not exist.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0"},
    .check_suppressions = check,
};

}  // namespace buildspec::rules
