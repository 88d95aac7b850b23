#include "linter/text/line_comparison.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace buildspec {
namespace {

using Lines = std::vector<std::string_view>;

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

// The longest common subsequence of the middle parts, by the textbook's table.
void add_changes(std::vector<ComparedLine>& steps, std::span<const std::string_view> before,
                 std::span<const std::string_view> after) {
  const std::size_t width = after.size() + 1;
  if (before.empty() || after.empty() || before.size() > kLargestTable / width) {
    for (const std::string_view line : before) steps.push_back({LineFate::removed, line});
    for (const std::string_view line : after) steps.push_back({LineFate::added, line});
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
      steps.push_back({LineFate::same, before[i]});
      ++i, ++j;
    } else if (j == after.size() ||
               (i < before.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      steps.push_back({LineFate::removed, before[i++]});
    } else {
      steps.push_back({LineFate::added, after[j++]});
    }
  }
}

}  // namespace

std::vector<ComparedLine> compare_lines(std::string_view text_before, std::string_view text_after) {
  const Lines before = lines_of(text_before);
  const Lines after = lines_of(text_after);
  std::size_t head = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<ComparedLine> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({LineFate::same, before[i]});
  add_changes(steps, std::span(before).subspan(head, before.size() - head - tail),
              std::span(after).subspan(head, after.size() - head - tail));
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) {
    steps.push_back({LineFate::same, before[i]});
  }
  return steps;
}

}  // namespace buildspec
