#include "linter/syntax/decode.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linter/text/utf8.h"

namespace buildspec {
namespace {

struct Break {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool normalised = true;  // becomes LF; LS and PS do not
};

// The break that `text` has at `at`, if any. Lines of YAML 1.1, not of LSP.
std::optional<Break> break_at(std::string_view text, std::size_t at) {
  const auto found = [at](std::uint32_t length, bool normalised) {
    const auto begin = static_cast<std::uint32_t>(at);
    return Break{begin, begin + length, normalised};
  };
  switch (text[at]) {
    case '\n': return found(1, true);
    case '\r': return found(at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1, true);
    case '\xC2':
      if (text.substr(at, 2) == "\xC2\x85") return found(2, true);
      return std::nullopt;
    case '\xE2':
      if (text.substr(at, 3) == "\xE2\x80\xA8" || text.substr(at, 3) == "\xE2\x80\xA9") {
        return found(3, false);
      }
      return std::nullopt;
    default: return std::nullopt;
  }
}

// Most bytes cannot begin a break.
bool may_break(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= '\r' || byte >= 0xC2;
}

bool is_break(std::string_view text, std::size_t at) {
  return may_break(text[at]) && break_at(text, at).has_value();
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Collects the value and the runs of its map.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  // The source bytes from `begin` to `end`, as they stand.
  void copy(std::uint32_t begin, std::uint32_t end) {
    if (begin == end) return;
    extend(begin, end);
    value_.append(text_, begin, end - begin);
  }
  // One byte that stands for the source bytes from `begin` to `end`.
  void put(char byte, std::uint32_t begin, std::uint32_t end) {
    extend(begin, end);
    value_.push_back(byte);
  }
  // The bytes of an escape: each of them a run of its own.
  void put_escape(std::string_view bytes, std::uint32_t begin, std::uint32_t end) {
    for (const char byte : bytes) {
      runs_.push_back({static_cast<std::uint32_t>(value_.size()), begin, end});
      value_.push_back(byte);
    }
  }
  void put(const Break& line_break) {
    if (line_break.normalised) {
      put('\n', line_break.begin, line_break.end);
    } else {
      copy(line_break.begin, line_break.end);
    }
  }
  void put(const std::vector<Break>& breaks) {
    for (const Break& line_break : breaks) put(line_break);
  }

  // `anchor`: the place that an empty value stands at.
  Scalar finish(std::uint32_t anchor) {
    if (value_.empty()) return {text_.substr(anchor, 0), anchor};
    const auto length = static_cast<std::uint32_t>(value_.size());
    return {std::move(value_), OffsetMap(std::move(runs_), length)};
  }

 private:
  void extend(std::uint32_t begin, std::uint32_t end) {
    const auto decoded = static_cast<std::uint32_t>(value_.size());
    if (!runs_.empty()) {
      OffsetMap::Run& last = runs_.back();
      const bool contiguous =
          last.source_end == begin && last.source + (decoded - last.decoded) == begin;
      if (contiguous) {
        last.source_end = end;
        return;
      }
    }
    runs_.push_back({decoded, begin, end});
  }

  std::string_view text_;
  std::string value_;
  std::vector<OffsetMap::Run> runs_;
};

// White space between the words of a flow scalar: kept within a line, folded across lines.
struct Gap {
  std::uint32_t blanks_begin = 0;
  std::uint32_t blanks_end = 0;
  bool broken = false;          // a line ended; blanks no longer count
  std::optional<Break> first;   // absent behind an escaped break
  std::vector<Break> trailing;  // the breaks of the blank lines that follow

  void flush(Builder& out) {
    if (!broken) {
      out.copy(blanks_begin, blanks_end);
    } else if (first && first->normalised) {
      if (trailing.empty()) {
        out.put(' ', first->begin, first->end);
      } else {
        out.put(trailing);
      }
    } else {
      if (first) out.put(*first);
      out.put(trailing);
    }
    *this = Gap();
  }
};

// Reads blanks and breaks from `at` on into `gap`; returns where they end.
std::uint32_t read_gap(std::string_view text, std::uint32_t at, std::uint32_t end, Gap& gap) {
  gap.blanks_begin = at;
  gap.blanks_end = at;
  while (at < end) {
    if (is_blank(text[at])) {
      ++at;
      if (!gap.broken) gap.blanks_end = at;
      continue;
    }
    const auto line_break = break_at(text, at);
    if (!line_break) break;
    if (gap.broken) {
      gap.trailing.push_back(*line_break);
    } else {
      gap.first = line_break;
      gap.broken = true;
    }
    at = line_break->end;
  }
  return at;
}

bool has_break(std::string_view text, Span span) {
  for (std::uint32_t at = span.begin; at < span.end; ++at) {
    if (is_break(text, at)) return true;
  }
  return false;
}

Scalar decode_plain(std::string_view text, Span span) {
  if (!has_break(text, span)) return {text.substr(span.begin, span.size()), span.begin};
  Builder out(text);
  std::uint32_t at = span.begin;
  Gap gap;
  while (at < span.end) {
    const std::uint32_t begin = at;
    while (at < span.end && !is_blank(text[at]) && !is_break(text, at)) ++at;
    out.copy(begin, at);
    if (at < span.end) at = read_gap(text, at, span.end, gap);
    if (at < span.end) gap.flush(out);  // blanks behind the last word are not part of the value
  }
  return out.finish(span.begin);
}

Scalar decode_single_quoted(std::string_view text, Span span) {
  const std::uint32_t begin = span.begin + 1;
  const std::size_t quote = text.substr(0, span.end).find('\'', begin);
  const std::uint32_t first =
      quote == std::string_view::npos ? span.end : static_cast<std::uint32_t>(quote);
  const bool escaped = first + 1 < span.end && text[first + 1] == '\'';
  if (!escaped && !has_break(text, {begin, first})) {
    return {text.substr(begin, first - begin), begin};
  }
  Builder out(text);
  std::uint32_t at = begin;
  while (at < span.end) {
    if (text[at] == '\'') {
      if (at + 1 >= span.end || text[at + 1] != '\'') break;
      out.put_escape("'", at, at + 2);
      at += 2;
    } else if (is_blank(text[at]) || is_break(text, at)) {
      Gap gap;
      at = read_gap(text, at, span.end, gap);
      gap.flush(out);
    } else {
      out.copy(at, at + 1);
      ++at;
    }
  }
  return out.finish(begin);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What a one-letter escape stands for; empty if it is none.
std::string_view simple_escape(char letter) {
  switch (letter) {
    case '0': return {"\0", 1};
    case 'a': return "\a";
    case 'b': return "\b";
    case 't':
    case '\t': return "\t";
    case 'n': return "\n";
    case 'v': return "\v";
    case 'f': return "\f";
    case 'r': return "\r";
    case 'e': return "\x1B";
    case ' ': return " ";
    case '"': return "\"";
    case '\'': return "'";
    case '/': return "/";
    case '\\': return "\\";
    case 'N': return "\xC2\x85";
    case '_': return "\xC2\xA0";
    case 'L': return "\xE2\x80\xA8";
    case 'P': return "\xE2\x80\xA9";
    default: return {};
  }
}

std::uint32_t code_length(char letter) {
  switch (letter) {
    case 'x': return 2;
    case 'u': return 4;
    case 'U': return 8;
    default: return 0;
  }
}

// Decodes the escape whose backslash is at `at`; returns its end, or `at` if it is broken.
std::uint32_t read_escape(std::string_view text, std::uint32_t at, std::uint32_t end,
                          Builder& out) {
  if (at + 1 >= end) return at;
  const char letter = text[at + 1];
  if (const std::string_view bytes = simple_escape(letter); !bytes.empty()) {
    out.put_escape(bytes, at, at + 2);
    return at + 2;
  }
  const std::uint32_t digits = code_length(letter);
  if (digits == 0 || end - at - 2 < digits) return at;
  std::uint32_t code = 0;
  for (std::uint32_t i = 0; i < digits; ++i) {
    const int digit = hex_digit(text[at + 2 + i]);
    if (digit < 0) return at;
    code = (code << 4U) + static_cast<std::uint32_t>(digit);
  }
  if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return at;
  std::string bytes;
  append_utf8(bytes, static_cast<char32_t>(code));
  out.put_escape(bytes, at, at + 2 + digits);
  return at + 2 + digits;
}

Scalar decode_double_quoted(std::string_view text, Span span) {
  const std::uint32_t begin = span.begin + 1;
  std::uint32_t at = begin;
  while (at < span.end && text[at] != '"' && text[at] != '\\' && !is_break(text, at)) ++at;
  if (at >= span.end || text[at] == '"') return {text.substr(begin, at - begin), begin};
  Builder out(text);
  at = begin;
  while (at < span.end && text[at] != '"') {
    if (text[at] == '\\') {
      Gap gap;
      const auto line_break = at + 1 < span.end ? break_at(text, at + 1) : std::nullopt;
      if (line_break) {
        gap.broken = true;
        at = read_gap(text, line_break->end, span.end, gap);
        gap.flush(out);
        continue;
      }
      const std::uint32_t behind = read_escape(text, at, span.end, out);
      if (behind == at) out.copy(at, at + 1);
      at = std::max(behind, at + 1);
    } else if (is_blank(text[at]) || is_break(text, at)) {
      Gap gap;
      at = read_gap(text, at, span.end, gap);
      gap.flush(out);
    } else {
      out.copy(at, at + 1);
      ++at;
    }
  }
  return out.finish(begin);
}

enum class Chomping : std::uint8_t { strip, clip, keep };

// The state of a block scalar's body while it is read line by line.
class BlockDecoder {
 public:
  BlockDecoder(std::string_view text, Span span, std::uint32_t indent, bool fold)
      : text_(text), end_(span.end), indent_(indent), fold_(fold), out_(text) {
    read_header(span.begin + 1);
  }

  Scalar run() {
    const std::uint32_t body = at_;
    read_blank_lines();
    while (at_ < end_) {
      read_line();
      read_blank_lines();
    }
    if (chomping_ != Chomping::strip && leading_) out_.put(*leading_);
    if (chomping_ == Chomping::keep) out_.put(trailing_);
    return out_.finish(body);
  }

 private:
  // Indicators, blanks, a comment and the break of the indicator's line.
  void read_header(std::uint32_t at) {
    const auto limit = static_cast<std::uint32_t>(text_.size());
    for (; at < end_ && !is_break(text_, at); ++at) {
      if (text_[at] == '-') chomping_ = Chomping::strip;
      if (text_[at] == '+') chomping_ = Chomping::keep;
      if (is_blank(text_[at]) || text_[at] == '#') break;
    }
    while (at < limit && !is_break(text_, at)) ++at;
    at_ = at < limit ? break_at(text_, at)->end : at;
  }

  // Skips indentation and reads the breaks of blank lines, also behind the end of the span: up to
  // the begin of the next line with content, which stays unread.
  void read_blank_lines() {
    const auto limit = static_cast<std::uint32_t>(text_.size());
    while (true) {
      std::uint32_t at = at_;
      while (at < limit && at - at_ < indent_ && text_[at] == ' ') ++at;
      if (at >= limit) {
        at_ = at;
        return;
      }
      const auto line_break = break_at(text_, at);
      if (!line_break) {
        if (at < end_) at_ = at;
        return;
      }
      trailing_.push_back(*line_break);
      at_ = line_break->end;
    }
  }

  void read_line() {
    const bool blank = is_blank(text_[at_]);
    if (fold_ && leading_ && leading_->normalised && !after_blank_ && !blank) {
      if (trailing_.empty()) out_.put(' ', leading_->begin, leading_->end);
    } else if (leading_) {
      out_.put(*leading_);
    }
    out_.put(trailing_);
    trailing_.clear();
    leading_.reset();
    after_blank_ = blank;
    const auto limit = static_cast<std::uint32_t>(text_.size());
    const std::uint32_t begin = at_;
    while (at_ < end_ && !is_break(text_, at_)) ++at_;
    out_.copy(begin, at_);
    if (at_ >= limit) return;
    leading_ = break_at(text_, at_);
    if (leading_) at_ = leading_->end;
  }

  std::string_view text_;
  std::uint32_t end_;
  std::uint32_t indent_;
  bool fold_;
  Chomping chomping_ = Chomping::clip;
  std::uint32_t at_ = 0;
  std::optional<Break> leading_;  // the break behind the last line with content
  std::vector<Break> trailing_;   // the breaks of the blank lines behind it
  bool after_blank_ = false;      // the last line with content began with a blank
  Builder out_;
};

}  // namespace

Scalar decode(std::string_view text, Span span, ScalarStyle style, std::uint32_t block_indent) {
  span.end = std::min<std::uint32_t>(span.end, static_cast<std::uint32_t>(text.size()));
  if (span.begin >= span.end) return {text.substr(span.end, 0), span.end};
  switch (style) {
    case ScalarStyle::plain: return decode_plain(text, span);
    case ScalarStyle::single_quoted: return decode_single_quoted(text, span);
    case ScalarStyle::double_quoted: return decode_double_quoted(text, span);
    case ScalarStyle::literal:
    case ScalarStyle::folded: break;
  }
  return BlockDecoder(text, span, block_indent, style == ScalarStyle::folded).run();
}

}  // namespace buildspec
