// What is known about the commands of a document, one by one, and which of them may hold a word
// without a look at each: their sketches turned on their side, a row of bits for every mark. In
// blocks that versions of the document share. Immutable; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"

namespace buildspec {

class CommandIndex {
 public:
  using ReadingPtr = std::shared_ptr<const CommandReading>;

  CommandIndex() = default;
  explicit CommandIndex(std::span<const ReadingPtr> readings) { add(readings); }
  // The first `head` and the last `tail` commands are those of an earlier version.
  CommandIndex(const CommandIndex& previous, std::size_t head, std::size_t tail,
               std::span<const ReadingPtr> between);

  [[nodiscard]] std::size_t size() const { return size_; }
  // Linear in the number of blocks.
  [[nodiscard]] ReadingPtr at(std::size_t number) const;
  // All of them, good as long as the index is.
  [[nodiscard]] std::vector<const CommandReading*> readings() const;

  // The numbers of the commands whose sketch holds one of the words, in order.
  [[nodiscard]] std::vector<std::uint32_t> holding(std::span<const std::string_view> words) const;

 private:
  struct Block;

  void add(std::span<const ReadingPtr> readings);
  void take(std::vector<std::shared_ptr<const Block>>::const_iterator begin,
            std::vector<std::shared_ptr<const Block>>::const_iterator end);

  std::vector<std::shared_ptr<const Block>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace buildspec
