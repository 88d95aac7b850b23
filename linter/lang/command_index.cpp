#include "linter/lang/command_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace buildspec {
namespace {

constexpr std::size_t kMost = 512;   // commands of a block: a row fills a line of the cache
constexpr std::size_t kFewest = 64;  // smaller ones grow when something beside them changes
using Row = std::array<std::uint64_t, kMost / 64>;

}  // namespace

struct CommandIndex::Block {
  explicit Block(Readings readings)
      : count(readings.size()), width((count + 63) / 64), bits(TextSketch::kMarks * width) {
    for (std::size_t i = 0; i < count; ++i) {
      readings[i]->sketch.for_each_mark(
          [&](std::uint32_t mark) { bits[mark * width + i / 64] |= std::uint64_t{1} << (i % 64); });
    }
  }

  // Adds the commands that hold all marks of the word.
  void find(std::string_view word, Row& found) const {
    Row all;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t rest = count - i * 64;
      all[i] = rest < 64 ? (std::uint64_t{1} << rest) - 1 : ~std::uint64_t{0};
    }
    TextSketch::for_each_mark_of(word, [&](std::uint32_t mark) {
      for (std::size_t i = 0; i < width; ++i) all[i] &= bits[mark * width + i];
    });
    for (std::size_t i = 0; i < width; ++i) found[i] |= all[i];
  }

  std::size_t count;
  std::size_t width;  // of a row
  std::vector<std::uint64_t> bits;
};

CommandIndex::CommandIndex(Readings readings, const CommandIndex* previous,
                           Readings previous_readings) {
  if (previous == nullptr) {
    add(readings);
    return;
  }
  const auto shorter = std::min(readings.size(), previous_readings.size());
  const auto differs =
      std::mismatch(readings.begin(), readings.begin() + shorter, previous_readings.begin());
  const auto head = static_cast<std::size_t>(differs.first - readings.begin());
  const auto behind = std::mismatch(readings.rbegin(), readings.rbegin() + (shorter - head),
                                    previous_readings.rbegin());
  const auto tail = static_cast<std::size_t>(behind.first - readings.rbegin());

  const auto& blocks = previous->blocks_;
  std::size_t kept = 0;   // blocks in front
  std::size_t begin = 0;  // commands in them
  while (kept < blocks.size() && begin + blocks[kept]->count <= head)
    begin += blocks[kept++]->count;
  std::size_t last = blocks.size();  // blocks up to here are not kept
  std::size_t end = 0;               // commands in those behind
  while (last > kept && end + blocks[last - 1]->count <= tail) end += blocks[--last]->count;
  // A block that became small takes its neighbour in.
  const auto rest = [&] { return readings.size() - begin - end; };
  while (rest() != 0 && rest() < kFewest && last < blocks.size()) end -= blocks[last++]->count;

  blocks_.assign(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(kept));
  add(readings.subspan(begin, rest()));
  blocks_.insert(blocks_.end(), blocks.begin() + static_cast<std::ptrdiff_t>(last), blocks.end());
}

void CommandIndex::add(Readings readings) {
  // Of equal size, so that each has room for more.
  std::size_t parts = (readings.size() + kMost - 1) / kMost;
  for (; parts != 0; --parts) {
    const std::size_t count = (readings.size() + parts - 1) / parts;
    blocks_.push_back(std::make_shared<const Block>(readings.first(count)));
    readings = readings.subspan(count);
  }
}

std::vector<std::uint32_t> CommandIndex::holding(std::span<const std::string_view> words) const {
  std::vector<std::uint32_t> numbers;
  std::size_t begin = 0;
  for (const auto& block : blocks_) {
    Row found{};
    for (const std::string_view word : words) block->find(word, found);
    for (std::size_t i = 0; i < block->width; ++i) {
      for (std::uint64_t left = found[i]; left != 0; left &= left - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(left));
        numbers.push_back(static_cast<std::uint32_t>(begin + i * 64 + bit));
      }
    }
    begin += block->count;
  }
  return numbers;
}

}  // namespace buildspec
