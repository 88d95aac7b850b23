// Where in the language a cursor stands, however unfinished the text around it is: the path from
// the root and what a completion there would replace. Block style is read by indentation, flow
// style (JSON too) by a scan from its opening bracket. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct Step {
  bool item = false;  // of a sequence; else the value of a key
  std::string name;   // of the key
  friend bool operator==(const Step&, const Step&) = default;
};

enum class PlaceKind : std::uint8_t {
  none,   // nothing can be completed: behind a value, in the indentation of a line, in a comment
  entry,  // in the collection or scalar at `path`: a key, an item's or a lone value
  value,  // behind a colon: `path` leads to the value
  text,   // inside the text of a scalar that began on an earlier line; `path` leads to it
};

struct Place {
  PlaceKind kind = PlaceKind::none;
  std::vector<Step> path;
  // What stands there already and gives way, before and behind the cursor.
  Span replace;
  bool flow = false;                  // in brackets or braces
  bool json = false;                  // names and texts of the neighbours are in double quotes
  bool has_colon = false;             // behind `replace`
  bool needs_blank = false;           // right behind a colon or dash
  bool in_mapping = false;            // flow: the innermost bracket is a brace
  bool behind_dash = false;           // block: an item's place
  char quote = '\0';                  // `replace` begins with this quote
  std::vector<std::string> siblings;  // keys of the same mapping, that of the cursor left out

  [[nodiscard]] bool has_sibling(std::string_view name) const;
};

[[nodiscard]] Place find_place(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec::ide
