#include "lsp/ide/flow_place.h"

#include <algorithm>

namespace buildspec::ide {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_bracket(char c) { return c == '{' || c == '}' || c == '[' || c == ']' || c == ','; }

struct Token {
  Span span;
  char quote = '\0';
  bool closed = true;  // a quoted text has its closing quote
};

// Reads brackets, texts, colons and commas. A quoted text without its end is taken to end with its
// line: so it is while it is being typed.
class FlowScanner {
 public:
  FlowScanner(std::string_view text, std::uint32_t begin, std::uint32_t offset)
      : text_(text), at_(begin), offset_(offset) {}

  Place run() {
    while (at_ < offset_) {
      if (!step()) return {};
      if (closed_) return {};
    }
    return place();
  }

 private:
  struct Frame {
    bool mapping = false;
    std::string key;
    bool behind_colon = false;
    std::vector<std::string> keys;
  };

  // One token, blank or comment. False: the offset is in a comment.
  bool step() {
    const char c = text_[at_];
    if (is_space(c)) {
      ++at_;
    } else if (c == '#' && (at_ == 0 || is_space(text_[at_ - 1]))) {
      at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
      return at_ < offset_;
    } else if (is_bracket(c)) {
      ++at_;
      punctuation(c);
    } else if (c == ':' && is_colon()) {
      ++at_;
      colon_end_ = at_;
      if (!frames_.empty()) frames_.back().behind_colon = true;
    } else {
      take_text();
    }
    return true;
  }

  [[nodiscard]] bool is_colon() const {
    if (at_ + 1 >= text_.size() || at_ + 1 >= offset_) return true;
    const char next = text_[at_ + 1];
    // Behind a quoted key the blank may be missing, as in JSON.
    return is_space(next) || is_bracket(next) || last_.quote != '\0';
  }

  void punctuation(char c) {
    last_ = {};
    if (c == '{' || c == '[') {
      frames_.push_back({c == '{', {}, false, {}});
    } else if (c == ',') {
      if (frames_.empty()) return;
      end_entry();
    } else {
      if (!frames_.empty()) frames_.pop_back();
      closed_ = frames_.empty();
    }
  }

  void end_entry() {
    Frame& frame = frames_.back();
    frame.key.clear();
    frame.behind_colon = false;
  }

  void take_text() {
    last_ = read_text(at_);
    at_ = std::max(last_.span.end, at_ + 1);
    if (frames_.empty() || offset_ <= last_.span.end) return;
    Frame& frame = frames_.back();
    if (!frame.mapping || frame.behind_colon) return;
    frame.key = name_of(last_);
    frame.keys.push_back(frame.key);
  }

  [[nodiscard]] Token read_text(std::uint32_t begin) const {
    const char first = text_[begin];
    if (first == '"' || first == '\'') return read_quoted(begin);
    std::uint32_t end = begin;
    while (end < text_.size() && text_[end] != '\n' && text_[end] != '\r' &&
           !is_bracket(text_[end])) {
      if (text_[end] == ':' &&
          (end + 1 == text_.size() || is_space(text_[end + 1]) || is_bracket(text_[end + 1]))) {
        break;
      }
      if (text_[end] == '#' && is_space(text_[end - 1])) break;
      ++end;
    }
    while (end > begin && is_space(text_[end - 1])) --end;
    return {{begin, end}, '\0', true};
  }

  [[nodiscard]] Token read_quoted(std::uint32_t begin) const {
    const char quote = text_[begin];
    for (std::uint32_t i = begin + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '\n' || c == '\r') return {{begin, unclosed_end(begin, i)}, quote, false};
      if (quote == '"' && c == '\\') {
        ++i;
      } else if (c == quote) {
        return {{begin, i + 1}, quote, true};
      }
    }
    const auto size = static_cast<std::uint32_t>(text_.size());
    return {{begin, unclosed_end(begin, size)}, quote, false};
  }

  // Of `"ver|}`: what follows the word is not part of it.
  [[nodiscard]] std::uint32_t unclosed_end(std::uint32_t begin, std::uint32_t line_end) const {
    std::uint32_t end = begin + 1;
    while (end < line_end && !is_space(text_[end]) && !is_bracket(text_[end]) &&
           text_[end] != ':') {
      ++end;
    }
    return end;
  }

  [[nodiscard]] std::string name_of(const Token& token) const {
    std::string_view name = text_.substr(token.span.begin, token.span.size());
    if (token.quote != '\0') name = name.substr(1, name.size() - (token.closed ? 2 : 1));
    return std::string(name);
  }

  // What is at the offset, once everything before it is read.
  [[nodiscard]] Place place() const {
    Place place;
    if (frames_.empty()) return place;
    place.flow = true;
    const Frame& frame = frames_.back();
    place.in_mapping = frame.mapping;
    for (const Frame& outer : frames_) {
      if (&outer != &frame) place.path.push_back({!outer.mapping, outer.key});
    }
    const bool touches_text = last_.span.size() > 0 && last_.span.end >= offset_;
    if (touches_text) {
      set_token(last_, place);
    } else if (offset_ < text_.size() && begins_text(offset_)) {
      set_token(read_text(offset_), place);
    } else {
      place.replace = {offset_, offset_};
    }
    const bool is_value = !frame.mapping || frame.behind_colon;
    // Behind a text, before the next comma: nothing fits.
    if (!touches_text && last_.span.size() > 0 && (is_value || !frame.key.empty()) &&
        last_.span.begin >= colon_end_) {
      return place;
    }
    set_kind(frame, is_value, place);
    return place;
  }

  void set_kind(const Frame& frame, bool is_value, Place& place) const {
    if (frame.mapping && is_value) {
      place.kind = PlaceKind::value;
      place.path.push_back({false, frame.key});
      place.needs_blank = offset_ == colon_end_ && place.replace.empty();
    } else {
      place.kind = PlaceKind::entry;
      if (!frame.mapping) place.path.push_back({true, {}});
      place.siblings = frame.keys;
      std::uint32_t behind = place.replace.end;
      while (behind < text_.size() && (text_[behind] == ' ' || text_[behind] == '\t')) ++behind;
      place.has_colon = frame.mapping && behind < text_.size() && text_[behind] == ':';
    }
  }

  [[nodiscard]] bool begins_text(std::uint32_t at) const {
    const char c = text_[at];
    return !is_space(c) && !is_bracket(c) && c != ':' && c != '#';
  }

  static void set_token(const Token& token, Place& place) {
    place.replace = token.span;
    place.quote = token.quote;
  }

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t offset_;
  std::uint32_t colon_end_ = 0;
  bool closed_ = false;
  Token last_;
  std::vector<Frame> frames_;
};

}  // namespace

Place find_flow_place(std::string_view text, std::uint32_t begin, std::uint32_t offset) {
  return FlowScanner(text, begin, offset).run();
}

}  // namespace buildspec::ide
