// Between bytes and what the protocol counts. The encoding is an argument, never ambient. Pure.
#pragma once

#include <cstdint>

#include "linter/text/source_text.h"
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

}  // namespace buildspec::lsp
