#include "linter/cli/diff.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace buildspec::cli {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;
// Beyond this many pairs of lines the middle is shown as replaced: 16 MiB of table.
constexpr std::size_t kLargestTable = 4U << 20U;

// Each line with its end.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// One line of the result: ' ' in both, '-' only before, '+' only after.
struct Step {
  char sign;
  std::string_view line;
};

// The longest common subsequence of the middle parts, by the textbook's table.
void add_changes(std::vector<Step>& steps, std::span<const std::string_view> before,
                 std::span<const std::string_view> after) {
  const std::size_t width = after.size() + 1;
  if (before.empty() || after.empty() || before.size() > kLargestTable / width) {
    for (const std::string_view line : before) steps.push_back({'-', line});
    for (const std::string_view line : after) steps.push_back({'+', line});
    return;
  }
  std::vector<std::uint32_t> common((before.size() + 1) * width);
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      common[i * width + j] =
          before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      steps.push_back({' ', before[i]});
      ++i, ++j;
    } else if (j == after.size() ||
               (i < before.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      steps.push_back({'-', before[i++]});
    } else {
      steps.push_back({'+', after[j++]});
    }
  }
}

std::vector<Step> steps_between(const Lines& before, const Lines& after) {
  std::size_t head = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({' ', before[i]});
  add_changes(steps, std::span(before).subspan(head, before.size() - head - tail),
              std::span(after).subspan(head, after.size() - head - tail));
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) {
    steps.push_back({' ', before[i]});
  }
  return steps;
}

std::string hunk_range(std::size_t begin, std::size_t count) {
  // An empty range names the line in front of it.
  return std::to_string(count == 0 ? begin : begin + 1) + ',' + std::to_string(count);
}

// Steps [begin, end), of which the first stands at these lines, counted from 0.
std::string hunk(std::span<const Step> steps, std::size_t old_line, std::size_t new_line) {
  std::size_t old_count = 0;
  std::size_t new_count = 0;
  std::string body;
  for (const Step& step : steps) {
    if (step.sign != '+') ++old_count;
    if (step.sign != '-') ++new_count;
    body += step.sign;
    body += step.line;
    if (!step.line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
  }
  return "@@ -" + hunk_range(old_line, old_count) + " +" + hunk_range(new_line, new_count) +
         " @@\n" + body;
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  std::string out = "--- " + std::string(path) + "\n+++ " + std::string(path) + '\n';
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t at = 0;
  const auto advance = [&](std::size_t to) {
    for (; at < to; ++at) {
      if (steps[at].sign != '+') ++old_line;
      if (steps[at].sign != '-') ++new_line;
    }
  };
  const auto changed = [](const Step& step) { return step.sign != ' '; };
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
    out += hunk(std::span(steps).subspan(begin, end - begin), old_line, new_line);
    advance(end);
    first = std::find_if(last + 1, steps.end(), changed);
  }
  return out;
}

}  // namespace buildspec::cli
