// What a text surely does not hold, known without looking at it again: 64 bytes in which every run
// of three bytes leaves a mark. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace buildspec {

class TextSketch {
 public:
  TextSketch() = default;  // of the empty text
  explicit TextSketch(std::string_view text);

  // False only where the text does not hold the part, in whatever case of ASCII letters. Parts of
  // less than three bytes may always be there.
  [[nodiscard]] bool may_hold(std::string_view part) const;

 private:
  static constexpr std::uint32_t kBits = 512;
  static std::uint32_t mark(const char* three);

  std::array<std::uint64_t, kBits / 64> marks_{};
};

}  // namespace buildspec
