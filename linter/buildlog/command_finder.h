// Finds the commands of a log among those of a buildspec. Internal to linter/buildlog.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/buildlog/build_log.h"
#include "linter/lang/snapshot.h"

namespace buildspec {

struct FoundCommand {
  Command command;
  std::size_t lines_in_output = 0;  // of the run: its own later lines
};

// Asked for one run after the other: of equal commands the later one is the later item.
class CommandFinder {
 public:
  explicit CommandFinder(const Snapshot& snapshot);

  [[nodiscard]] std::optional<FoundCommand> find(const CommandRun& run);

 private:
  struct Candidate {
    Command command;
    std::vector<std::string> lines;  // without blank ones
  };
  [[nodiscard]] std::optional<FoundCommand> find_from(const CommandRun& run, std::size_t first,
                                                      bool whole);

  std::vector<Candidate> candidates_;
  std::size_t next_ = 0;
};

// The same text, blanks at the ends aside; "***" in the log stands for what the service masked.
[[nodiscard]] bool same_words(std::string_view written, std::string_view logged);

}  // namespace buildspec
