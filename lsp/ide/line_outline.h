// One line of block YAML taken apart by eye: indentation, dashes, key, value. For places where the
// cursor's line is too unfinished for any parser. Offsets are bytes of the text. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct LineOutline {
  Span line;                          // without its line end
  std::uint32_t first = 0;            // the first byte that is no blank; the end of a blank line
  std::vector<std::uint32_t> dashes;  // of sequence items, from left to right
  Span content;                       // behind the dashes, without comment and trailing blanks

  bool comment = false;          // nothing but a comment
  bool tabbed = false;           // a tab in the indentation: its depth cannot be told
  bool document_marker = false;  // "---" or "..."

  bool has_key = false;
  Span key;                 // as written, quotes included
  std::uint32_t colon = 0;  // of a key
  Span value;               // behind the colon, without comment and trailing blanks

  [[nodiscard]] bool blank() const { return first == line.end; }
  [[nodiscard]] std::uint32_t column(std::uint32_t offset) const { return offset - line.begin; }
};

[[nodiscard]] LineOutline outline_line(const SourceText& text, std::uint32_t number);

// The name of a key as written: without quotes, escapes left as they are.
[[nodiscard]] std::string_view unquoted(std::string_view name);

// "|", ">-", "|2+": what opens a block scalar.
[[nodiscard]] bool is_block_indicator(std::string_view value);

// What stands behind anchors and tags.
[[nodiscard]] std::string_view without_properties(std::string_view value);

// Nothing stands there but anchors and tags.
[[nodiscard]] bool is_empty_value(std::string_view value);

}  // namespace buildspec::ide
