// The nodes of one chunk, as a flat preorder stream: written by the parser as Records, kept packed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linter/syntax/tree.h"

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
  [[nodiscard]] bool block_scalar() const {
    return kind == Kind::scalar && style >= ScalarStyle::literal;
  }
};
static_assert(sizeof(Record) == 16);

// Immutable. A chunk of usual size (2 KiB of text) fits into 6 bytes a record, which is what keeps
// a text of 100,000 dashes within six times its size; one that is a long flow collection, or very
// deep, is kept as it was written.
class RecordList {
 public:
  RecordList() = default;
  explicit RecordList(std::span<const Record> records);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  [[nodiscard]] std::uint32_t begin(std::uint32_t i) const {
    return packed() ? packed_[i].begin : wide_[i].begin;
  }
  [[nodiscard]] std::uint32_t depth(std::uint32_t i) const {
    return packed() ? packed_[i].depth : wide_[i].depth;
  }
  [[nodiscard]] Kind kind(std::uint32_t i) const {
    return packed() ? kind_of(packed_[i].form) : wide_[i].kind;
  }
  [[nodiscard]] ScalarStyle style(std::uint32_t i) const {
    return packed() ? style_of(packed_[i].form) : wide_[i].style;
  }
  [[nodiscard]] bool has(std::uint32_t i, std::uint8_t flag) const {
    return ((packed() ? packed_[i].flags : wide_[i].flags) & flag) != 0;
  }
  // Records from this one to the first that is not inside it.
  [[nodiscard]] std::uint32_t skip(std::uint32_t i) const {
    if (kind(i) > Kind::sequence) return 1;
    return packed() ? packed_[i].measure : wide_[i].extent;
  }
  // Bytes; 0 for a collection that is open.
  [[nodiscard]] std::uint32_t length(std::uint32_t i) const {
    if (!packed()) return wide_[i].length;
    return kind(i) > Kind::sequence ? packed_[i].measure : detail(i);
  }
  [[nodiscard]] std::uint32_t end(std::uint32_t i) const { return begin(i) + length(i); }
  // The column of a block scalar's body; 0 for every other node.
  [[nodiscard]] std::uint32_t body_column(std::uint32_t i) const {
    if (kind(i) != Kind::scalar || style(i) < ScalarStyle::literal) return 0;
    return packed() ? detail(i) : wide_[i].extent;
  }

  // How many records begin at or before an offset of the chunk's text: they are the first ones.
  [[nodiscard]] std::uint32_t count_to(std::uint32_t offset) const;
  // Where a record is stored: no two that live have one address.
  [[nodiscard]] const void* address(std::uint32_t i) const {
    return packed() ? static_cast<const void*>(&packed_[i]) : &wide_[i];
  }
  [[nodiscard]] std::size_t memory() const;

 private:
  struct Packed {
    std::uint16_t begin = 0;
    std::uint16_t measure = 0;  // the extent of a collection, the length of everything else
    std::uint16_t depth : 7 = 0;
    std::uint16_t form : 4 = 0;  // a kind; behind the last kind the styles of scalars but the first
    std::uint16_t flags : 5 = 0;
  };
  static_assert(sizeof(Packed) == 6);
  // The second number of those that have one: the length of a collection, the column of a block
  // scalar's body. 0 where none is kept.
  struct Detail {
    std::uint16_t record = 0;
    std::uint16_t number = 0;
  };

  static constexpr unsigned kKinds = static_cast<unsigned>(Kind::missing) + 1;
  static Kind kind_of(unsigned form) {
    return form < kKinds ? static_cast<Kind>(form) : Kind::scalar;
  }
  static ScalarStyle style_of(unsigned form) {
    return form < kKinds ? ScalarStyle::plain : static_cast<ScalarStyle>(form - kKinds + 1);
  }
  static bool fits(const Record& record);
  static Packed pack(const Record& record);

  [[nodiscard]] bool packed() const { return wide_.empty(); }
  [[nodiscard]] std::uint32_t detail(std::uint32_t i) const;

  std::uint32_t size_ = 0;
  std::vector<Packed> packed_;
  std::vector<Detail> details_;  // sorted by record
  std::vector<Record> wide_;     // all of them, where one does not fit
};

}  // namespace buildspec::syntax
