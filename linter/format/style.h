// How a file is laid out where there is a choice. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "linter/syntax/tree.h"

namespace buildspec::format {

struct Style {
  std::uint32_t indent = 2;  // 1 to 16
  bool tabs = false;         // indent by tabs; in files that are JSON only, as YAML has none
  // Lists below a key are indented, or begin in the key's column; nothing: as most of the file's.
  std::optional<bool> indent_lists;
  bool trim_trailing_space = true;
  bool final_newline = true;
  bool trim_final_newlines = true;
};

// What the file itself decides: the habit of most of its places.
struct Habits {
  bool indent_lists = true;
  bool padded_braces = false;    // { a: b }
  bool padded_brackets = false;  // [ a ]
};
// A list that begins at `without` is not asked: it is the one that is being typed.
[[nodiscard]] Habits habits_of(const Tree& tree,
                               std::optional<std::uint32_t> without = std::nullopt);

// The byte that a collection begins with, anchors and tags of its first key included.
[[nodiscard]] std::uint32_t first_byte(const Node& collection);
// Bytes before it on its line, a byte order mark left out.
[[nodiscard]] std::uint32_t column_of(const SourceText& text, std::uint32_t offset);

}  // namespace buildspec::format
