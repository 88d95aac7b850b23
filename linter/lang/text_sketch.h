// What a text surely does not hold, known without looking at it again: 64 bytes in which every run
// of three signs leaves a mark. Letters count in lower case, and whatever cannot be part of a name
// (and both ends of the text) as a blank: " env " asks for a word. Pure; any thread.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace buildspec {

class TextSketch {
 public:
  static constexpr std::uint32_t kMarks = 512;

  TextSketch() = default;  // of no text at all: not even blanks
  explicit TextSketch(std::string_view text);

  // False only where the text does not hold the part, in whatever case of ASCII letters. Parts of
  // less than three bytes may always be there.
  [[nodiscard]] bool may_hold(std::string_view part) const;

  // Calls with the number of each mark that is set, once each.
  template <class Function>
  void for_each_mark(Function&& function) const {
    for (std::uint32_t i = 0; i < marks_.size(); ++i)
      for (std::uint64_t left = marks_[i]; left != 0; left &= left - 1)
        function(i * 64 + static_cast<std::uint32_t>(std::countr_zero(left)));
  }
  // The same for all marks that a part asks for; the same mark perhaps twice.
  template <class Function>
  static void for_each_mark_of(std::string_view part, Function&& function) {
    for (std::size_t i = 0; i + 3 <= part.size(); ++i)
      function(mark(fold(part[i]), fold(part[i + 1]), fold(part[i + 2])));
  }

 private:
  static std::uint8_t fold(char c);
  static constexpr std::uint32_t mark(std::uint8_t a, std::uint8_t b, std::uint8_t c) {
    const std::uint32_t three = static_cast<std::uint32_t>(a) |
                                static_cast<std::uint32_t>(b) << 8U |
                                static_cast<std::uint32_t>(c) << 16U;
    return (three * 0x9E3779B1U) >> 23U;
  }
  static_assert(0xFFFFFFFFU >> 23U == kMarks - 1);

  std::array<std::uint64_t, kMarks / 64> marks_{};
};

}  // namespace buildspec
