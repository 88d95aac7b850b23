#include "rules/syntax/yaml-syntax/lines.h"

namespace buildspec::rules {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end && is_blank(text[at])) ++at;
  return at;
}

Span line_of(const Snapshot& snapshot, std::uint32_t offset) {
  return snapshot.text.line(snapshot.text.line_of(offset));
}

std::uint32_t indent_of(const Snapshot& snapshot, std::uint32_t number) {
  const Span line = snapshot.text.line(number);
  return skip_blanks(snapshot.text.bytes(), line.begin, line.end) - line.begin;
}

std::optional<std::uint32_t> neighbour(const Snapshot& snapshot, std::uint32_t number, int step) {
  const std::string_view text = snapshot.text.bytes();
  for (std::int64_t next = std::int64_t{number} + step;
       next >= 0 && next < std::int64_t{snapshot.text.line_count()}; next += step) {
    const Span line = snapshot.text.line(static_cast<std::uint32_t>(next));
    const std::uint32_t begin = skip_blanks(text, line.begin, line.end);
    if (begin != line.end && text[begin] != '#') return static_cast<std::uint32_t>(next);
  }
  return std::nullopt;
}

}  // namespace buildspec::rules
