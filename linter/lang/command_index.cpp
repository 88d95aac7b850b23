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
  explicit Block(std::span<const ReadingPtr> all)
      : readings(all.begin(), all.end()),
        width((all.size() + 63) / 64),
        bits(TextSketch::kMarks * width) {
    for (std::size_t i = 0; i < readings.size(); ++i) {
      readings[i]->sketch.for_each_mark(
          [&](std::uint32_t mark) { bits[mark * width + i / 64] |= std::uint64_t{1} << (i % 64); });
    }
  }

  // Adds the commands that hold all marks of the word.
  void find(std::string_view word, Row& found) const {
    Row all;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t rest = readings.size() - i * 64;
      all[i] = rest < 64 ? (std::uint64_t{1} << rest) - 1 : ~std::uint64_t{0};
    }
    TextSketch::for_each_mark_of(word, [&](std::uint32_t mark) {
      for (std::size_t i = 0; i < width; ++i) all[i] &= bits[mark * width + i];
    });
    for (std::size_t i = 0; i < width; ++i) found[i] |= all[i];
  }

  std::vector<ReadingPtr> readings;
  std::size_t width;  // of a row
  std::vector<std::uint64_t> bits;
};

CommandIndex::CommandIndex(const CommandIndex& previous, std::size_t head, std::size_t tail,
                           std::span<const ReadingPtr> between) {
  const auto& blocks = previous.blocks_;
  std::size_t kept = 0;   // blocks in front
  std::size_t begin = 0;  // commands in them
  while (kept < blocks.size() && begin + blocks[kept]->readings.size() <= head)
    begin += blocks[kept++]->readings.size();
  std::size_t last = blocks.size();  // blocks up to here are not kept
  std::size_t end = 0;               // commands in those behind
  while (last > kept && end + blocks[last - 1]->readings.size() <= tail)
    end += blocks[--last]->readings.size();
  // A block that became small takes its neighbour in.
  const auto rest = [&] { return head + between.size() + tail - begin - end; };
  while (rest() != 0 && rest() < kFewest && last < blocks.size())
    end -= blocks[last++]->readings.size();

  std::vector<ReadingPtr> fresh;
  fresh.reserve(rest());
  for (std::size_t i = begin; i < head; ++i) fresh.push_back(previous.at(i));
  fresh.insert(fresh.end(), between.begin(), between.end());
  for (std::size_t i = previous.size() - tail; i < previous.size() - end; ++i)
    fresh.push_back(previous.at(i));

  take(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(kept));
  add(fresh);
  take(blocks.begin() + static_cast<std::ptrdiff_t>(last), blocks.end());
}

void CommandIndex::take(std::vector<std::shared_ptr<const Block>>::const_iterator begin,
                        std::vector<std::shared_ptr<const Block>>::const_iterator end) {
  for (auto block = begin; block != end; ++block) {
    blocks_.push_back(*block);
    size_ += (*block)->readings.size();
  }
}

void CommandIndex::add(std::span<const ReadingPtr> readings) {
  // Of equal size, so that each has room for more.
  std::size_t parts = (readings.size() + kMost - 1) / kMost;
  for (; parts != 0; --parts) {
    const std::size_t count = (readings.size() + parts - 1) / parts;
    blocks_.push_back(std::make_shared<const Block>(readings.first(count)));
    readings = readings.subspan(count);
    size_ += count;
  }
}

CommandIndex::ReadingPtr CommandIndex::at(std::size_t number) const {
  for (const auto& block : blocks_) {
    if (number < block->readings.size()) return block->readings[number];
    number -= block->readings.size();
  }
  return nullptr;
}

std::vector<const CommandReading*> CommandIndex::readings() const {
  std::vector<const CommandReading*> all;
  all.reserve(size_);
  for (const auto& block : blocks_)
    for (const ReadingPtr& reading : block->readings) all.push_back(reading.get());
  return all;
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
    begin += block->readings.size();
  }
  return numbers;
}

}  // namespace buildspec
