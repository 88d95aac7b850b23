// The text of one document with its line index: immutable, cheap to copy, safe to share between
// threads. Offsets are bytes; positions are what an editor counts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linter/text/span.h"

namespace buildspec {

// The unit in which a position counts characters (LSP 3.17, PositionEncodingKind).
enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

// Line and character count from 0; `character` is in units of the encoding that goes with it.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

// One replacement: the bytes of `span` (of the text before) give way to `text`.
struct Edit {
  Span span;
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

// What an edit did, without its text: the bytes `before` became `length` bytes at the same place.
struct Change {
  Span before;
  std::uint32_t length = 0;
};

// A line ends at "\n", "\r\n" or a lone "\r" (LSP 3.17); the last line needs no end. Bytes that are
// not valid UTF-8 count as one character each, in every encoding, so that no conversion can fail.
class SourceText {
 public:
  SourceText();
  // Texts of 4 GiB and more are cut at 4 GiB - 1: every offset fits into 32 bits.
  explicit SourceText(std::string bytes);

  // A NUL byte stands behind the last one, as in a std::string.
  [[nodiscard]] std::string_view bytes() const;
  [[nodiscard]] std::string_view bytes(Span span) const;
  [[nodiscard]] std::uint32_t size() const;

  // At least 1: the empty text has one empty line.
  [[nodiscard]] std::uint32_t line_count() const;
  // The bytes of a line without its line end; a line behind the last one is the empty end of text.
  [[nodiscard]] Span line(std::uint32_t number) const;
  // The line, counted from 0, that an offset is in; offsets behind the end are on the last line.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;
  // Bytes between the begin of that line and the offset.
  [[nodiscard]] std::uint32_t column(std::uint32_t offset) const {
    return offset - line(line_of(offset)).begin;
  }

  // Both clamp: a character behind the end of its line means the line's end, a line behind the last
  // one the end of the text; an offset inside a character means its begin. The position of an
  // offset between "\r" and "\n" is the end of that line.
  [[nodiscard]] Position position(std::uint32_t offset, Encoding encoding) const;
  [[nodiscard]] std::uint32_t offset(Position position, Encoding encoding) const;

  // A new text with one replacement made; the span is clamped to the text.
  [[nodiscard]] SourceText edited(Span span, std::string_view replacement) const;

 private:
  struct Impl;
  explicit SourceText(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

// The text with all edits made; they must not overlap. Edits at one place keep their order.
[[nodiscard]] std::string apply_edits(std::string_view text, std::vector<Edit> edits);

}  // namespace buildspec
