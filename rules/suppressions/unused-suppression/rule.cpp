// unused-suppression: see rule.md.
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Comments may speak of the rules about comments, which run last.
bool judges_comments(std::string_view selector) {
  return selector == "suppressions" || selector == "unused-suppression" ||
         selector == "unknown-suppression";
}

void check(const Snapshot& /*snapshot*/, std::span<const SuppressionUse> uses,
           std::span<const RegisteredRule> /*rules*/, Reporter& reporter) {
  for (const SuppressionUse& use : uses) {
    // A rule that did not run might have found something.
    if (!use.known || !use.tried || use.silenced != 0) continue;
    // unknown-suppression says that such a comment does nothing.
    if (!use.suppression->malformed.empty() || judges_comments(use.selector->name)) continue;
    reporter
        .report(use.selector->span,
                code(use.selector->name) + " finds nothing here: the comment is not needed")
        .tags.push_back(DiagnosticTag::unnecessary);
  }
}

}  // namespace

extern const Rule unused_suppression;
constexpr Rule unused_suppression{
    .meta = {.id = "unused-suppression",
             .summary = "Flags suppression comments that silence nothing.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.1.0"},
    .check_suppressions = check,
};

}  // namespace buildspec::rules
