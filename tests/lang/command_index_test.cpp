#include "linter/lang/command_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"

namespace buildspec {
namespace {

using Readings = std::vector<std::shared_ptr<const CommandReading>>;

constexpr std::string_view kWords[] = {"docker", " rm ", "set ", "aws s3", " -x", "npm ", "go"};

std::shared_ptr<const CommandReading> reading(std::string_view text) {
  auto made = std::make_shared<CommandReading>();
  made->sketch = TextSketch(text);
  return made;
}

// What a look at each command finds.
std::vector<std::uint32_t> one_by_one(const Readings& readings, std::string_view word) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < readings.size(); ++i)
    if (readings[i]->sketch.may_hold(word)) found.push_back(i);
  return found;
}

std::vector<std::uint32_t> holding(const CommandIndex& index, std::string_view word) {
  return index.holding(std::span(&word, 1));
}

}  // namespace

TEST_CASE("an index finds what a look at each command finds, through many versions") {
  std::mt19937 random(7);
  const auto below = [&random](std::size_t limit) {
    return static_cast<std::size_t>(random() % limit);
  };
  const auto text = [&] {
    constexpr std::string_view kTexts[] = {"docker push $IMAGE",   "rm -r out",        "set -ex",
                                           "aws s3 sync a s3://b", "npm ci; go build", ""};
    return kTexts[below(std::size(kTexts))];
  };
  Readings readings;
  for (int i = 0; i < 1'500; ++i) readings.push_back(reading(text()));
  auto index = std::make_unique<const CommandIndex>(readings);
  for (int version = 0; version < 300; ++version) {
    // A stretch of commands is replaced by another one.
    const std::size_t begin = below(readings.size() + 1);
    const std::size_t removed =
        std::min(readings.size() - begin, below(version % 50 == 0 ? 900 : 4));
    const std::size_t added = below(version % 40 == 0 ? 1'200 : 4);
    const auto at = readings.begin() + static_cast<std::ptrdiff_t>(begin);
    readings.erase(at, at + static_cast<std::ptrdiff_t>(removed));
    Readings between;
    for (std::size_t i = 0; i < added; ++i) between.push_back(reading(text()));
    const std::size_t tail = readings.size() - begin;
    readings.insert(readings.begin() + static_cast<std::ptrdiff_t>(begin), between.begin(),
                    between.end());
    index = std::make_unique<const CommandIndex>(*index, begin, tail, between);
    REQUIRE(index->size() == readings.size());
    const std::vector<const CommandReading*> all = index->readings();
    REQUIRE(std::equal(all.begin(), all.end(), readings.begin(), readings.end(),
                       [](const auto* a, const auto& b) { return a == b.get(); }));
    for (const std::string_view word : kWords) {
      INFO(version, " ", word);
      REQUIRE(holding(*index, word) == one_by_one(readings, word));
    }
  }
}

TEST_CASE("several words are one question") {
  const Readings readings{reading("docker push"), reading("make"), reading("rm -r out")};
  const CommandIndex index(readings);
  constexpr std::string_view kBoth[] = {"docker", " rm "};
  CHECK(index.holding(kBoth) == std::vector<std::uint32_t>{0, 2});
  CHECK(index.holding({}).empty());
  CHECK(holding(index, "terraform").empty());
  CHECK(holding(CommandIndex(), "make").empty());
}

TEST_CASE("commands are found in whatever style they are written") {
  const SnapshotPtr snapshot = analyze("b.yml", 0,
                                       SourceText("version: 0.2\nphases:\n  build:\n    commands:\n"
                                                  "      - \"\\x64ocker build .\"\n"
                                                  "      - make\n"
                                                  "      - |\n        sudo DOCKER push\n"),
                                       nullptr);
  CHECK(commands_holding(*snapshot, {"docker"}) == std::vector<std::uint32_t>{0, 2});
  CHECK(commands_holding(*snapshot, {" build "}) == std::vector<std::uint32_t>{0});
}

}  // namespace buildspec
