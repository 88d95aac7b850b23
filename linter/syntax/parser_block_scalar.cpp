// Literal and folded scalars: header, indentation, body.
#include <algorithm>

#include "linter/syntax/parser.h"

namespace buildspec::syntax {

Parser::Step Parser::block_scalar(std::uint32_t at) {
  std::int32_t increment = 0;
  const std::uint32_t header_end = block_header(at, increment);
  const std::uint32_t junk = source_.skip_blanks(header_end);
  std::uint32_t line_end = source_.line_end(junk);
  const bool clean = source_.line_ends(junk) || source_.at(junk) == '#';
  if (!clean && line_after(junk).column <= parent_indent()) {
    // "| grep x" without a deeper line behind it is text.
    note(ProblemKind::reserved_indicator, at, at + 1);
    return text_value(at);
  }
  if (!clean) note(ProblemKind::bad_block_header, junk, source_.trim(junk, line_end));
  if (source_.at(junk) == '#' && junk == header_end) chunk_.certain = false;

  const std::int32_t indent = block_indent(line_end, increment);
  std::uint32_t end = header_end;
  while (line_end < source_.size) {
    const std::uint32_t line = source_.next_line(line_end);
    const auto limit = line + static_cast<std::uint32_t>(indent);
    std::uint32_t text = line;
    while (text < limit && source_.at(text) == ' ') ++text;
    if (text == limit) {
      line_end = source_.line_end(text);
      if (line_end > text) end = line_end;
      continue;
    }
    if (source_.at(text) == '\t') chunk_.certain = false;
    if (source_.line_ends(text)) {
      line_end = text;
      continue;
    }
    looked(text + 4);
    if (conflict_in_text(line, parent_indent())) {
      note(ProblemKind::conflict_marker, line, source_.line_end(line));
      line_end = source_.line_end(text);
      continue;
    }
    if (!body_goes_on(line, indent, end > header_end)) break;
    end = line_end = source_.line_end(text);
    note(ProblemKind::shallow_block_body, line, text);
  }
  if (line_end >= source_.size) looked(source_.size + 1);
  Record& record = emit_node(Kind::scalar, at, end);
  record.style = source_.at(at) == '|' ? ScalarStyle::literal : ScalarStyle::folded;
  record.extent = static_cast<std::uint32_t>(indent);
  return {};
}

// Behind the indicators "+", "-" and one digit, in either order.
std::uint32_t Parser::block_header(std::uint32_t at, std::int32_t& increment) {
  bool chomping = false;
  for (++at;; ++at) {
    const char c = source_.at(at);
    if ((c == '+' || c == '-') && !chomping) {
      chomping = true;
    } else if (c >= '1' && c <= '9' && increment == 0) {
      increment = c - '0';
    } else {
      return at;
    }
  }
}

// The column of the body: as the header says, else the deepest of the blank lines before the first
// line of text and of that line itself (yaml_parser_scan_block_scalar_breaks), deeper than the
// block around it.
std::int32_t Parser::block_indent(std::uint32_t line_end, std::int32_t increment) {
  const std::int32_t parent = parent_indent();
  if (increment != 0) return std::max(parent, 0) + increment;
  std::int32_t deepest = 0;
  while (line_end < source_.size) {
    const std::uint32_t line = source_.next_line(line_end);
    const std::uint32_t text = source_.skip_spaces(line);
    deepest = std::max(deepest, static_cast<std::int32_t>(text - line));
    if (source_.at(text) == '\t') chunk_.certain = false;
    looked(text + 4);
    if (conflict_in_text(line, parent)) {
      line_end = source_.line_end(text);
      continue;
    }
    if (!source_.line_ends(text)) break;
    line_end = text;
  }
  if (line_end >= source_.size) looked(source_.size + 1);
  return std::max({deepest, parent + 1, 1});
}

// A line that is not deep enough for the body belongs to it all the same if it fits nothing else.
bool Parser::body_goes_on(std::uint32_t line, std::int32_t indent, bool has_body) {
  const Line shallow = line_at(line);
  if (frames_.empty() || shallow.kind == LineKind::end) return false;
  if (source_.at(shallow.content) == '#') return false;
  if (shallow.column > parent_indent()) return true;
  if (!has_body || shallow.kind != LineKind::text) return false;
  const Line next = line_after(shallow.content);
  if (next.kind == LineKind::end || next.column < indent) return false;
  return next.kind == LineKind::text ||
         !word_like(shallow.content, source_.line_end(shallow.content));
}

}  // namespace buildspec::syntax
