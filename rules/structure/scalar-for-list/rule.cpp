// scalar-for-list: see rule.md.
#include <algorithm>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Puts a dash in front of the value, on a line of its own. Further lines stay where they are:
// the dash stands in the column of the key, so that they are still deeper.
void offer_list(const Snapshot& snapshot, const Mismatch& mismatch, Diagnostic& finding) {
  const std::string_view text = snapshot.text.bytes();
  const std::uint32_t key_begin = mismatch.key_node.span().begin;
  // An anchor and a tag belong to the value.
  std::uint32_t value_begin = mismatch.node.span().begin;
  for (const Span property : {mismatch.node.anchor(), mismatch.node.tag()})
    if (!property.empty()) value_begin = std::min(value_begin, property.begin);
  const Span line = snapshot.text.line(snapshot.text.line_of(key_begin));
  const std::size_t colon = text.find(':', mismatch.key_node.span().end);
  // A key behind a dash, or a value on a line of its own, needs another kind of care.
  const bool alone = text.substr(line.begin, key_begin - line.begin).find_first_not_of(' ') ==
                     std::string_view::npos;
  if (mismatch.owner.flow() || !alone || value_begin > line.end || colon >= value_begin) return;
  const ScalarStyle style = mismatch.node.style();
  const bool several = style == ScalarStyle::literal || style == ScalarStyle::folded ||
                       mismatch.node.span().end > line.end;
  const std::uint32_t column = key_begin - line.begin + (several ? 0 : 2);
  finding.fixes.push_back({"Write a list",
                           Applicability::safe,
                           {{Span{static_cast<std::uint32_t>(colon) + 1, value_begin},
                             "\n" + std::string(column, ' ') + "- "}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::scalar_for_list || !mismatch.key_node) continue;
    // dash-without-blank
    const bool dash = mismatch.node.style() == ScalarStyle::plain &&
                      mismatch.node.source().starts_with('-') &&
                      snapshot.text.line_of(mismatch.key_node.span().end) <
                          snapshot.text.line_of(mismatch.node.span().begin);
    if (dash) continue;
    const Scalar name = mismatch.key_node.scalar();
    Diagnostic& finding =
        reporter.report(mismatch.key_node.span(),
                        code(name.value()) + " is documented as a list, this is one text");
    finding.notes.push_back({"it works all the same, as far as is known", std::nullopt});
    offer_list(snapshot, mismatch, finding);
  }
}

}  // namespace

extern const Rule scalar_for_list;
constexpr Rule scalar_for_list{
    .meta = {.id = "scalar-for-list",
             .summary = "Flags single texts where a list is documented.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-14"},
    .check = check,
};

}  // namespace buildspec::rules
