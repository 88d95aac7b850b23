// A decoded scalar: its value, and where in the source every byte of it comes from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/text/span.h"

namespace buildspec {

// Maps offsets of a decoded value to offsets of the source. Kept as runs: within one, decoded and
// source advance together, byte by byte.
class OffsetMap {
 public:
  struct Run {
    std::uint32_t decoded = 0;     // first decoded byte of the run
    std::uint32_t source = 0;      // its source byte
    std::uint32_t source_end = 0;  // end of the source bytes of the run's last decoded byte
  };

  OffsetMap() = default;
  // The value stands in the source as it is, from `source` on.
  explicit OffsetMap(std::uint32_t source) : identity_(source) {}
  explicit OffsetMap(std::vector<Run> runs) : runs_(std::move(runs)) {}

  // The source byte that a decoded byte begins at. An offset at or behind the end of the value is
  // the end of the last byte's source.
  [[nodiscard]] std::uint32_t source(std::uint32_t decoded) const;
  // From the begin of the first byte's source to the end of the last one's.
  [[nodiscard]] Span source(Span decoded) const;
  // The decoded offset for a source offset: of the nearest decoded byte that begins at or before
  // it.
  [[nodiscard]] std::uint32_t decoded(std::uint32_t source) const;

 private:
  std::uint32_t identity_ = 0;
  std::vector<Run> runs_;  // empty: identity
};

// The value either stands in the source as it is (then it is a view of the text, which the tree
// that made it keeps alive) or had to be decoded (then this object owns it). Copies are safe.
class Scalar {
 public:
  Scalar() = default;
  Scalar(std::string_view in_source, std::uint32_t source);
  Scalar(std::string decoded, OffsetMap map);

  [[nodiscard]] std::string_view value() const;
  [[nodiscard]] const OffsetMap& map() const;
  // The source bytes that a part of the value comes from.
  [[nodiscard]] Span source(Span decoded) const { return map().source(decoded); }

 private:
  std::string_view in_source_;  // bytes owned by the tree's text
  std::string decoded_;
  bool owns_ = false;
  OffsetMap map_;
};

}  // namespace buildspec
