#include "linter/cli/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <vector>

using namespace buildspec::cli;

namespace {

// Squares, taken in order; also how many were worked on.
struct Result {
  std::vector<std::size_t> taken;
  std::size_t worked = 0;
};

Result squares(std::size_t count, unsigned threads) {
  Result result;
  std::atomic<std::size_t> worked = 0;
  std::vector<std::size_t> values(count);
  work_in_order(
      count, threads,
      [&](std::size_t i) {
        values[i] = i * i;
        ++worked;
      },
      [&](std::size_t i) { result.taken.push_back(values[i]); });
  result.worked = worked;
  return result;
}

}  // namespace

TEST_CASE("each thing is worked on once, and taken in order") {
  for (const unsigned threads : {1U, 2U, 16U}) {
    for (const std::size_t count : {0U, 1U, 5U, 1'000U}) {
      CAPTURE(threads);
      CAPTURE(count);
      const Result result = squares(count, threads);
      CHECK(result.worked == count);
      REQUIRE(result.taken.size() == count);
      for (std::size_t i = 0; i < count; ++i) CHECK(result.taken[i] == i * i);
    }
  }
}

TEST_CASE("few files start no thread") {
  CHECK(sensible_threads(0) == 1);
  CHECK(sensible_threads(1) == 1);
  CHECK(sensible_threads(10) == 1);
  CHECK(sensible_threads(10'000) >= 1);
}
