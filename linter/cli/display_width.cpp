#include "linter/cli/display_width.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "linter/cli/width_ranges.h"
#include "linter/text/utf8.h"

namespace buildspec::cli {
namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kEmojiSelector = 0xFE0F;
constexpr char32_t kReplacement = 0xFFFD;

bool in(std::span<const CodePointRange> ranges, char32_t code_point) {
  const auto range = std::upper_bound(
      ranges.begin(), ranges.end(), code_point,
      [](char32_t code, const CodePointRange& candidate) { return code <= candidate.last; });
  return range != ranges.end() && range->first <= code_point;
}

std::uint32_t width_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (in(kZeroWidth, code_point)) return 0;
  return in(kDoubleWidth, code_point) ? 2 : 1;
}

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

// Embeddings, overrides and isolates (Unicode UAX 9): a line may read differently than it runs.
bool turns_direction(char32_t code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

bool is_skin_tone(char32_t code_point) { return code_point >= 0x1F3FB && code_point <= 0x1F3FF; }

char32_t shown_as(const Utf8Character& character) {
  const char32_t code = character.code_point;
  if (!character.valid || turns_direction(code)) return kReplacement;
  if (!is_control(code)) return code;
  if (code < 0x20) return 0x2400 + code;
  return code == 0x7F ? 0x2421 : kReplacement;
}

}  // namespace

DisplayLine display_line(std::string_view source) {
  DisplayLine line;
  line.text.reserve(source.size());
  char32_t previous = 0;
  for (std::size_t at = 0; at < source.size();) {
    const Utf8Character character = decode_utf8(source.substr(at));
    const char32_t shown = shown_as(character);
    const DisplayLine::Cell cell{static_cast<std::uint32_t>(at),
                                 static_cast<std::uint32_t>(line.text.size()), line.width};
    std::uint32_t width = width_of(shown);
    if (character.code_point == '\t') {
      width = kTabWidth - line.width % kTabWidth;
      line.text.append(width, ' ');
    } else {
      append_utf8(line.text, shown);
      // Joined characters share their columns; a selector asks for the wide picture of a symbol.
      if (previous == kJoiner || (is_skin_tone(shown) && line.width > 0)) width = 0;
      if (shown == kEmojiSelector && !line.cells.empty() &&
          line.width - line.cells.back().column == 1) {
        ++line.width;
      }
    }
    if (width > 0) line.cells.push_back(cell);
    line.width += width;
    previous = shown;
    at += character.length;
  }
  line.cells.push_back({static_cast<std::uint32_t>(source.size()),
                        static_cast<std::uint32_t>(line.text.size()), line.width});
  return line;
}

std::uint32_t DisplayLine::column_of(std::uint32_t source_offset) const {
  const auto behind =
      std::upper_bound(cells.begin(), cells.end(), source_offset,
                       [](std::uint32_t offset, const Cell& cell) { return offset < cell.source; });
  return behind == cells.begin() ? 0 : std::prev(behind)->column;
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = decode_utf8(text.substr(at));
    const char32_t code = character.code_point;
    if (!character.valid) {
      shown += text[at];
    } else if (code == '\n' || code == '\t' || code == '\r') {
      shown += ' ';
    } else {
      append_utf8(shown, shown_as(character));
    }
    at += character.length;
  }
  return shown;
}

}  // namespace buildspec::cli
