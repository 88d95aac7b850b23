// How a tree is stored: a flat preorder stream of records, cut into immutable chunks that versions
// of a document share. Owned by the trees that hold them; read from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec::syntax {

// One node. Children are the records behind it that are one deeper; its end follows from depth.
struct Record {
  static constexpr std::uint8_t kFlow = 1;
  static constexpr std::uint8_t kOpen = 2;        // a collection that the chunk's end cuts
  static constexpr std::uint8_t kVerbatim = 4;    // the value stands in the source, quotes aside
  static constexpr std::uint8_t kProperties = 8;  // its anchor and tag are in Chunk::properties
  static constexpr std::uint8_t kKey = 16;        // the key of a pair

  std::uint32_t begin = 0;   // from the begin of the chunk's text
  std::uint32_t length = 0;  // bytes; 0 for a collection that is open
  // Collections: records from this one to the first behind it, in this chunk. Block scalars: the
  // column of their body.
  std::uint32_t extent = 1;
  std::uint16_t depth = 0;
  Kind kind : 4 = Kind::missing;
  ScalarStyle style : 4 = ScalarStyle::plain;
  std::uint8_t flags = 0;

  [[nodiscard]] bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  [[nodiscard]] bool collection() const { return kind <= Kind::sequence; }
  [[nodiscard]] std::uint32_t skip() const { return collection() ? extent : 1; }
};
static_assert(sizeof(Record) == 16);

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
  std::vector<Record> records;
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
