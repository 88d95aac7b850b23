#include "linter/buildlog/match_message.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "linter/text/letters.h"

namespace buildspec {
namespace {

// What a placeholder may stand for: beyond this, two messages would be read as one.
constexpr std::size_t kLongestPart = 2'000;
// Text beyond this is not looked at.
constexpr std::size_t kLongestText = 1U << 20U;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A text without blanks and in lower case, with the way back.
struct Squeezed {
  std::string text;
  std::vector<std::uint32_t> at;  // offset of each byte in the original

  explicit Squeezed(std::string_view original) {
    original = original.substr(0, kLongestText);
    for (std::size_t i = 0; i < original.size(); ++i) {
      if (is_blank(original[i])) continue;
      text += to_lower(original[i]);
      at.push_back(static_cast<std::uint32_t>(i));
    }
  }
};

std::string squeezed(std::string_view literal) {
  std::string out;
  for (const char c : literal) {
    if (!is_blank(c)) out += to_lower(c);
  }
  return out;
}

// A pattern in pieces: literals[0] names[0] literals[1] … The first and the last may be empty.
struct Pattern {
  const LogMessage* message = nullptr;
  std::vector<std::string> literals;
  std::vector<std::string_view> names;
  std::size_t size = 0;  // of all literals
};

Pattern read_pattern(const LogMessage& message, std::string_view text) {
  Pattern pattern{&message, {}, {}, 0};
  for (;;) {
    const std::size_t open = text.find('{');
    pattern.literals.push_back(squeezed(text.substr(0, open)));
    pattern.size += pattern.literals.back().size();
    if (open == std::string_view::npos) return pattern;
    const std::size_t close = text.find('}', open);
    pattern.names.push_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> made;
    for (const LogMessage& message : log_messages()) {
      for (const std::string_view text : message.patterns) {
        if (!text.empty()) made.push_back(read_pattern(message, text));
      }
    }
    return made;
  }();
  return all;
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Matcher {
 public:
  Matcher(std::string_view original, const Squeezed& text) : original_(original), text_(text) {}

  [[nodiscard]] std::optional<MessageMatch> match(const Pattern& pattern) const {
    const std::string& first = pattern.literals.front();
    if (first.empty()) return match_behind_part(pattern);
    for (std::size_t at = text_.text.find(first); at != std::string::npos;
         at = text_.text.find(first, at + 1)) {
      if (auto found = match_at(pattern, at)) return found;
    }
    return std::nullopt;
  }

 private:
  // "{name}: not found": the word in front of the literal.
  [[nodiscard]] std::optional<MessageMatch> match_behind_part(const Pattern& pattern) const {
    const std::size_t at = text_.text.find(pattern.literals[1], 1);
    if (at == std::string::npos) return std::nullopt;
    std::size_t begin = at - 1;
    while (begin > 0 && text_.at[begin - 1] + 1 == text_.at[begin]) --begin;
    return match_at(pattern, begin);
  }

  [[nodiscard]] std::optional<MessageMatch> match_at(const Pattern& pattern,
                                                     std::size_t begin) const {
    MessageMatch match;
    match.message = pattern.message;
    match.agreed = pattern.size;
    std::size_t end = begin + pattern.literals.front().size();
    for (std::size_t i = 0; i < pattern.names.size(); ++i) {
      const std::string& next = pattern.literals[i + 1];
      const std::size_t found = next.empty() ? line_end(end) : find_within(next, end + 1);
      if (found == std::string::npos || found <= end) return std::nullopt;
      match.parts.push_back({pattern.names[i], on_one_line(original(end, found))});
      end = found + next.size();
    }
    match.words = {text_.at[begin], text_.at[end - 1] + 1};
    return match;
  }

  [[nodiscard]] std::size_t find_within(const std::string& literal, std::size_t from) const {
    if (from >= text_.text.size()) return std::string::npos;
    const std::string_view window =
        std::string_view(text_.text).substr(from, kLongestPart + literal.size());
    const std::size_t found = window.find(literal);
    return found == std::string_view::npos ? found : from + found;
  }

  // Of the line that a byte stands on; the text may go on below.
  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    if (from >= text_.text.size()) return std::string::npos;
    const std::size_t newline = std::min(original_.find('\n', text_.at[from]), original_.size());
    const auto behind = std::lower_bound(text_.at.begin(), text_.at.end(), newline);
    return static_cast<std::size_t>(behind - text_.at.begin());
  }

  [[nodiscard]] std::string_view original(std::size_t begin, std::size_t end) const {
    return original_.substr(text_.at[begin], text_.at[end - 1] + 1 - text_.at[begin]);
  }

  std::string_view original_;
  const Squeezed& text_;
};

bool covers(const MessageMatch& surer, const MessageMatch& match) {
  if (match.message->vague && !surer.message->vague) return true;
  return surer.message == match.message ||
         (surer.words.begin <= match.words.begin && match.words.end <= surer.words.end);
}

}  // namespace

std::string_view MessageMatch::part(std::string_view name) const {
  for (const Part& part : parts) {
    if (part.name == name) return part.text;
  }
  return {};
}

std::vector<MessageMatch> match_messages(std::string_view text) {
  const Squeezed reduced(text);
  const Matcher matcher(text, reduced);
  std::vector<MessageMatch> all;
  for (const Pattern& pattern : patterns()) {
    if (auto match = matcher.match(pattern)) all.push_back(std::move(*match));
  }
  std::stable_sort(all.begin(), all.end(), [](const MessageMatch& a, const MessageMatch& b) {
    if (a.message->vague != b.message->vague) return b.message->vague;
    return a.agreed > b.agreed;
  });
  std::vector<MessageMatch> kept;
  for (MessageMatch& match : all) {
    const bool known = std::any_of(kept.begin(), kept.end(),
                                   [&](const MessageMatch& surer) { return covers(surer, match); });
    if (!known) kept.push_back(std::move(match));
  }
  return kept;
}

std::optional<MessageMatch> best_message(std::string_view text) {
  std::vector<MessageMatch> matches = match_messages(text);
  if (matches.empty()) return std::nullopt;
  return std::move(matches.front());
}

}  // namespace buildspec
