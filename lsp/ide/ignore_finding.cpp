#include "lsp/ide/ignore_finding.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/suppressions.h"
#include "lsp/ide/exact_edit.h"

namespace buildspec::ide {
namespace {

// Behind a longer line nobody sees a comment.
constexpr std::size_t kLongestLine = 80;
// Entries above the finding that are tried, from the innermost outwards.
constexpr std::size_t kMostPlaces = 12;

IgnoreComment written(std::uint32_t at, std::string_view before, std::string_view verb,
                      std::string_view rule, std::string_view behind) {
  std::string text(before);
  text += "# buildspec-lint: ";
  text += verb;
  text += '[';
  text += rule;
  text += "] ";
  const auto begin = static_cast<std::uint32_t>(text.size());
  text += kReason;
  const auto end = static_cast<std::uint32_t>(text.size());
  text += behind;
  return {{Span{at, at}, std::move(text)}, {begin, end}};
}

// One more rule in a comment that is there.
std::optional<IgnoreComment> extended(const Suppression& suppression, std::string_view rule) {
  if (!suppression.malformed.empty() || suppression.selectors.empty()) return std::nullopt;
  const std::uint32_t at = suppression.selectors.back().span.end;
  return IgnoreComment{{Span{at, at}, ", " + std::string(rule)}, {}};
}

bool names(const Suppression& suppression, std::string_view rule) {
  return std::any_of(suppression.selectors.begin(), suppression.selectors.end(),
                     [rule](const Suppression::Selector& each) { return each.name == rule; });
}

// The comment changes nothing else, and a comment that names the rule covers the finding.
bool covers(const SnapshotPtr& snapshot, const IgnoreComment& comment, const Diagnostic& finding) {
  const Edit& edit = comment.edit;
  if (!keeps_meaning(*snapshot, {edit})) return false;
  // A whole line goes in front of what stood there; the rest of a line, behind the finding.
  const auto added = static_cast<std::uint32_t>(edit.text.size());
  std::uint32_t place = finding.span.begin;
  if (edit.span.begin < place || (edit.span.begin == place && edit.text.ends_with('\n')))
    place += added;
  const Change change{edit.span, added};
  const SnapshotPtr after =
      analyze(snapshot->uri, snapshot->version, snapshot->text.edited(edit.span, edit.text),
              snapshot->facts, snapshot, {&change, 1});
  for (const Suppression& each : find_suppressions(*after)) {
    if (each.malformed.empty() && names(each, finding.rule->id()) && each.covers.touches(place))
      return true;
  }
  return false;
}

bool has_comment(const Snapshot& snapshot, Span line) {
  return !line.empty() && snapshot.tree->comment_at(line.end - 1).has_value();
}

// Lines at which entries begin that hold the place, from the innermost outwards.
std::vector<std::uint32_t> entry_lines(const Snapshot& snapshot, std::uint32_t at) {
  std::vector<std::uint32_t> lines{snapshot.text.line_of(at)};
  const std::vector<Node> path = snapshot.tree->path_at(at);
  for (std::size_t i = path.size(); i-- > 0 && lines.size() < kMostPlaces;) {
    std::uint32_t begin = path[i].span().begin;
    if (i > 0 && path[i - 1].is_mapping()) {
      for (const Pair pair : path[i - 1].pairs()) {
        if (pair.value == path[i]) begin = pair.key.span().begin;
      }
    }
    const std::uint32_t line = snapshot.text.line_of(begin);
    if (line < lines.back()) lines.push_back(line);
  }
  return lines;
}

std::optional<IgnoreComment> behind(const SnapshotPtr& snapshot, const Diagnostic& finding) {
  const Span line = snapshot->text.line(snapshot->text.line_of(finding.span.begin));
  const std::string_view bytes = snapshot->text.bytes(line);
  if (bytes.size() > kLongestLine || has_comment(*snapshot, line) ||
      bytes.find_first_not_of(" \t") == std::string_view::npos)
    return std::nullopt;
  IgnoreComment comment = written(line.end, "  ", "ignore", finding.rule->id(), "");
  return covers(snapshot, comment, finding) ? std::optional(std::move(comment)) : std::nullopt;
}

std::optional<IgnoreComment> above(const SnapshotPtr& snapshot, const Diagnostic& finding) {
  const SourceText& text = snapshot->text;
  for (const std::uint32_t number : entry_lines(*snapshot, finding.span.begin)) {
    const Span line = text.line(number);
    const std::string_view bytes = text.bytes(line);
    const std::size_t indent = std::min(bytes.find_first_not_of(' '), bytes.size());
    const auto at = line.begin;
    IgnoreComment comment =
        written(at, bytes.substr(0, indent), "ignore", finding.rule->id(), line_break(text));
    if (covers(snapshot, comment, finding)) return comment;
  }
  return std::nullopt;
}

bool takes_comments(const Snapshot& snapshot) {
  return !is_json(snapshot) && !snapshot.broken() && !snapshot.unread;
}

// Behind a byte order mark and the comments at the begin of the text.
std::uint32_t file_place(const SourceText& text) {
  std::uint32_t at = text.bytes().starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::uint32_t number = 0; number + 1 < text.line_count(); ++number) {
    const Span line = text.line(number);
    if (!text.bytes({std::max(at, line.begin), line.end}).starts_with('#')) break;
    at = text.line(number + 1).begin;
  }
  return at;
}

}  // namespace

std::optional<IgnoreComment> ignore_here(const SnapshotPtr& snapshot, const Diagnostic& finding) {
  if (!takes_comments(*snapshot)) return std::nullopt;
  const Suppression* nearest = nullptr;
  const std::vector<Suppression> suppressions = find_suppressions(*snapshot);
  for (const Suppression& each : suppressions) {
    if (each.whole_file || !each.covers.touches(finding.span.begin)) continue;
    if (nearest == nullptr || each.covers.size() < nearest->covers.size()) nearest = &each;
  }
  if (nearest != nullptr) {
    const auto comment = extended(*nearest, finding.rule->id());
    if (comment && covers(snapshot, *comment, finding)) return comment;
  }
  if (auto comment = behind(snapshot, finding)) return comment;
  return above(snapshot, finding);
}

std::optional<IgnoreComment> ignore_in_file(const SnapshotPtr& snapshot,
                                            const Diagnostic& finding) {
  if (!takes_comments(*snapshot)) return std::nullopt;
  for (const Suppression& each : find_suppressions(*snapshot)) {
    if (!each.whole_file) continue;
    if (auto comment = extended(each, finding.rule->id())) return comment;
  }
  const SourceText& text = snapshot->text;
  const std::uint32_t at = file_place(text);
  IgnoreComment comment = written(at, "", "ignore-file", finding.rule->id(), line_break(text));
  if (covers(snapshot, comment, finding)) return comment;
  const std::string_view bytes = text.bytes();
  comment = written(text.size(), bytes.ends_with('\n') ? "" : line_break(text), "ignore-file",
                    finding.rule->id(), line_break(text));
  return covers(snapshot, comment, finding) ? std::optional(std::move(comment)) : std::nullopt;
}

}  // namespace buildspec::ide
