#include "linter/cli/excerpt.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linter/cli/display_width.h"

namespace buildspec::cli {
namespace {

// A span over more lines than this is shown by its first and its last two.
constexpr std::uint32_t kMostLines = 5;
// A fix that touches more lines than this is described by its title alone.
constexpr std::size_t kMostPreviewLines = 8;
// A long line keeps this part of the width in front of its mark.
constexpr std::uint32_t kContextShare = 4;
// Bytes. Of a longer line only the neighbourhood of the place is looked at: a file of one line may
// have thousands of findings.
constexpr std::uint32_t kLongLine = 2'000;
constexpr std::string_view kEllipsis = "…";

struct Columns {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The columns of a long line that are shown: all of the marks, or their begin where these are too
// long themselves.
Columns window(std::uint32_t line_width, Columns marks, std::uint32_t available) {
  if (line_width <= available) return {0, line_width};
  if (marks.end + 1 <= available) return {0, available};
  const std::uint32_t context = available / kContextShare;
  const std::uint32_t begin = marks.begin > context ? marks.begin - context : 0;
  return {std::min(begin, line_width - available), std::min(begin + available, line_width)};
}

// The cells of a line inside the window, an ellipsis where something is left out.
std::string cut(const DisplayLine& line, Columns shown) {
  if (shown.begin == 0 && shown.end >= line.width) return line.text;
  std::string out;
  std::uint32_t column = shown.begin;
  if (shown.begin > 0) {
    out += kEllipsis;
    ++column;
  }
  const bool cut_at_end = shown.end < line.width;
  const std::uint32_t last = cut_at_end ? shown.end - 1 : shown.end;
  for (std::size_t i = 0; i + 1 < line.cells.size(); ++i) {
    const DisplayLine::Cell& cell = line.cells[i];
    const DisplayLine::Cell& next = line.cells[i + 1];
    if (cell.column < column && next.column > column) column = next.column, out += ' ';
    if (cell.column < column || next.column > last) continue;
    out.append(line.text, cell.shown, next.shown - cell.shown);
    column = next.column;
  }
  if (cut_at_end) out += kEllipsis;
  return out;
}

// What a line shows: its own text with stars over what must not be read.
std::string shown_bytes(const Excerpt& excerpt, Span line) {
  std::string bytes(excerpt.text.bytes(line));
  for (const Span& secret : excerpt.masked) {
    const std::uint32_t begin = std::max(secret.begin, line.begin);
    const std::uint32_t end = std::min(secret.end, line.end);
    for (std::uint32_t at = begin; at < end; ++at) bytes[at - line.begin] = '*';
  }
  return bytes;
}

// A source line made printable, or of a very long one the part around a place.
struct Row {
  Span part;                // of the text
  std::uint32_t shift = 0;  // bytes in front of it, of an ellipsis
  DisplayLine shown;

  [[nodiscard]] std::uint32_t column_of(std::uint32_t offset) const {
    return shown.column_of(std::clamp(offset, part.begin, part.end) - part.begin + shift);
  }
};

// The begin of the character that a byte belongs to.
std::uint32_t character_begin(const SourceText& text, Span line, std::uint32_t offset) {
  const auto continues = [&](std::uint32_t at) {
    return (static_cast<unsigned char>(text.bytes()[at]) & 0xC0U) == 0x80U;
  };
  while (offset > line.begin && offset < line.end && continues(offset)) --offset;
  return offset;
}

Row row_at(const Excerpt& excerpt, std::uint32_t number, std::uint32_t place) {
  const Span line = excerpt.text.line(number);
  Row row{line, 0, {}};
  if (place > line.begin + kLongLine) {
    row.part.begin = character_begin(excerpt.text, line, place - kLongLine / 2);
  }
  if (line.end - row.part.begin > 2 * kLongLine) {
    row.part.end = character_begin(excerpt.text, line, row.part.begin + 2 * kLongLine);
  }
  std::string bytes = shown_bytes(excerpt, row.part);
  if (row.part.begin > line.begin) {
    bytes.insert(0, kEllipsis);
    row.shift = static_cast<std::uint32_t>(kEllipsis.size());
  }
  if (row.part.end < line.end) bytes += kEllipsis;
  row.shown = display_line(bytes);
  return row;
}

std::string left_edge(const Excerpt& excerpt, std::string_view number, char bar) {
  std::string text(excerpt.gutter + 1 - std::min<std::size_t>(excerpt.gutter, number.size()), ' ');
  text += number;
  text += ' ';
  text += bar;
  return excerpt.style.paint(Paint::Color::blue, text);
}

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// Columns left for source beside the gutter, its bar and a margin.
std::uint32_t available(const Excerpt& excerpt, std::uint32_t margin) {
  const std::uint32_t taken = excerpt.gutter + 4 + margin;
  return excerpt.style.width > taken + 20 ? excerpt.style.width - taken : 20;
}

std::string source_line(const Excerpt& excerpt, std::uint32_t number, std::string_view margin,
                        const std::string& text) {
  std::string out = left_edge(excerpt, std::to_string(number + 1), '|');
  const std::string rest = without_trailing_blanks(text);
  if (!margin.empty() || !rest.empty()) out += ' ';
  out += margin;
  return out + rest + '\n';
}

std::string one_line(const Excerpt& excerpt, std::uint32_t number, Span span, char sign,
                     Paint::Color color) {
  const Row row = row_at(excerpt, number, span.begin);
  Columns marks{row.column_of(span.begin), row.column_of(span.end)};
  // An empty span is a place between two characters: one mark beneath the second.
  marks.end = std::max(marks.end, marks.begin + 1);
  const Columns part = window(row.shown.width, marks, available(excerpt, 0));
  marks.end = std::min(marks.end, std::max(part.end, marks.begin + 1));
  return source_line(excerpt, number, "", cut(row.shown, part)) + left_edge(excerpt, "", '|') +
         ' ' + std::string(marks.begin - part.begin, ' ') +
         excerpt.style.paint(color, std::string(marks.end - marks.begin, sign)) + '\n';
}

// The lines of a span over several, with a bracket at their left:
//    4 | /   build:
//    5 | |     commands:
//      | |_____________^
std::string many_lines(const Excerpt& excerpt, Columns lines, Span span, char sign,
                       Paint::Color color) {
  const Paint& paint = excerpt.style.paint;
  const std::uint32_t columns = available(excerpt, 2);
  std::string out;
  for (std::uint32_t number = lines.begin; number <= lines.end; ++number) {
    if (number == lines.begin + 2 && lines.end - lines.begin >= kMostLines) {
      out += paint(Paint::Color::blue, std::string(excerpt.gutter + 1, '.')) + "  " +
             paint(color, "|") + '\n';
      number = lines.end - 1;
    }
    const DisplayLine shown = row_at(excerpt, number, 0).shown;
    const Columns part = window(shown.width, {0, 0}, columns);
    out += source_line(excerpt, number, paint(color, number == lines.begin ? "/" : "|") + ' ',
                       cut(shown, part));
  }
  const std::uint32_t end = row_at(excerpt, lines.end, 0).column_of(span.end);
  // The mark stands beneath the last character, behind which the span ends.
  const std::string line = '|' + std::string(std::clamp(end, 1U, columns), '_') + sign;
  return out + left_edge(excerpt, "", '|') + ' ' + paint(color, line) + '\n';
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

// What differs between two texts: the lines between their common begin and end.
struct LineChange {
  std::vector<std::string_view> before;
  std::vector<std::string_view> after;
  std::size_t kept = 0;  // lines in front that are the same
};

LineChange line_change(std::string_view before, std::string_view after) {
  LineChange change{lines_of(before), lines_of(after), 0};
  auto& [left, right, kept] = change;
  const auto [left_end, right_end] =
      std::mismatch(left.rbegin(), left.rend(), right.rbegin(), right.rend());
  left.erase(left_end.base(), left.end());
  right.erase(right_end.base(), right.end());
  const auto [left_begin, right_begin] =
      std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  kept = static_cast<std::size_t>(left_begin - left.begin());
  right.erase(right.begin(), right_begin);
  left.erase(left.begin(), left_begin);
  return change;
}

// "12 - text"; `number` counts from 0.
std::string changed_line(const Excerpt& excerpt, std::size_t number, std::string_view line,
                         char sign, Paint::Color color) {
  const DisplayLine shown = display_line(line);
  const std::string part = cut(shown, window(shown.width, {0, 0}, available(excerpt, 0)));
  const std::string row = without_trailing_blanks(std::string(1, sign) + ' ' + part);
  const std::string digits = std::to_string(number + 1);
  const std::size_t blanks =
      excerpt.gutter + 1 - std::min<std::size_t>(excerpt.gutter, digits.size());
  return excerpt.style.paint(Paint::Color::blue, std::string(blanks, ' ') + digits) + ' ' +
         excerpt.style.paint(color, row) + '\n';
}

// Begin and end of the whole lines that the edits touch.
Span touched_lines(const SourceText& text, const std::vector<Edit>& edits) {
  Span touched{text.size(), 0};
  for (const Edit& edit : edits) {
    touched.begin = std::min(touched.begin, text.line(text.line_of(edit.span.begin)).begin);
    touched.end = std::max(touched.end, text.line(text.line_of(edit.span.end)).end);
  }
  return touched;
}

}  // namespace

std::string Excerpt::mark(Span span, char sign, Paint::Color color) const {
  const std::uint32_t first = text.line_of(span.begin);
  // A span that ends at the begin of a line ends with the line before it.
  const std::uint32_t last = text.line_of(span.empty() ? span.begin : span.end - 1);
  return left_edge(*this, "", '|') + '\n' +
         (first == last ? one_line(*this, first, span, sign, color)
                        : many_lines(*this, {first, last}, span, sign, color));
}

std::string Excerpt::preview(const std::vector<Edit>& edits) const {
  if (edits.empty()) return {};
  const Span touched = touched_lines(text, edits);
  if (touched.size() > 2 * kLongLine) return {};
  std::vector<Edit> moved = edits;
  for (Edit& edit : moved) {
    edit.span.begin -= touched.begin;
    edit.span.end -= touched.begin;
  }
  const std::string after = apply_edits(text.bytes(touched), std::move(moved));
  for (const Span& secret : masked) {
    if (!secret.empty() && after.find(text.bytes(secret)) != std::string::npos) return {};
  }
  const std::string before = shown_bytes(*this, touched);
  const LineChange change = line_change(before, after);
  if (change.before.size() + change.after.size() > kMostPreviewLines) return {};
  const std::size_t first = text.line_of(touched.begin) + change.kept;
  std::string out = left_edge(*this, "", '|') + '\n';
  for (std::size_t i = 0; i < change.before.size(); ++i) {
    out += changed_line(*this, first + i, change.before[i], '-', Paint::Color::red);
  }
  for (std::size_t i = 0; i < change.after.size(); ++i) {
    out += changed_line(*this, first + i, change.after[i], '+', Paint::Color::green);
  }
  return out;
}

std::string Excerpt::remark(std::string_view label, std::string_view message) const {
  return std::string(gutter + 2, ' ') + style.paint(Paint::Color::blue, "=") + ' ' +
         style.paint(Paint::Color::bold, std::string(label) + ':') + ' ' + printable(message) +
         '\n';
}

std::uint32_t number_width(const SourceText& text, std::uint32_t offset) {
  return static_cast<std::uint32_t>(std::to_string(text.line_of(offset) + 1).size());
}

}  // namespace buildspec::cli
