#include "lsp/ide/line_outline.h"

#include <algorithm>

namespace buildspec::ide {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The end of the quoted text that begins at `at`, behind its closing quote; `end` where it has
// none.
std::uint32_t quoted_end(std::string_view bytes, std::uint32_t at, std::uint32_t end) {
  const char quote = bytes[at];
  for (std::uint32_t i = at + 1; i < end; ++i) {
    if (quote == '"' && bytes[i] == '\\') {
      ++i;
    } else if (bytes[i] == quote) {
      if (quote == '\'' && i + 1 < end && bytes[i + 1] == quote) {
        ++i;
      } else {
        return i + 1;
      }
    }
  }
  return end;
}

bool is_colon(std::string_view bytes, std::uint32_t at, std::uint32_t end) {
  return bytes[at] == ':' && (at + 1 == end || is_blank(bytes[at + 1]));
}

// The colon behind the key that begins at `at`, or `end`.
std::uint32_t find_colon(std::string_view bytes, std::uint32_t at, std::uint32_t end) {
  if (bytes[at] == '"' || bytes[at] == '\'') {
    std::uint32_t i = quoted_end(bytes, at, end);
    while (i < end && is_blank(bytes[i])) ++i;
    return i < end && is_colon(bytes, i, end) ? i : end;
  }
  if (std::string_view("{[|>%@`#,]}").find(bytes[at]) != std::string_view::npos) return end;
  for (std::uint32_t i = at; i < end; ++i) {
    if (is_colon(bytes, i, end)) return i;
  }
  return end;
}

// Where the comment of a line begins, or `end`. A quote opens a text only where a word begins.
std::uint32_t find_comment(std::string_view bytes, std::uint32_t begin, std::uint32_t end) {
  bool word_begins = true;
  for (std::uint32_t i = begin; i < end; ++i) {
    const char c = bytes[i];
    if (c == '#' && (i == begin || is_blank(bytes[i - 1]))) return i;
    if ((c == '"' || c == '\'') && word_begins) {
      const std::uint32_t closed = quoted_end(bytes, i, end);
      if (closed == end && bytes[end - 1] != c) continue;  // unclosed: an apostrophe, or typing
      i = closed - 1;
      word_begins = false;
      continue;
    }
    word_begins = is_blank(c) || c == ',' || c == '[' || c == '{';
  }
  return end;
}

Span trimmed(std::string_view bytes, Span span) {
  while (span.begin < span.end && is_blank(bytes[span.begin])) ++span.begin;
  while (span.end > span.begin && is_blank(bytes[span.end - 1])) --span.end;
  return span;
}

void read_dashes(std::string_view bytes, LineOutline& out) {
  std::uint32_t at = out.first;
  while (at < out.line.end && bytes[at] == '-' &&
         (at + 1 == out.line.end || is_blank(bytes[at + 1]))) {
    out.dashes.push_back(at);
    ++at;
    while (at < out.line.end && is_blank(bytes[at])) ++at;
  }
  out.content = {at, out.line.end};
}

void read_key(std::string_view bytes, LineOutline& out) {
  // "&anchor" and "!tag" stand in front of a key.
  std::uint32_t begin = out.content.begin;
  while (begin < out.content.end && (bytes[begin] == '&' || bytes[begin] == '!')) {
    std::uint32_t end = begin;
    while (end < out.content.end && !is_blank(bytes[end])) ++end;
    const Span rest = trimmed(bytes, {end, out.content.end});
    if (rest.empty()) return;
    begin = rest.begin;
  }
  if (begin == out.content.end) return;
  const std::uint32_t colon = find_colon(bytes, begin, out.content.end);
  if (colon == out.content.end) return;
  out.has_key = true;
  out.key = trimmed(bytes, {begin, colon});
  out.colon = colon;
  out.value = trimmed(bytes, {colon + 1, out.content.end});
}

}  // namespace

LineOutline outline_line(const SourceText& text, std::uint32_t number) {
  const std::string_view bytes = text.bytes();
  LineOutline out;
  out.line = text.line(number);
  if (number == 0 && bytes.starts_with("\xEF\xBB\xBF")) out.line.begin += 3;
  out.first = out.line.begin;
  while (out.first < out.line.end && is_blank(bytes[out.first])) {
    out.tabbed = out.tabbed || bytes[out.first] == '\t';
    ++out.first;
  }
  out.content = {out.first, out.line.end};
  if (out.blank()) return out;
  if (bytes[out.first] == '#') {
    out.comment = true;
    return out;
  }
  const std::string_view whole = text.bytes(out.line);
  out.document_marker = (whole.starts_with("---") || whole.starts_with("...")) &&
                        (whole.size() == 3 || is_blank(whole[3]));
  read_dashes(bytes, out);
  out.content.end = find_comment(bytes, out.content.begin, out.content.end);
  out.content.end = std::max(out.content.begin, trimmed(bytes, out.content).end);
  read_key(bytes, out);
  return out;
}

std::string_view unquoted(std::string_view name) {
  if (name.empty() || (name.front() != '"' && name.front() != '\'')) return name;
  const char quote = name.front();
  name.remove_prefix(1);
  if (!name.empty() && name.back() == quote) name.remove_suffix(1);
  return name;
}

bool is_block_indicator(std::string_view value) {
  if (value.empty() || (value.front() != '|' && value.front() != '>')) return false;
  return value.find_first_not_of("0123456789+-", 1) == std::string_view::npos;
}

std::string_view without_properties(std::string_view value) {
  while (value.starts_with('&') || value.starts_with('!')) {
    const std::size_t end = value.find_first_of(" \t");
    if (end == std::string_view::npos) return {};
    value.remove_prefix(std::min(value.find_first_not_of(" \t", end), value.size()));
  }
  return value;
}

bool is_empty_value(std::string_view value) { return without_properties(value).empty(); }

}  // namespace buildspec::ide
