// The command of a buildspec that a node is, or that a cursor stands in, as its shell reads it.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"

namespace buildspec::ide {

// The command whose text a node is; null for any other. A look at each: for many nodes there is
// CommandFinder.
[[nodiscard]] const Command* command_of(const Buildspec& buildspec, const Node& node);

// The same for one node after the other. The buildspec must outlive it.
class CommandFinder {
 public:
  explicit CommandFinder(const Buildspec& buildspec) : commands_(buildspec.commands) {}
  [[nodiscard]] const Command* find(const Node& node);

 private:
  const std::vector<Command>& commands_;
  std::size_t next_ = 0;            // mostly the one behind the last that was asked for
  std::vector<std::size_t> lists_;  // where each begins in `commands_`, and the end; when needed
};

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
