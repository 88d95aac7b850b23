#include "linter/lint/suppressions.h"

#include <algorithm>
#include <functional>

namespace buildspec {
namespace {

constexpr std::string_view kMarker = "buildspec-lint:";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_blank_or_break(char c) { return is_blank(c) || c == '\n' || c == '\r'; }

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end && is_blank(text[at])) ++at;
  return at;
}

std::uint32_t last_content(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  while (end > begin && is_blank_or_break(text[end - 1])) --end;
  return end;
}

// "# buildspec-lint: ignore[a, b] reason", read from left to right.
class CommentReader {
 public:
  CommentReader(std::string_view text, Span comment, std::uint32_t after_marker)
      : text_(text), at_(after_marker), end_(comment.end) {
    suppression_.comment = comment;
  }

  Suppression read() && {
    if (const std::string_view problem = read_parts(); !problem.empty()) {
      suppression_.malformed = problem;
    }
    return std::move(suppression_);
  }

 private:
  std::string_view read_parts() {
    const std::string_view verb = word();
    if (verb == "ignore-file") {
      suppression_.whole_file = true;
    } else if (verb != "ignore") {
      return "expected ignore[…] or ignore-file[…]";
    }
    at_ = skip_blanks(text_, at_, end_);
    if (at_ == end_ || text_[at_] != '[') return "expected the rules to ignore in brackets";
    ++at_;
    for (;;) {
      at_ = skip_blanks(text_, at_, end_);
      const std::uint32_t begin = at_;
      const std::string_view name = word();
      if (!name.empty()) suppression_.selectors.push_back({name, Span{begin, at_}});
      at_ = skip_blanks(text_, at_, end_);
      if (at_ == end_) return "the bracket is not closed";
      const char c = text_[at_++];
      if (c == ']') break;
      if (c != ',') return "expected a comma between rules";
    }
    if (suppression_.selectors.empty()) return "no rule is named";
    at_ = skip_blanks(text_, at_, end_);
    suppression_.reason = text_.substr(at_, last_content(text_, at_, end_) - at_);
    return {};
  }

  std::string_view word() {
    at_ = skip_blanks(text_, at_, end_);
    const std::uint32_t begin = at_;
    const auto in_word = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '-' || c == '_' || c == '/';
    };
    while (at_ < end_ && in_word(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t end_;
  Suppression suppression_;
};

// The line's begin, and the end of whatever scalar begins on that line: the rest of a block scalar
// belongs to the line of its indicator.
Span line_with_its_scalar(const Snapshot& snapshot, std::uint32_t line_number,
                          std::uint32_t comment_begin) {
  const Span line = snapshot.text.line(line_number);
  Span covers = line;
  const std::uint32_t content =
      last_content(snapshot.text.bytes(), line.begin, std::min(comment_begin, line.end));
  if (content == line.begin) return covers;
  for (const Node node : snapshot.tree->path_at(content - 1)) {
    const Span span = node.span();
    if (node.is_scalar() && line.begin <= span.begin) covers.end = std::max(covers.end, span.end);
  }
  return covers;
}

// The end of the pair or item that begins at an offset; nothing where none does.
std::optional<std::uint32_t> entry_end(const Snapshot& snapshot, std::uint32_t begin) {
  const std::string_view text = snapshot.text.bytes();
  std::uint32_t content = begin;  // behind the dashes of items
  while (content + 1 < text.size() && text[content] == '-' && is_blank(text[content + 1])) {
    content = skip_blanks(text, content + 1, snapshot.text.size());
  }
  const bool item = content != begin;
  // On the path a child stands behind its parent. A key is the innermost that begins here: so may
  // the mapping that it opens, which is the value of another.
  std::optional<std::uint32_t> end;
  Node parent;
  for (const Node node : snapshot.tree->path_at(content)) {
    if (node.span().begin == content && parent.is_sequence() && item) return node.span().end;
    if (node.span().begin == content && parent.is_mapping() && !item) {
      const Pair pair = *Node::PairRange::iterator(node);
      end = std::max(pair.key.span().end, pair.value.span().end);
    }
    parent = node;
  }
  return end;
}

// Of a comment on a line of its own: the pair or item below it, further comments between.
Span entry_below(const Snapshot& snapshot, std::uint32_t line_number) {
  const std::string_view text = snapshot.text.bytes();
  for (std::uint32_t next = line_number + 1; next < snapshot.text.line_count(); ++next) {
    const Span line = snapshot.text.line(next);
    const std::uint32_t begin = skip_blanks(text, line.begin, line.end);
    if (begin == line.end || text[begin] == '#') continue;
    Span covers = line_with_its_scalar(snapshot, next, line.end);
    if (const auto end = entry_end(snapshot, begin)) covers.end = std::max(covers.end, *end);
    return covers;
  }
  return snapshot.text.line(line_number);
}

Span covered(const Snapshot& snapshot, const Suppression& suppression) {
  if (suppression.whole_file) return Span{0, snapshot.text.size()};
  const std::uint32_t line_number = snapshot.text.line_of(suppression.comment.begin);
  const Span line = snapshot.text.line(line_number);
  const bool alone =
      skip_blanks(snapshot.text.bytes(), line.begin, line.end) == suppression.comment.begin;
  return alone ? entry_below(snapshot, line_number)
               : line_with_its_scalar(snapshot, line_number, suppression.comment.begin);
}

// The comment begins with the marker: prose that mentions it is no suppression.
std::optional<Suppression> suppression_with_marker(const Snapshot& snapshot, std::uint32_t marker) {
  const std::optional<Span> comment = snapshot.tree->comment_at(marker);
  if (!comment) return std::nullopt;
  const std::string_view text = snapshot.text.bytes();
  if (skip_blanks(text, comment->begin + 1, comment->end) != marker) return std::nullopt;
  const auto after = marker + static_cast<std::uint32_t>(kMarker.size());
  Suppression suppression = CommentReader(text, *comment, after).read();
  suppression.covers = covered(snapshot, suppression);
  return suppression;
}

}  // namespace

std::vector<Suppression> find_suppressions(const Snapshot& snapshot) {
  std::vector<Suppression> found;
  const std::string_view text = snapshot.text.bytes();
  // Skips by the marker's length: a tenth of the cost of looking at every byte.
  const std::boyer_moore_horspool_searcher searcher(kMarker.begin(), kMarker.end());
  auto at = std::search(text.begin(), text.end(), searcher);
  while (at != text.end()) {
    const auto offset = static_cast<std::uint32_t>(at - text.begin());
    if (auto suppression = suppression_with_marker(snapshot, offset)) {
      found.push_back(std::move(*suppression));
    }
    at = std::search(at + kMarker.size(), text.end(), searcher);
  }
  return found;
}

std::optional<Suppression::Selector> suppression_at(const Snapshot& snapshot,
                                                    std::uint32_t offset) {
  for (const Suppression& suppression : find_suppressions(snapshot)) {
    for (const Suppression::Selector& selector : suppression.selectors) {
      if (selector.span.touches(offset)) return selector;
    }
  }
  return std::nullopt;
}

}  // namespace buildspec
