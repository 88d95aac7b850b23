// A range of bytes in a UTF-8 text: the one coordinate everything inside the project uses.
#pragma once

#include <compare>
#include <cstdint>

namespace buildspec {

// Half open: `begin` is the first byte, `end` the byte behind the last one.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  // An offset touches a span when it lies in it or right behind it, as a text cursor does.
  [[nodiscard]] constexpr bool touches(std::uint32_t offset) const {
    return begin <= offset && offset <= end;
  }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const {
    return begin <= offset && offset < end;
  }
  [[nodiscard]] constexpr bool contains(Span other) const {
    return begin <= other.begin && other.end <= end;
  }
  // Sorted by begin, then end: the order of findings.
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace buildspec
