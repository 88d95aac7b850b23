// unused-anchor: see rule.md.
#include <string>

#include "linter/lang/anchors.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// More than people give: they are told of with the first.
constexpr std::size_t kMany = 100;

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<Anchor> anchors = find_anchors(snapshot);
  std::erase_if(anchors, [](const Anchor& anchor) { return !anchor.aliases.empty(); });
  if (anchors.size() > kMany) {
    reporter.report(anchors.front().span, "No alias refers to this anchor, nor to " +
                                              std::to_string(anchors.size() - 1) +
                                              " others in this file");
    return;
  }
  for (const Anchor& anchor : anchors) {
    Diagnostic& finding =
        reporter.report(anchor.span, "No alias refers to the anchor " + code(anchor.name));
    finding.tags.push_back(DiagnosticTag::unnecessary);
    finding.notes.push_back(
        {"where a text was meant that begins with `&`, it needs quotes", std::nullopt});
    const std::string_view text = snapshot.text.bytes();
    Span gone = anchor.span;
    while (gone.end < text.size() && text[gone.end] == ' ') ++gone.end;
    const bool last = gone.end >= text.size() || text[gone.end] == '\n' || text[gone.end] == '\r';
    if (last) {
      gone.end = anchor.span.end;
      while (gone.begin > 0 && text[gone.begin - 1] == ' ') --gone.begin;
    }
    finding.fixes.push_back({"Remove the anchor", Applicability::safe, {{gone, ""}}});
  }
}

}  // namespace

extern const Rule unused_anchor;
constexpr Rule unused_anchor{
    .meta = {.id = "unused-anchor",
             .summary = "Flags anchors that nothing refers to.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-07 CB-YAML-13"},
    .check = check,
};

}  // namespace buildspec::rules
