// A document as a list of what stands in it, with nothing but white space and comments between, and
// where each thing would stand in a good layout. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "linter/format/style.h"
#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec::format {

enum class TokenKind : std::uint8_t {
  marker,  // "---", "...", or a directive
  property,
  dash,  // or the "?" of a key
  colon,
  scalar,  // of a block scalar the header alone
  alias,
  body,  // of a block scalar: its lines from the begin of the first on, without the last break
  open,
  close,
  comma,
};

// Blanks before a token that does not begin its line.
enum class Gap : std::uint8_t { none, one, at_most_one, as_is };

// An open block collection, or (0) the document.
struct Level {
  std::uint32_t parent = 0;
  std::uint32_t old_column = 0;
  std::uint32_t column = 0;
  bool list = false;
};

struct Token {
  Span span;
  TokenKind kind = TokenKind::scalar;
  Gap gap = Gap::one;
  ScalarStyle style = ScalarStyle::plain;
  std::uint32_t level = 0;       // innermost
  std::uint32_t column = 0;      // in block style, where it begins its line; of a body its text's
  std::uint32_t old_column = 0;  // of a body: its text's as it stands
};

// Whole lines, counted from 0: the first and the last one.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0xFFFFFFFF;
  [[nodiscard]] bool contains(std::uint32_t line) const { return first <= line && line <= last; }
};

struct TokenList {
  std::vector<Token> tokens;
  std::vector<Level> levels;
  std::vector<Span> comments;      // each from its "#" to the end of its line
  std::optional<Span> unreadable;  // something that the list does not know; then it ends there
  bool too_deep = false;           // and this is why: collections in collections
};

// `tree` is whole: without faults. Collections that are not wholly in `lines` stay in their column.
[[nodiscard]] TokenList tokens_of(const Tree& tree, const Style& style, const Habits& habits,
                                  LineRange lines);

}  // namespace buildspec::format
