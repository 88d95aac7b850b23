#include "linter/lang/text_sketch.h"

#include "linter/text/letters.h"

namespace buildspec {
namespace {

constexpr bool is_of_names(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::array<std::uint8_t, 256> kFolded = [] {
  std::array<std::uint8_t, 256> folded{};
  for (unsigned i = 0; i < 256; ++i) {
    const auto c = static_cast<char>(i);
    folded[i] = static_cast<std::uint8_t>(is_of_names(c) ? to_lower(c) : ' ');
  }
  return folded;
}();

}  // namespace

std::uint8_t TextSketch::fold(char c) { return kFolded[static_cast<unsigned char>(c)]; }

TextSketch::TextSketch(std::string_view text) {
  std::uint8_t first = ' ';
  std::uint8_t second = text.empty() ? ' ' : fold(text[0]);
  const auto next = [&](std::uint8_t third) {
    const std::uint32_t at = mark(first, second, third);
    marks_[at / 64] |= std::uint64_t{1} << (at % 64);
    first = second;
    second = third;
  };
  for (std::size_t i = 1; i < text.size(); ++i) next(fold(text[i]));
  next(' ');
}

bool TextSketch::may_hold(std::string_view part) const {
  for (std::size_t i = 0; i + 3 <= part.size(); ++i) {
    const std::uint32_t at = mark(fold(part[i]), fold(part[i + 1]), fold(part[i + 2]));
    if ((marks_[at / 64] >> (at % 64) & 1U) == 0) return false;
  }
  return true;
}

}  // namespace buildspec
