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
// source advance together, byte by byte, but for the last byte, whose source may be longer. The
// bytes of one escape are runs of their own that all stand for the whole escape.
class OffsetMap {
 public:
  struct Run {
    std::uint32_t decoded = 0;     // first decoded byte of the run
    std::uint32_t source = 0;      // its source byte
    std::uint32_t source_end = 0;  // end of the source bytes of the run's last decoded byte
  };

  OffsetMap() = default;
  // A value of `length` bytes stands in the source as it is, from `source` on.
  OffsetMap(std::uint32_t source, std::uint32_t length) : identity_(source), length_(length) {}
  // `runs` are not empty and in order.
  OffsetMap(std::vector<Run> runs, std::uint32_t length)
      : length_(length), runs_(std::move(runs)) {}

  // The source byte that a decoded byte begins at. An offset at or behind the end of the value is
  // the end of the last byte's source.
  [[nodiscard]] std::uint32_t source(std::uint32_t decoded) const;
  // From the begin of the first byte's source to the end of the last one's.
  [[nodiscard]] Span source(Span decoded) const;
  // The decoded offset for a source offset: of the nearest decoded byte that begins at or before
  // it; behind the source of the last byte the end of the value, before the first one 0.
  [[nodiscard]] std::uint32_t decoded(std::uint32_t source) const;
  // Empty for a value that stands in the source as it is.
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }

 private:
  [[nodiscard]] std::uint32_t end_of(std::size_t run) const;  // behind its last decoded byte

  std::uint32_t identity_ = 0;
  std::uint32_t length_ = 0;
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
