#include "linter/format/layout.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace buildspec::format {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }

// A comment behind something on its line, or below such a one in the same column.
struct SideComment {
  std::size_t edit = 0;  // of the blanks in front of it
  std::uint32_t line = 0;
  std::uint32_t old_column = 0;
  std::uint32_t blanks = 0;              // in front of it
  std::optional<std::uint32_t> content;  // the new column in which what is before it ends
};

class Layout {
 public:
  Layout(const SourceText& text, const TokenList& list, const Style& style)
      : text_(text), bytes_(text.bytes()), list_(list), style_(style) {
    if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = line_begin_ = 3;
  }

  std::vector<Edit> edits() && {
    for (const Token& token : list_.tokens) {
      between(&token);
      place(token);
      previous_ = &token;
    }
    between(nullptr);
    align_comments();
    return std::move(edits_);
  }

 private:
  // ---- Reading ----

  [[nodiscard]] bool ends(std::uint32_t at) const { return at >= bytes_.size(); }
  [[nodiscard]] bool ends_line(std::uint32_t at) const { return ends(at) || is_break(bytes_[at]); }
  [[nodiscard]] std::uint32_t skip_blanks(std::uint32_t at) const {
    while (!ends(at) && is_blank(bytes_[at])) ++at;
    return at;
  }
  [[nodiscard]] std::uint32_t line_end(std::uint32_t at) const {
    while (!ends_line(at)) ++at;
    return at;
  }
  [[nodiscard]] std::uint32_t behind_break(std::uint32_t at) const {
    if (ends(at)) return at;
    return at + (bytes_[at] == '\r' && !ends(at + 1) && bytes_[at + 1] == '\n' ? 2 : 1);
  }
  // Steps over the break at `at_`, if there is one.
  void pass_break() {
    const std::uint32_t next = behind_break(at_);
    if (next != at_) ++line_;
    at_ = line_begin_ = next;
    column_ = 0;
  }

  // ---- Writing ----

  void replace(Span span, std::string text) { edits_.push_back({span, std::move(text)}); }
  void indent_to(Span span, std::uint32_t column) {
    replace(span, std::string(column, ' '));
    column_ = column;
  }
  void trim(Span span) {
    if (style_.trim_trailing_space) replace(span, "");
  }

  // ---- White space and comments ----

  // From `at_` to a token, or to the end of the text.
  void between(const Token* next) {
    token_is_first_ = true;
    if (previous_ != nullptr) {
      if (next != nullptr && skip_blanks(at_) == next->span.begin) {
        token_is_first_ = false;
        return gap(*next);
      }
      end_line();
      if (ends(at_)) return end_of_text(at_);
      pass_break();
    }
    if (next == nullptr || next->kind != TokenKind::body) whole_lines(next);
  }

  void gap(const Token& token) {
    const std::uint32_t blanks = token.span.begin - at_;
    std::uint32_t wanted = blanks;
    switch (token.gap) {
      case Gap::none: wanted = 0; break;
      case Gap::one: wanted = 1; break;
      case Gap::at_most_one: wanted = std::min(blanks, 1U); break;
      case Gap::as_is: break;
    }
    if (token.gap != Gap::as_is) replace({at_, token.span.begin}, std::string(wanted, ' '));
    column_ += wanted;
    at_ = token.span.begin;
  }

  // To the end of a line on which something stands: trailing blanks, or a comment.
  void end_line() {
    const std::uint32_t begin = skip_blanks(at_);
    if (ends_line(begin)) {
      trim({at_, begin});
      at_ = begin;
      return;
    }
    const bool spaces = bytes_.substr(at_, begin - at_).find('\t') == std::string_view::npos;
    const std::uint32_t blanks = spaces ? begin - at_ : 1;
    comments_.push_back({edits_.size(), line_, begin - line_begin_, blanks, column_});
    replace({at_, begin}, std::string(blanks, ' '));
    pass_comment(begin);
  }

  void pass_comment(std::uint32_t begin) {
    at_ = line_end(begin);
    std::uint32_t end = at_;
    while (end > begin && is_blank(bytes_[end - 1])) --end;
    trim({end, at_});
  }

  // From the begin of a line: blank lines and lines with a comment, then the token's indentation.
  void whole_lines(const Token* next) {
    bool blank_before = line_ == 0;  // the text does not begin with blank lines
    bool comment_before = false;
    for (;;) {
      const std::uint32_t content = skip_blanks(at_);
      if (next != nullptr && content == next->span.begin) {
        indent_to({at_, content}, line_column(*next));
        at_ = content;
        return;
      }
      if (bytes_.find_first_not_of(" \t\r\n", at_) == std::string_view::npos) {
        return end_of_text(at_);
      }
      if (ends_line(content)) {
        const std::uint32_t behind = behind_break(content);
        if (std::exchange(blank_before, true)) {
          replace({at_, behind}, "");
        } else {
          trim({at_, content});
        }
        at_ = content;
      } else {
        blank_before = false;
        own_line_comment(content, next, std::exchange(comment_before, true));
      }
      if (ends(at_)) return end_of_text(at_);
      pass_break();
    }
  }

  // From the end of the last line, or the begin of the next.
  void end_of_text(std::uint32_t from) {
    const auto size = static_cast<std::uint32_t>(bytes_.size());
    const bool open_line = from > line_begin_ || (previous_ == nullptr && edits_.empty());
    at_ = size;
    if (open_line) {
      if (style_.final_newline && from > 0 && !ends_in_text()) {
        replace({size, size}, std::string(line_end_of(bytes_)));
      }
    } else if (style_.trim_final_newlines) {
      replace({from, size}, "");
    } else {
      trim_lines(from);
    }
  }

  // A line end behind it would become part of a block scalar.
  [[nodiscard]] bool ends_in_text() const {
    if (previous_ == nullptr || previous_->kind != TokenKind::body) return false;
    if (previous_->span.end != bytes_.size()) return false;
    const Token* const header = previous_ - 1;
    return text_.bytes(header->span).find('-') == std::string_view::npos;
  }

  void trim_lines(std::uint32_t from) {
    while (!ends(from)) {
      const std::uint32_t content = skip_blanks(from);
      trim({from, content});
      from = behind_break(content);
    }
  }

  void own_line_comment(std::uint32_t begin, const Token* next, bool comment_before) {
    const std::uint32_t old_column = begin - line_begin_;
    const bool of_next = next != nullptr && column_of(text_, next->span.begin) == old_column;
    if (!of_next && !comments_.empty() && comments_.back().line + 1 == line_ &&
        comments_.back().old_column == old_column) {
      comments_.push_back({edits_.size(), line_, old_column, 0, std::nullopt});
      replace({at_, begin}, std::string(old_column, ' '));
    } else {
      std::uint32_t column = comment_column(old_column, next);
      if (!comment_before && column >= text_column()) column = outer_column();
      indent_to({at_, begin}, column);
    }
    pass_comment(begin);
  }

  // A comment in this column or behind it would be text of the block scalar above.
  [[nodiscard]] std::uint32_t text_column() const {
    constexpr std::uint32_t kNone = 0xFFFFFFFF;
    if (previous_ == nullptr) return kNone;
    if (previous_->kind == TokenKind::body) return previous_->column;
    const bool header =
        previous_->style == ScalarStyle::literal || previous_->style == ScalarStyle::folded;
    return header ? outer_column() + 1 : kNone;
  }
  [[nodiscard]] std::uint32_t outer_column() const { return list_.levels[previous_->level].column; }

  // Of a comment on a line of its own: with what it stands in line with, else where it was between.
  [[nodiscard]] std::uint32_t comment_column(std::uint32_t old_column, const Token* next) const {
    if (!brackets_.empty()) return brackets_.back() + style_.indent;
    Level nearest;
    const auto consider = [&](std::uint32_t old_one, std::uint32_t new_one) {
      const auto distance = [&](std::uint32_t column) {
        return column > old_column ? column - old_column : old_column - column;
      };
      if (distance(old_one) < distance(nearest.old_column)) {
        nearest.old_column = old_one;
        nearest.column = new_one;
      }
    };
    std::uint32_t deepest = 0;
    const std::uint32_t last = previous_ == nullptr ? 0 : previous_->level;
    for (std::uint32_t level = last; level != 0; level = list_.levels[level].parent) {
      deepest = std::max(deepest, list_.levels[level].old_column);
      consider(list_.levels[level].old_column, list_.levels[level].column);
    }
    if (next != nullptr && next->kind != TokenKind::close) {
      const std::uint32_t next_column = column_of(text_, next->span.begin);
      deepest = std::max(deepest, next_column);
      // Where two mean the same old column, that of what follows counts.
      if (next_column == old_column) return next->column;
      consider(next_column, next->column);
    }
    if (old_column > deepest) return nearest.column + (old_column - nearest.old_column);
    return nearest.column;
  }

  // ---- Tokens ----

  // Of a token that begins its line.
  std::uint32_t line_column(const Token& token) {
    if (brackets_.empty()) return token.column;
    const bool close = token.kind == TokenKind::close;
    flow_column_ = close ? brackets_.back() : brackets_.back() + style_.indent;
    return flow_column_;
  }

  void place(const Token& token) {
    if (token.kind == TokenKind::open) open_bracket(token);
    if (token.kind == TokenKind::close && !brackets_.empty()) brackets_.pop_back();
    if (token.kind == TokenKind::body) {
      place_body(token);
    } else {
      place_lines(token);
    }
  }

  void open_bracket(const Token& token) {
    if (brackets_.empty()) {
      const Level& level = list_.levels[token.level];
      flow_column_ = token_is_first_ || level.list ? token.column : level.column;
    }
    brackets_.push_back(flow_column_);
  }

  void place_body(const Token& body) {
    while (at_ < body.span.end) {
      const std::uint32_t content = skip_blanks(at_);
      if (ends_line(content) && content - at_ <= body.old_column) {
        trim({at_, content});
      } else {
        replace({at_, at_ + body.old_column}, std::string(body.column, ' '));
      }
      at_ = line_end(content);
      if (at_ < body.span.end) pass_break();
    }
  }

  // A token, with the further lines that a plain or quoted scalar may have.
  void place_lines(const Token& token) {
    const Level& level = list_.levels[token.level];
    const std::uint32_t old_start = token.span.begin - line_begin_;
    const std::uint32_t new_start = column_;
    at_ = token.span.begin;
    for (;;) {
      const std::uint32_t end = std::min(line_end(at_), token.span.end);
      column_ += end - at_;
      at_ = end;
      if (end == token.span.end) return;
      if (token.style == ScalarStyle::plain) trim_before(end);
      pass_break();
      const std::uint32_t content = skip_blanks(at_);
      if (ends_line(content)) {
        if (token.style == ScalarStyle::plain) trim({at_, content});
        at_ = content;
        continue;
      }
      const std::uint32_t old_column = content - at_;
      const bool below_start = old_column >= old_start;
      const std::uint32_t from = below_start ? old_start : level.old_column;
      const std::uint32_t to = below_start ? new_start : level.column;
      std::uint32_t column = old_column > from ? to + (old_column - from) : to;
      if (column <= level.column) column = level.column + style_.indent;
      indent_to({at_, content}, column);
      at_ = content;
    }
  }

  void trim_before(std::uint32_t end) {
    std::uint32_t begin = end;
    while (begin > line_begin_ && is_blank(bytes_[begin - 1])) --begin;
    // A line of blanks was trimmed when it was passed.
    if (begin > line_begin_) trim({begin, end});
  }

  // ---- Side comments ----

  // Those in one column on lines that follow each other stay in one column.
  void align_comments() {
    for (std::size_t i = 0; i < comments_.size();) {
      std::size_t end = i + 1;
      while (end < comments_.size() && comments_[end].line == comments_[end - 1].line + 1 &&
             comments_[end].old_column == comments_[i].old_column) {
        ++end;
      }
      if (end > i + 1) align(i, end);
      i = end;
    }
  }

  void align(std::size_t begin, std::size_t end) {
    std::uint32_t widest = 0;
    std::uint32_t blanks = 0xFFFFFFFF;
    for (std::size_t i = begin; i < end; ++i) {
      if (!comments_[i].content) continue;
      widest = std::max(widest, *comments_[i].content);
      blanks = std::min(blanks, comments_[i].blanks);
    }
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t column = widest + blanks;
      edits_[comments_[i].edit].text = std::string(column - comments_[i].content.value_or(0), ' ');
    }
  }

  const SourceText& text_;
  std::string_view bytes_;
  const TokenList& list_;
  const Style& style_;
  std::vector<Edit> edits_;
  std::vector<SideComment> comments_;
  std::vector<std::uint32_t> brackets_;  // open; each with the column of the line it is on
  std::uint32_t flow_column_ = 0;        // of the line, where brackets are open
  const Token* previous_ = nullptr;
  bool token_is_first_ = false;  // of its line
  std::uint32_t at_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t line_begin_ = 0;
  std::uint32_t column_ = 0;  // the new one of `at_`
};

}  // namespace

std::string_view line_end_of(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos || text[at] == '\n') return "\n";
  return text.substr(at, 2) == "\r\n" ? "\r\n" : "\r";
}

std::vector<Edit> lay_out(const SourceText& text, const TokenList& list, const Style& style) {
  return Layout(text, list, style).edits();
}

}  // namespace buildspec::format
