// The command of a buildspec that a cursor stands in, as its shell reads it. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"

namespace buildspec::ide {

struct CommandAt {
  std::uint32_t index = 0;  // in Buildspec::commands
  CommandText text;
  std::uint32_t decoded = 0;  // the offset, in the command's text
};

// Linear in the number of commands; one of them is decoded.
[[nodiscard]] std::optional<CommandAt> command_at(const Snapshot& snapshot, std::uint32_t offset);

// The shell takes what stands there as it is: inside single quotes.
[[nodiscard]] bool in_single_quotes(const CommandAt& at);

}  // namespace buildspec::ide
