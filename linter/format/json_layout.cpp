#include "linter/format/json_layout.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "linter/format/layout.h"

namespace buildspec::format {
namespace {

// A collection on one line that ends behind this column is broken over lines.
constexpr std::uint32_t kWidest = 100;

struct Collection {
  std::size_t close = 0;    // its token
  std::uint32_t width = 0;  // on one line
  bool lines = false;       // breaks stand in it
};

bool is_json_scalar(std::string_view word) {
  if (word == "true" || word == "false" || word == "null") return true;
  if (word.starts_with('-')) word.remove_prefix(1);
  return !word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

class JsonLayout {
 public:
  JsonLayout(const SourceText& text, const TokenList& list, const Style& style)
      : bytes_(text.bytes()), tokens_(list.tokens), style_(style), line_end_(line_end_of(bytes_)) {
    measure();
  }

  std::vector<Edit> edits() && {
    std::uint32_t end = bytes_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::string gap = gap_before(i, {end, tokens_[i].span.begin});
      edits_.push_back({{end, tokens_[i].span.begin}, gap});
      column_ = gap.find_first_of("\r\n") == std::string::npos
                    ? column_ + static_cast<std::uint32_t>(gap.size())
                    : static_cast<std::uint32_t>(depth_) * style_.indent;
      if (tokens_[i].kind == TokenKind::open) open(i);
      column_ += tokens_[i].span.size();
      end = tokens_[i].span.end;
    }
    end_text(end);
    return std::move(edits_);
  }

 private:
  void measure() {
    collections_.resize(tokens_.size());
    std::vector<std::size_t> opened;
    std::vector<std::uint32_t> widths{0};  // up to each token
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool apart = i > 0 && tokens_[i].kind != TokenKind::close && !closes_or_opens(i);
      widths.push_back(widths.back() + tokens_[i].span.size() + (apart ? 1 : 0));
      if (tokens_[i].kind == TokenKind::open) opened.push_back(i);
      if (tokens_[i].kind != TokenKind::close || opened.empty()) continue;
      const std::size_t begin = opened.back();
      opened.pop_back();
      Collection& made = collections_[begin];
      made.close = i;
      made.width = widths[i + 1] - widths[begin];
      const Span inside{tokens_[begin].span.end, tokens_[i].span.begin};
      made.lines = bytes_.substr(inside.begin, inside.size()).find_first_of("\r\n") !=
                   std::string_view::npos;
    }
  }

  // No blank stands before a token, on one line.
  [[nodiscard]] bool closes_or_opens(std::size_t i) const {
    const TokenKind kind = tokens_[i].kind;
    return kind == TokenKind::colon || kind == TokenKind::comma ||
           tokens_[i - 1].kind == TokenKind::open;
  }

  void open(std::size_t i) {
    const Collection& collection = collections_[i];
    const bool empty = collection.close == i + 1;
    const bool wide = i == 0 || column_ + collection.width + 1 > kWidest;
    const bool outer = broken_.empty() || broken_.back();
    broken_.push_back(!empty && outer && (collection.lines || wide));
    if (broken_.back()) ++depth_;
  }

  std::string gap_before(std::size_t i, Span old) {
    const Token& token = tokens_[i];
    if (i == 0) return "";
    if (token.kind == TokenKind::close) {
      const bool broken = broken_.back();
      broken_.pop_back();
      if (!broken) return padded(token) && tokens_[i - 1].kind != TokenKind::open ? " " : "";
      --depth_;
      return new_line(0);
    }
    if (token.kind == TokenKind::colon || token.kind == TokenKind::comma) return "";
    const TokenKind before = tokens_[i - 1].kind;
    if (before == TokenKind::colon) return " ";
    if (broken_.back()) {
      // One blank line between entries may stay.
      const std::string_view white = bytes_.substr(old.begin, old.size());
      const bool blank_line = before == TokenKind::comma && breaks_in(white) > 1;
      return new_line(blank_line ? 1 : 0);
    }
    return before == TokenKind::open && !padded(token) ? "" : " ";
  }

  // The gaps inside brackets that stay on one line are the lister's.
  static bool padded(const Token& token) { return token.gap == Gap::one; }

  static std::size_t breaks_in(std::string_view white) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < white.size(); ++i) {
      if (white[i] == '\n' || (white[i] == '\r' && white.substr(i, 2) != "\r\n")) ++count;
    }
    return count;
  }

  [[nodiscard]] std::string new_line(std::size_t blank_lines) const {
    std::string out;
    for (std::size_t i = 0; i <= blank_lines; ++i) out += line_end_;
    if (style_.tabs) return out.append(depth_, '\t');
    return out.append(depth_ * style_.indent, ' ');
  }

  void end_text(std::uint32_t end) {
    const std::string_view rest = bytes_.substr(end);
    std::string wanted(rest);
    if (rest.find_first_of("\r\n") == std::string_view::npos) {
      if (style_.trim_trailing_space) wanted.clear();
      if (style_.final_newline) wanted += line_end_;
    } else if (style_.trim_final_newlines) {
      wanted = line_end_;
    }
    edits_.push_back({{end, static_cast<std::uint32_t>(bytes_.size())}, wanted});
  }

  std::string_view bytes_;
  const std::vector<Token>& tokens_;
  const Style& style_;
  std::string line_end_;
  std::vector<Collection> collections_;  // by the token that opens them
  std::vector<bool> broken_;             // of the open ones: over several lines
  std::size_t depth_ = 0;
  std::uint32_t column_ = 0;
  std::vector<Edit> edits_;
};

}  // namespace

bool is_json(const Tree& tree, const TokenList& list) {
  if (list.unreadable || !list.comments.empty() || list.tokens.empty()) return false;
  if (list.tokens.front().kind != TokenKind::open) return false;
  for (const Token& token : list.tokens) {
    const std::string_view word = tree.text().bytes(token.span);
    switch (token.kind) {
      case TokenKind::scalar:
        if (word.find_first_of("\r\n") != std::string_view::npos) return false;
        if (token.style != ScalarStyle::double_quoted && !is_json_scalar(word)) return false;
        break;
      case TokenKind::open:
      case TokenKind::close:
      case TokenKind::comma:
      case TokenKind::colon: break;
      default: return false;
    }
  }
  return true;
}

std::vector<Edit> lay_out_json(const SourceText& text, const TokenList& list, const Style& style) {
  return JsonLayout(text, list, style).edits();
}

}  // namespace buildspec::format
