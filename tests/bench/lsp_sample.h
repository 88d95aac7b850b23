// A buildspec as people write them, of about a given number of lines: every command is its own,
// every fifth item is a script of several lines.
#pragma once

#include <cstddef>
#include <string>

namespace buildspec::bench {

struct Sample {
  std::string text;
  std::size_t line = 0;    // of a command in the middle
  std::size_t column = 0;  // the end of that line
};

[[nodiscard]] Sample write_sample(std::size_t lines);

}  // namespace buildspec::bench
