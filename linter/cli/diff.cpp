#include "linter/cli/diff.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "linter/text/line_comparison.h"

namespace buildspec::cli {
namespace {

using Steps = std::span<const ComparedLine>;

constexpr std::size_t kContext = 3;

char sign(LineFate fate) {
  switch (fate) {
    case LineFate::same: return ' ';
    case LineFate::removed: return '-';
    case LineFate::added: return '+';
  }
  return ' ';
}

std::string hunk_range(std::size_t begin, std::size_t count) {
  // An empty range names the line in front of it.
  return std::to_string(count == 0 ? begin : begin + 1) + ',' + std::to_string(count);
}

// Steps [begin, end), of which the first stands at these lines, counted from 0.
std::string hunk(Steps steps, std::size_t old_line, std::size_t new_line) {
  std::size_t old_count = 0;
  std::size_t new_count = 0;
  std::string body;
  for (const ComparedLine& step : steps) {
    if (step.fate != LineFate::added) ++old_count;
    if (step.fate != LineFate::removed) ++new_count;
    body += sign(step.fate);
    body += step.line;
    if (!step.line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
  }
  return "@@ -" + hunk_range(old_line, old_count) + " +" + hunk_range(new_line, new_count) +
         " @@\n" + body;
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<ComparedLine> steps = compare_lines(before, after);
  std::string out = "--- " + std::string(path) + "\n+++ " + std::string(path) + '\n';
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t at = 0;
  const auto advance = [&](std::size_t to) {
    for (; at < to; ++at) {
      if (steps[at].fate != LineFate::added) ++old_line;
      if (steps[at].fate != LineFate::removed) ++new_line;
    }
  };
  const auto changed = [](const ComparedLine& step) { return step.fate != LineFate::same; };
  auto first = std::find_if(steps.begin(), steps.end(), changed);
  while (first != steps.end()) {
    // A hunk goes on as long as changes are no further apart than their contexts reach.
    auto last = first;
    for (auto next = first; next != steps.end() && next - last <= 2 * static_cast<int>(kContext);
         ++next) {
      if (changed(*next)) last = next;
    }
    const auto index = static_cast<std::size_t>(first - steps.begin());
    advance(std::max(at, index - std::min(index, kContext)));
    const std::size_t begin = at;
    const std::size_t end =
        std::min(steps.size(), static_cast<std::size_t>(last - steps.begin()) + 1 + kContext);
    out += hunk(Steps(steps).subspan(begin, end - begin), old_line, new_line);
    advance(end);
    first = std::find_if(last + 1, steps.end(), changed);
  }
  return out;
}

}  // namespace buildspec::cli
