#include "linter/lang/text_sketch.h"

#include <cstddef>

namespace buildspec {

// With this bit a letter is in lower case; that other signs may then share a mark does no harm.
std::uint32_t TextSketch::mark(const char* three) {
  const auto byte = [three](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(three[i]) | 0x20U);
  };
  const std::uint32_t mixed = (byte(0) | byte(1) << 8U | byte(2) << 16U) * 0x9E3779B1U;
  return mixed >> 23U;
}
static_assert(0xFFFFFFFFU >> 23U == 511);

TextSketch::TextSketch(std::string_view text) {
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
    const std::uint32_t at = mark(text.data() + i);
    marks_[at / 64] |= std::uint64_t{1} << (at % 64);
  }
}

bool TextSketch::may_hold(std::string_view part) const {
  for (std::size_t i = 0; i + 3 <= part.size(); ++i) {
    const std::uint32_t at = mark(part.data() + i);
    if ((marks_[at / 64] >> (at % 64) & 1U) == 0) return false;
  }
  return true;
}

}  // namespace buildspec
