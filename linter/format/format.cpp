#include "linter/format/format.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "linter/format/json_layout.h"
#include "linter/format/layout.h"
#include "linter/format/same_structure.h"
#include "linter/syntax/oracle.h"

namespace buildspec::format {
namespace {

constexpr std::uint32_t kWidestIndent = 16;

Formatted refuse(std::string words, std::uint32_t place) {
  Formatted result;
  result.refusal = std::move(words);
  result.place = place;
  return result;
}

// The edit without what it leaves as it is at its ends.
Edit narrowed(std::string_view bytes, Edit edit) {
  std::string_view old = bytes.substr(edit.span.begin, edit.span.size());
  std::string_view made = edit.text;
  while (!old.empty() && !made.empty() && old.front() == made.front()) {
    old.remove_prefix(1);
    made.remove_prefix(1);
    ++edit.span.begin;
  }
  while (!old.empty() && !made.empty() && old.back() == made.back()) {
    old.remove_suffix(1);
    made.remove_suffix(1);
    --edit.span.end;
  }
  edit.text = std::string(made);
  return edit;
}

std::vector<Edit> changes_in(const SourceText& text, std::vector<Edit> edits, LineRange lines) {
  std::vector<Edit> changes;
  for (Edit& edit : edits) {
    if (text.bytes(edit.span) == edit.text) continue;
    Edit change = narrowed(text.bytes(), std::move(edit));
    if (!lines.contains(text.line_of(change.span.begin))) continue;
    const std::uint32_t last = text.line_of(change.span.end);
    // A line that goes ends where the next one begins.
    const bool at_begin = !change.span.empty() && text.line(last).begin == change.span.end;
    if (!lines.contains(at_begin && last > 0 ? last - 1 : last)) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

bool same_comments(const Tree& before, const TokenList& a, const Tree& after, const TokenList& b) {
  return std::equal(
      a.comments.begin(), a.comments.end(), b.comments.begin(), b.comments.end(),
      [&](Span one, Span other) { return before.text().bytes(one) == after.text().bytes(other); });
}

// What makes a text none that can be laid out.
std::optional<Formatted> refusal(const Tree& tree) {
  if (tree.exceeded()) return refuse("the file is too large", 0);
  const Judgement judgement = examine(tree);
  if (judgement.fault) {
    return refuse("the YAML is broken: " + judgement.fault->message, judgement.fault->place.begin);
  }
  if (judgement.unread)
    return refuse("CodeBuild does not read the file from here", *judgement.unread);
  const Span further = tree.further_documents();
  if (!further.empty() && column_of(tree.text(), further.begin) > 0) {
    return refuse("this has no known layout", further.begin);
  }
  return std::nullopt;
}

// Further documents stay as they are: only the first is known.
LineRange in_first_document(const Tree& tree, LineRange lines) {
  const Span further = tree.further_documents();
  if (further.empty()) return lines;
  const std::uint32_t line = tree.text().line_of(further.begin);
  lines.last = std::min(lines.last, line > 0 ? line - 1 : 0);
  return lines;
}

std::string_view further_text(const Tree& tree) {
  return tree.text().bytes(tree.further_documents());
}

Style sensible(Style style) {
  style.indent = std::clamp(style.indent, 1U, kWidestIndent);
  return style;
}

}  // namespace

Formatted format(const Tree& tree, const Style& wanted, LineRange wanted_lines) {
  if (!tree.root()) return {};
  if (auto refused = refusal(tree)) return *std::move(refused);
  const LineRange lines = in_first_document(tree, wanted_lines);
  if (!tree.root().is_mapping() && !tree.root().is_sequence()) return {};
  const Style style = sensible(wanted);
  const Habits habits = habits_of(tree);
  const TokenList list = tokens_of(tree, style, habits, lines);
  if (list.unreadable) {
    return refuse(list.too_deep ? "this is nested too deeply" : "this has no known layout",
                  list.unreadable->begin);
  }
  std::vector<Edit> all = is_json(tree, list) ? lay_out_json(tree.text(), list, style)
                                              : lay_out(tree.text(), list, style);
  Formatted result;
  result.edits = changes_in(tree.text(), std::move(all), lines);
  if (result.edits.empty()) return result;
  const TreePtr after = parse(SourceText(apply_edits(tree.text().bytes(), result.edits)));
  if (judge(*after) || !same_structure(tree, *after) ||
      further_text(tree) != further_text(*after) ||
      !same_comments(tree, list, *after, tokens_of(*after, style, habits, {}))) {
    return refuse("the file would not mean the same in another layout", 0);
  }
  return result;
}

}  // namespace buildspec::format
