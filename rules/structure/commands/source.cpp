#include "rules/structure/commands/source.h"

#include <algorithm>
#include <array>
#include <string>

#include "linter/lint/fixes.h"

namespace buildspec::commands {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_block(Node node) {
  if (node.is_mapping() || node.is_sequence()) return !node.flow();
  return node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded;
}

// With its anchor and its tag. An absent value with one of them stands nowhere else.
Span with_properties(Node node) {
  Span span = node.span();
  bool first = node.is_missing();
  for (const Span property : {node.anchor(), node.tag()}) {
    if (property.empty()) continue;
    if (first) span = property;
    first = false;
    span = {std::min(span.begin, property.begin), std::max(span.end, property.end)};
  }
  return span;
}

// Every key and value on its lines, as a plain or quoted text or in brackets.
std::optional<Span> span_of_pairs(Node mapping) {
  Span span = with_properties(mapping);
  for (const Pair pair : mapping.pairs()) {
    if (!pair.key.is_scalar() || is_block(pair.key) || is_block(pair.value)) return std::nullopt;
    const Span value = with_properties(pair.value);
    span.end = std::max(pair.key.span().end, value.end);
  }
  // "? key": the sign is no part of the first key.
  const Span first = with_properties(mapping.pair(0).key);
  if (first.begin > mapping.span().begin && !mapping.flow()) return std::nullopt;
  span.begin = std::min(span.begin, first.begin);
  return span;
}

bool joins_lines(std::string_view line) {
  while (!line.empty() && (is_blank(line.back()) || line.back() == '\r')) line.remove_suffix(1);
  constexpr std::array<std::string_view, 9> kEnds{"\\", ";",     "|",   "&",   "{",
                                                  "(",  " then", " do", "else"};
  return std::ranges::any_of(kEnds, [line](std::string_view end) { return line.ends_with(end); });
}

// The first line says that the command goes on, or breaks inside a quote.
bool lines_count(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return joins_lines(line) || !shell_end(line, 0, static_cast<std::uint32_t>(line.size()));
}

}  // namespace

std::optional<std::uint32_t> shell_end(std::string_view text, std::uint32_t begin,
                                       std::uint32_t end) {
  char quote = 0;
  std::uint32_t last = begin;  // behind the last byte that is no blank
  for (std::uint32_t at = begin; at < end; ++at) {
    const char c = text[at];
    if (quote == 0 && c == '#' && at > begin && is_blank(text[at - 1])) return last;
    if (!is_blank(c)) last = at + 1;
    if (c == '\\' && quote != '\'') {
      ++at;
      last = std::min(at + 1, end);
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  return quote == 0 ? std::optional(last) : std::nullopt;
}

std::optional<std::uint32_t> end_behind_comment(const Snapshot& snapshot, Node command) {
  if (!command.is_scalar() || command.style() != ScalarStyle::plain) return std::nullopt;
  const std::string_view text = snapshot.text.bytes();
  const Span own = command.span();
  const Span line = snapshot.text.line(snapshot.text.line_of(own.end));
  const std::size_t sign = text.find_first_not_of(" \t", own.end);
  if (sign >= line.end || text[sign] != '#' || shell_end(text, own.begin, own.end)) {
    return std::nullopt;
  }
  return shell_end(text, own.begin, line.end);
}

std::optional<Span> written(const Snapshot& snapshot, Node item) {
  Span span = with_properties(item);
  if (item.is_mapping() && !item.flow()) {
    const auto pairs = span_of_pairs(item);
    if (!pairs) return std::nullopt;
    span = *pairs;
  } else if (item.is_mapping() && snapshot.text.bytes()[span.begin] != '{') {
    // `[a: b]`, with a value that may be absent or have a tag.
    const auto pairs = span_of_pairs(item);
    if (!pairs) return std::nullopt;
    span = *pairs;
  } else if (is_block(item)) {
    return std::nullopt;
  }
  const std::string_view text = snapshot.text.bytes();
  if (shell_end(text, span.begin, span.end)) return span;
  // A quote that is still open: what looks like a comment to YAML may close it.
  const Span line = snapshot.text.line(snapshot.text.line_of(span.end));
  const std::size_t sign = text.find_first_not_of(" \t", span.end);
  if (sign >= line.end || text[sign] != '#') return std::nullopt;
  const auto end = shell_end(text, span.begin, line.end);
  if (!end) return std::nullopt;
  return Span{span.begin, *end};
}

std::optional<Fix> make_text(const Snapshot& snapshot, Span written, bool several) {
  const std::string_view text = snapshot.text.bytes(written);
  if (text.find('\n') == std::string_view::npos) {
    return Fix{
        "Quote the command", Applicability::safe, {{written, quoted(text, is_json(snapshot))}}};
  }
  for (const Node node : snapshot.tree->path_at(written.begin)) {
    if (node.flow() && node.span().begin < written.begin) return std::nullopt;
  }
  if (!several && !lines_count(text)) {
    // Quotes fold the lines as they are folded without; a comment would be part of the text.
    if (shell_end(snapshot.text.bytes(), written.begin, written.end) != written.end) {
      return std::nullopt;
    }
    return Fix{"Quote the command", Applicability::unsafe, {{written, in_single_quotes(text)}}};
  }
  auto header = block_header(snapshot.text, written);
  if (!header) return std::nullopt;
  return Fix{"Make the command a block",
             Applicability::safe,
             {{Span{written.begin, written.begin}, *std::move(header)}}};
}

}  // namespace buildspec::commands
