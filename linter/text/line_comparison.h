// Two texts line by line: what stayed, went and came. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace buildspec {

enum class LineFate : std::uint8_t { same, removed, added };

struct ComparedLine {
  LineFate fate = LineFate::same;
  std::string_view line;  // with its end; of the text before, unless it was added
};

// A shortest way from one text to the other; where they differ in thousands of lines on both
// sides, all of those are shown as replaced. Views are of the two texts.
[[nodiscard]] std::vector<ComparedLine> compare_lines(std::string_view before,
                                                      std::string_view after);

}  // namespace buildspec
