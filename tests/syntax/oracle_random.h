// Random numbers that are the same on every platform: tests name their seed, and a failure can be
// repeated anywhere.
#pragma once

#include <cstdint>

namespace buildspec::test {

// splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }
  // 0 to `limit` - 1; `limit` is not 0.
  [[nodiscard]] std::uint32_t below(std::uint64_t limit) {
    return static_cast<std::uint32_t>(next() % limit);
  }

 private:
  std::uint64_t state_;
};

}  // namespace buildspec::test
