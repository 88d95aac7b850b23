// Between bytes and what the protocol counts. The encoding is an argument, never ambient. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "linter/text/source_text.h"
#include "linter/text/utf8.h"
#include "lsp/protocol/base.h"

namespace buildspec::lsp {

[[nodiscard]] inline lsp::Position to_position(const SourceText& text, std::uint32_t offset,
                                               Encoding encoding) {
  const buildspec::Position position = text.position(offset, encoding);
  return {position.line, position.character};
}

[[nodiscard]] inline Range to_range(const SourceText& text, Span span, Encoding encoding) {
  return {to_position(text, span.begin, encoding), to_position(text, span.end, encoding)};
}

[[nodiscard]] inline std::uint32_t to_offset(const SourceText& text, lsp::Position position,
                                             Encoding encoding) {
  return text.offset({position.line, position.character}, encoding);
}

// A range that runs backwards is taken the right way round.
[[nodiscard]] inline Span to_span(const SourceText& text, const Range& range, Encoding encoding) {
  const std::uint32_t start = to_offset(text, range.start, encoding);
  const std::uint32_t end = to_offset(text, range.end, encoding);
  return start <= end ? Span{start, end} : Span{end, start};
}

// to_position() of many offsets in the order of the text, in one pass over it: a single line may
// hold a megabyte of them. The text must outlive it.
class PositionCursor {
 public:
  PositionCursor(const SourceText& text, Encoding encoding)
      : text_(text), encoding_(encoding), line_(text.line(0)) {}

  // `offset` is not in front of the one before, and begins a character.
  [[nodiscard]] lsp::Position to(std::uint32_t offset) {
    if (offset > line_.end) {
      position_ = {text_.line_of(offset), 0};
      line_ = text_.line(position_.line);
      at_ = line_.begin;
    }
    const std::string_view bytes = text_.bytes();
    while (at_ < offset && at_ < line_.end) {
      if (static_cast<unsigned char>(bytes[at_]) < 0x80) {
        ++position_.character;
        ++at_;
        continue;
      }
      const Utf8Character next = decode_utf8(bytes.substr(at_));
      const bool two = encoding_ == Encoding::utf16 && next.code_point > 0xFFFF;
      position_.character += encoding_ == Encoding::utf8 ? next.length : two ? 2 : 1;
      at_ += next.length;
    }
    return position_;
  }

 private:
  const SourceText& text_;
  Encoding encoding_;
  Span line_;
  std::uint32_t at_ = 0;
  lsp::Position position_;
};

}  // namespace buildspec::lsp
