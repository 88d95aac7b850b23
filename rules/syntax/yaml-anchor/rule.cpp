// yaml-anchor: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lang/anchors.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Anchor& anchor : find_anchors(snapshot)) {
    if (anchor.aliases.empty()) continue;  // unused-anchor
    Diagnostic& finding =
        reporter.report(anchor.span, "That CodeBuild reads anchors and aliases is not documented");
    constexpr std::size_t kMostNotes = 5;
    for (std::size_t i = 0; i < std::min(anchor.aliases.size(), kMostNotes); ++i) {
      finding.notes.push_back({"it is repeated here", anchor.aliases[i]});
    }
    finding.notes.push_back(
        {"a script that several phases run says the same once, too", std::nullopt});
  }
}

}  // namespace

extern const Rule yaml_anchor;
constexpr Rule yaml_anchor{
    .meta = {.id = "yaml-anchor",
             .summary = "Flags anchors and aliases, which CodeBuild does not document.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-YAML-13"},
    .check = check,
};

}  // namespace buildspec::rules
