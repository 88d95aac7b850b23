// Which commands of a document may hold a word, without a look at each of them: the sketches of all
// commands turned on their side, a row of bits for every mark. In blocks that versions of a
// document share. Asked through commands_holding(). Immutable; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"

namespace buildspec {

class CommandIndex {
 public:
  using Readings = std::span<const std::shared_ptr<const CommandReading>>;

  // The second pair is an earlier version: it only makes this faster.
  explicit CommandIndex(Readings readings, const CommandIndex* previous = nullptr,
                        Readings previous_readings = {});

  // The numbers of the commands whose sketch holds one of the words, in order.
  [[nodiscard]] std::vector<std::uint32_t> holding(std::span<const std::string_view> words) const;

 private:
  struct Block;

  void add(Readings readings);

  std::vector<std::shared_ptr<const Block>> blocks_;
};

}  // namespace buildspec
