// unexplained-suppression: see rule.md.
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& /*snapshot*/, std::span<const SuppressionUse> uses,
           std::span<const RegisteredRule> /*rules*/, Reporter& reporter) {
  const Suppression* last = nullptr;
  for (const SuppressionUse& use : uses) {
    // One comment may have several selectors.
    if (use.selector == nullptr || use.suppression == last) continue;
    last = use.suppression;
    if (!last->reason.empty()) continue;
    reporter.report(last->comment, "This comment ignores findings and does not say why")
        .notes.push_back({"a reason stands behind the bracket", std::nullopt});
  }
}

}  // namespace

extern const Rule unexplained_suppression;
constexpr Rule unexplained_suppression{
    .meta = {.id = "unexplained-suppression",
             .summary = "Flags suppression comments without a reason.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0"},
    .check_suppressions = check,
};

}  // namespace buildspec::rules
