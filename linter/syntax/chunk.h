// How a tree is stored: its preorder stream of records, cut into immutable chunks that versions of
// a document share. Owned by the trees that hold them; read from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "linter/syntax/records.h"
#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec::syntax {

// Anchor and tag of one record, relative to the chunk's text; empty where there is none.
struct Properties {
  std::uint32_t record = 0;
  Span anchor;
  Span tag;
};

// One open block collection. The frames are all that a line's meaning depends on.
struct Frame {
  std::int32_t indent = 0;
  bool sequence = false;
  bool in_key = false;       // reading the key behind "?"
  bool needs_value = false;  // has read that key, ":" may follow
  std::int32_t record = -1;  // in the chunk being written; -1: in an earlier one
  friend bool operator==(const Frame& a, const Frame& b) {
    return a.indent == b.indent && a.sequence == b.sequence && a.in_key == b.in_key &&
           a.needs_value == b.needs_value;
  }
};

// No chunk but the last one of a text is shorter.
inline constexpr std::uint32_t kLeastBytes = 512;

struct Chunk {
  std::vector<Frame> before;  // the parser's state at the begin
  RecordList records;
  std::vector<Properties> properties;  // sorted by record
  std::vector<Problem> problems;       // relative to the begin
  std::uint32_t length = 0;            // bytes of text
  std::uint32_t looked = 0;            // bytes from the begin on that the parser looked at
  std::uint32_t last_end = 0;          // end of the last node
  std::uint32_t aliases = 0;
  std::uint16_t min_depth = 0xFFFF;
  bool certain = true;

  [[nodiscard]] std::size_t memory() const;
};
using ChunkPtr = std::shared_ptr<const Chunk>;

// A chunk's place in one version of the text.
struct Piece {
  ChunkPtr chunk;
  std::uint32_t begin = 0;
};

}  // namespace buildspec::syntax
