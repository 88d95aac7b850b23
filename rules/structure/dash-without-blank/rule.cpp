// dash-without-blank: see rule.md.
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The places behind the dashes that begin lines of the text and touch what follows.
std::vector<Edit> missing_blanks(const Snapshot& snapshot, Span text) {
  std::vector<Edit> edits;
  const std::uint32_t last = snapshot.text.line_of(text.end);
  for (std::uint32_t number = snapshot.text.line_of(text.begin); number <= last; ++number) {
    const Span line = snapshot.text.line(number);
    const std::string_view bytes = snapshot.text.bytes(line);
    const std::size_t dash = bytes.find_first_not_of(" \t");
    if (dash == std::string_view::npos || bytes[dash] != '-') continue;
    const auto behind = static_cast<std::uint32_t>(line.begin + dash + 1);
    if (behind >= line.end || bytes[dash + 1] == ' ') continue;
    edits.push_back({Span{behind, behind}, " "});
  }
  return edits;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::scalar_for_list || !mismatch.key_node) continue;
    const Span text = mismatch.node.span();
    // Behind the colon a dash may well begin the text.
    const bool below =
        snapshot.text.line_of(mismatch.key_node.span().end) < snapshot.text.line_of(text.begin);
    const bool plain = mismatch.node.is_scalar() && mismatch.node.style() == ScalarStyle::plain;
    if (!below || !plain || mismatch.node.source().substr(0, 1) != "-") continue;
    Diagnostic& finding = reporter.report(
        text, code(mismatch.key_node.scalar().value()) +
                  " is one text here: a dash begins an item where a blank follows it");
    finding.fixes.push_back({"Add the blank", Applicability::safe, missing_blanks(snapshot, text)});
  }
}

}  // namespace

extern const Rule dash_without_blank;
constexpr Rule dash_without_blank{
    .meta = {.id = "dash-without-blank",
             .summary = "Flags lists that are one text, since no blank follows their dashes.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0"},
    .check = check,
};

}  // namespace buildspec::rules
