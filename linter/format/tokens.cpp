#include "linter/format/tokens.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "linter/syntax/source.h"

namespace buildspec::format {
namespace {

constexpr std::uint32_t kItemIndent = 2;  // "- "
// Deeper texts are made to do harm: their indentation alone would fill the memory.
constexpr std::size_t kDeepest = 200;

// Where a node stands: the columns that it would begin a line in, and the gap if it begins none.
struct Place {
  std::uint32_t column = 0;
  Gap gap = Gap::one;
  std::uint32_t list_column = 0;  // of a block sequence
  bool behind_dash = false;
};

// A collection whose entries are being listed.
struct Frame {
  Node node;
  std::uint32_t level = 0;
  Gap first_gap = Gap::one;  // of its first token
  bool brackets = false;
  bool first = true;
  bool behind_key = false;
  bool explicit_key = false;  // its "?" stands in a block mapping
  Node::PairRange::iterator pair = {};
  Node::ItemRange::iterator item = {};

  [[nodiscard]] bool done() const {
    return pair == node.pairs().end() && item == node.items().end();
  }
};

// The lines of a block scalar.
struct Body {
  Span span;
  std::uint32_t column = 0;
  bool any = false;  // it has lines
};

bool is_block_scalar(const Node& node) {
  return node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded;
}

class Lister {
 public:
  Lister(const Tree& tree, const Style& style, const Habits& habits, LineRange lines)
      : tree_(tree),
        text_(tree.text()),
        source_{tree.text().bytes().data(), tree.text().size()},
        indent_(style.indent),
        list_indent_(style.indent_lists.value_or(habits.indent_lists) ? style.indent : 0),
        habits_(habits),
        lines_(lines),
        text_begin_(tree.text().bytes().starts_with("\xEF\xBB\xBF") ? 3 : 0),
        at_(text_begin_) {
    list_.levels.emplace_back();
  }

  TokenList list() && {
    list_head();
    begin_node(tree_.root(), 0, {});
    while (!frames_.empty() && !failed()) step();
    list_tail();
    return std::move(list_);
  }

 private:
  void fail() {
    if (!failed()) list_.unreadable = Span{at_, std::min(at_ + 1, source_.size)};
  }
  [[nodiscard]] bool failed() const { return list_.unreadable.has_value(); }

  [[nodiscard]] bool at_break() const {
    return at_ >= source_.size || source_.data[at_] == '\n' || source_.data[at_] == '\r';
  }
  [[nodiscard]] bool next_is(char c) const { return at_ < source_.size && source_.data[at_] == c; }
  [[nodiscard]] bool line_begins() const {
    if (at_ == text_begin_) return true;
    return source_.data[at_ - 1] == '\n' || source_.data[at_ - 1] == '\r';
  }

  // Goes to the next byte of the line that is neither blank nor in a comment.
  void skip_line() {
    while (at_ < source_.size && source_.blank(at_)) ++at_;
    if (!next_is('#') || !(line_begins() || source_.blank(at_ - 1))) return;
    const std::uint32_t begin = at_;
    while (!at_break()) ++at_;
    list_.comments.push_back({begin, source_.trim(begin, at_)});
  }
  // The same across lines.
  void skip() {
    skip_line();
    while (at_ < source_.size && at_break()) {
      ++at_;
      skip_line();
    }
  }

  void emit(TokenKind kind, Span span, std::uint32_t level, const Place& place) {
    skip();
    if (at_ != span.begin || failed()) return fail();
    at_ = span.end;
    Token token;
    token.span = span;
    token.kind = kind;
    token.gap = place.gap;
    token.level = level;
    token.column = place.column;
    list_.tokens.push_back(token);
  }
  // A token of one byte, which must be what stands next.
  void emit(TokenKind kind, char c, std::uint32_t level, const Place& place) {
    skip();
    if (!next_is(c)) return fail();
    emit(kind, {at_, at_ + 1}, level, place);
  }

  // Directives and "---".
  void list_head() {
    for (skip(); line_begins() && at_ < source_.size; skip()) {
      if (source_.data[at_] == '%') {
        emit(TokenKind::marker, {at_, source_.trim(at_, source_.line_end(at_))}, 0, {});
      } else if (source_.document_marker(at_)) {
        emit(TokenKind::marker, {at_, at_ + 3}, 0, {});
      } else {
        return;
      }
    }
  }

  // "..." where nothing follows; further documents are none of ours.
  void list_tail() {
    skip();
    const Span further = tree_.further_documents();
    if (!further.empty() ? at_ == further.begin : at_ >= source_.size) return;
    const bool marker = further.empty() && line_begins() && source_.document_marker(at_);
    if (!marker || failed()) return fail();
    emit(TokenKind::marker, {at_, at_ + 3}, 0, {});
    skip();
    if (at_ < source_.size) fail();
  }

  [[nodiscard]] bool in_lines(std::uint32_t begin, std::uint32_t end) const {
    return lines_.contains(text_.line_of(begin)) && lines_.contains(text_.line_of(end));
  }

  void begin_node(const Node& node, std::uint32_t level, Place place) {
    std::pair<Span, Span> properties{node.anchor(), node.tag()};
    if (properties.first.begin > properties.second.begin) {
      std::swap(properties.first, properties.second);
    }
    for (const Span property : {properties.first, properties.second}) {
      if (property.empty()) continue;
      emit(TokenKind::property, property, level, place);
      place.gap = Gap::one;
    }
    if (node.is_missing() || failed()) return;
    if (node.kind() == Kind::alias) {
      emit(TokenKind::alias, node.span(), level, place);
    } else if (node.is_scalar()) {
      list_scalar(node, level, place);
    } else if (node.flow()) {
      begin_flow(node, level, place);
    } else {
      begin_block(node, level, place);
    }
  }

  void list_scalar(const Node& node, std::uint32_t level, const Place& place) {
    if (is_block_scalar(node)) return list_block_scalar(node, level, place);
    emit(TokenKind::scalar, node.span(), level, place);
    if (!failed()) list_.tokens.back().style = node.style();
  }

  void list_block_scalar(const Node& node, std::uint32_t level, const Place& place) {
    const std::uint32_t begin = node.span().begin;
    const std::size_t header = text_.bytes().find_first_not_of("0123456789+-", begin + 1);
    const Span span{begin, std::min(static_cast<std::uint32_t>(header), source_.size)};
    emit(TokenKind::scalar, span, level, place);
    if (failed()) return;
    list_.tokens.back().style = node.style();
    skip_line();
    if (!at_break()) return fail();
    const std::string_view indicators = text_.bytes(span);
    const std::size_t digit = indicators.find_first_of("123456789");
    const auto given =
        digit == std::string_view::npos ? 0U : static_cast<std::uint32_t>(indicators[digit] - '0');
    const Body body = read_body(level, given, indicators.find('+') != std::string_view::npos);
    if (!body.any) return;
    Token token;
    token.span = body.span;
    token.kind = TokenKind::body;
    token.level = level;
    token.old_column = body.column;
    token.column = given > 0 ? list_.levels[level].column + given : place.column;
    if (!in_lines(begin, body.span.end)) token.column = token.old_column;
    list_.tokens.push_back(token);
    at_ = body.span.end;
  }

  // Spaces from here on.
  [[nodiscard]] std::uint32_t spaces(std::uint32_t at) const {
    return source_.skip_spaces(at) - at;
  }
  [[nodiscard]] bool ends_line(std::uint32_t at) const {
    return at >= source_.size || source_.data[at] == '\n' || source_.data[at] == '\r';
  }
  // Behind the line's break; the end of the text where it has none.
  [[nodiscard]] std::uint32_t next_line(std::uint32_t at) const {
    while (!ends_line(at)) ++at;
    if (at < source_.size) at += source_.data[at] == '\r' && source_.data[at + 1] == '\n' ? 2 : 1;
    return at;
  }

  // The column at which libyaml takes the lines from `at` on to begin.
  [[nodiscard]] std::uint32_t detect_column(std::uint32_t at, std::uint32_t least) const {
    for (; at < source_.size; at = next_line(at)) {
      least = std::max(least, spaces(at));
      if (!ends_line(at + spaces(at))) break;
    }
    return least;
  }

  // From the end of the header's line.
  [[nodiscard]] Body read_body(std::uint32_t level, std::uint32_t given, bool keep) const {
    const std::uint32_t begin = next_line(at_);
    const std::uint32_t outer = list_.levels[level].old_column;
    Body body{{begin, begin}, given > 0 ? outer + given : detect_column(begin, outer + 1)};
    for (std::uint32_t at = begin; at < source_.size; at = next_line(at)) {
      const std::uint32_t indent = spaces(at);
      const bool blank = indent <= body.column && ends_line(at + indent);
      if (!blank && indent < body.column) break;
      if (blank && !keep) continue;
      std::uint32_t end = at + indent;
      while (!ends_line(end)) ++end;
      body.span.end = end;
      body.any = true;
    }
    return body;
  }

  void begin_block(const Node& node, std::uint32_t level, const Place& place) {
    const std::uint32_t begin = first_byte(node);
    Level made{level, column_of(text_, begin),
               node.is_sequence() ? place.list_column : place.column, node.is_sequence()};
    Frame frame{node};
    frame.first_gap = place.gap;
    if (!in_lines(begin, node.span().end)) {
      made.column = made.old_column;
      if (place.behind_dash) frame.first_gap = Gap::as_is;
    }
    frame.level = static_cast<std::uint32_t>(list_.levels.size());
    list_.levels.push_back(made);
    push(frame);
  }

  void begin_flow(const Node& node, std::uint32_t level, const Place& place) {
    Frame frame{node};
    frame.level = level;
    frame.first_gap = place.gap;
    const std::uint32_t begin = node.span().begin;
    // A pair in brackets needs no braces of its own.
    frame.brackets = source_.data[begin] == (node.is_sequence() ? '[' : '{');
    if (frame.brackets) {
      emit(TokenKind::open, {begin, begin + 1}, level, place);
      frame.first_gap = padding(node);
    }
    if (!failed()) push(frame);
  }

  void push(Frame& frame) {
    if (frames_.size() >= kDeepest) {
      list_.too_deep = true;
      return fail();
    }
    frame.pair = frame.node.pairs().begin();
    frame.item = frame.node.items().begin();
    frames_.push_back(frame);
  }

  [[nodiscard]] Gap padding(const Node& node) const {
    const bool padded = node.is_sequence() ? habits_.padded_brackets : habits_.padded_braces;
    return padded && (!node.pairs().empty() || !node.items().empty()) ? Gap::one : Gap::none;
  }

  // One token or node further. A frame is gone, or moved, once another one begins.
  void step() {
    Frame& frame = frames_.back();
    if (frame.done()) return end_frame();
    if (frame.node.is_sequence()) {
      frame.node.flow() ? step_flow_item(frame) : step_item(frame);
    } else if (frame.behind_key) {
      step_value(frame);
    } else {
      step_key(frame);
    }
  }

  void end_frame() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (!frame.brackets) return;
    skip();
    if (next_is(',')) list_comma(frame.level);  // behind the last entry
    if (failed()) return;
    Place place;
    place.gap = behind_colon() ? Gap::at_most_one : padding(frame.node);
    emit(TokenKind::close, frame.node.is_sequence() ? ']' : '}', frame.level, place);
  }

  // The last token is a colon: without a value, if something else but a value comes now.
  [[nodiscard]] bool behind_colon() const {
    return !list_.tokens.empty() && list_.tokens.back().kind == TokenKind::colon;
  }

  void list_comma(std::uint32_t level) {
    Place place;
    place.gap = behind_colon() ? Gap::at_most_one : Gap::none;
    emit(TokenKind::comma, ',', level, place);
  }

  void step_flow_item(Frame& frame) {
    const Node item = *frame.item;
    ++frame.item;
    const Place place = flow_entry(frame);
    const std::uint32_t level = frame.level;
    if (!failed()) begin_node(item, level, place);
  }

  // In front of an entry in brackets: the comma, if one belongs there.
  Place flow_entry(Frame& frame) {
    Place place;
    place.gap = Gap::one;
    if (std::exchange(frame.first, false)) {
      place.gap = frame.first_gap;
    } else {
      list_comma(frame.level);
    }
    return place;
  }

  void step_item(Frame& frame) {
    const Node item = *frame.item;
    ++frame.item;
    const std::uint32_t level = frame.level;
    Place place;
    place.column = list_.levels[level].column;
    place.gap = std::exchange(frame.first, false) ? frame.first_gap : Gap::one;
    emit(TokenKind::dash, '-', level, place);
    if (failed()) return;
    begin_node(item, level, behind_sign(place.column, item));
  }

  // Behind a dash, a "?" and its ":" in that column.
  [[nodiscard]] Place behind_sign(std::uint32_t column, const Node& node) const {
    const std::uint32_t inner = column + kItemIndent;
    const bool same_line = text_.line_of(at_) == text_.line_of(node.span().begin);
    return {inner, Gap::one, inner, same_line};
  }

  void step_key(Frame& frame) {
    const Node key = (*frame.pair).key;
    const std::uint32_t level = frame.level;
    frame.behind_key = true;
    Place place;
    if (frame.node.flow()) {
      place = flow_entry(frame);
    } else {
      place.column = list_.levels[level].column;
      place.gap = std::exchange(frame.first, false) ? frame.first_gap : Gap::one;
    }
    if (key.is_mapping() || key.is_sequence() || failed()) return fail();
    const bool flow = frame.node.flow();
    skip();
    const bool explicit_key = next_is('?') && at_ != key.span().begin;
    frame.explicit_key = explicit_key && !flow;
    if (explicit_key) {
      emit(TokenKind::dash, '?', level, place);
      begin_node(key, level, behind_sign(place.column, key));
    } else {
      begin_node(key, level, place);
    }
    skip();
    if ((flow || explicit_key) && !next_is(':')) return;
    // The name of an alias could go on with the colon.
    const bool apart = key.kind() == Kind::alias || key.is_missing() || (flow && explicit_key);
    place.gap = apart ? Gap::at_most_one : Gap::none;
    emit(TokenKind::colon, ':', level, place);
  }

  void step_value(Frame& frame) {
    const Node value = (*frame.pair).value;
    ++frame.pair;
    frame.behind_key = false;
    const std::uint32_t level = frame.level;
    if (frame.node.flow()) return begin_node(value, level, {});
    const std::uint32_t column = list_.levels[level].column;
    const bool same_line = text_.line_of(at_) == text_.line_of(value.span().begin);
    if (frame.explicit_key && same_line) {
      return begin_node(value, level, behind_sign(column, value));
    }
    begin_node(value, level, {column + indent_, Gap::one, column + list_indent_, false});
  }

  const Tree& tree_;
  const SourceText& text_;
  syntax::Source source_;
  std::uint32_t indent_;
  std::uint32_t list_indent_;
  Habits habits_;
  LineRange lines_;
  std::uint32_t text_begin_;  // behind the byte order mark
  std::uint32_t at_;
  std::vector<Frame> frames_;
  TokenList list_;
};

}  // namespace

TokenList tokens_of(const Tree& tree, const Style& style, const Habits& habits, LineRange lines) {
  return Lister(tree, style, habits, lines).list();
}

}  // namespace buildspec::format
