// Text as a terminal shows it: how many columns it takes, and nothing in it that could command the
// terminal. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::cli {

// Columns between tab stops. Terminals use 8; source is read with 4 more easily.
inline constexpr std::uint32_t kTabWidth = 4;

// One line of source made printable: tabs are blanks, control characters their pictures (U+2400…),
// characters that turn the direction of writing and invalid bytes are U+FFFD.
struct DisplayLine {
  struct Cell {
    std::uint32_t source = 0;  // byte offset in the source line
    std::uint32_t shown = 0;   // byte offset in `text`
    std::uint32_t column = 0;  // from 0
  };
  std::string text;
  std::uint32_t width = 0;  // columns in all
  // One for each character that takes a column, in order, and one for the end of the line.
  std::vector<Cell> cells;

  // The column of the character that a byte of the source line belongs to; `width` behind the end.
  [[nodiscard]] std::uint32_t column_of(std::uint32_t source_offset) const;
};

[[nodiscard]] DisplayLine display_line(std::string_view source);

// The same for text that is one line by nature: a message, a path. Newlines and tabs are blanks;
// invalid bytes stay, so that a path can be copied.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace buildspec::cli
