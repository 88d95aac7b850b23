#include "rules/syntax/yaml-syntax/indentation.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rules/syntax/yaml-syntax/choice.h"
#include "rules/syntax/yaml-syntax/lines.h"

namespace buildspec::rules {
namespace {

// On every line at once: with some of them replaced the lines fit each other even less.
std::vector<Edit> tabs_as_blanks(const Snapshot& snapshot, std::size_t width) {
  std::vector<Edit> edits;
  for (const Problem& problem : snapshot.tree->problems()) {
    if (problem.kind != ProblemKind::tab_indentation) continue;
    std::string blanks;
    for (const char c : snapshot.text.bytes(problem.span)) {
      blanks.append(c == '\t' ? width : 1, ' ');
    }
    edits.push_back({problem.span, std::move(blanks)});
  }
  return edits;
}

Edit indent_line(const Snapshot& snapshot, std::uint32_t number, std::uint32_t columns) {
  const Span line = snapshot.text.line(number);
  return {Span{line.begin, line.begin + indent_of(snapshot, number)}, std::string(columns, ' ')};
}

// Every line with a tab as deep as the line above or below it.
std::vector<Edit> tabs_as_neighbours(const Snapshot& snapshot, int step) {
  std::vector<Edit> edits;
  for (const Problem& problem : snapshot.tree->problems()) {
    if (problem.kind != ProblemKind::tab_indentation) continue;
    const auto near = neighbour(snapshot, snapshot.text.line_of(problem.span.begin), step);
    const std::uint32_t columns = near ? indent_of(snapshot, *near) : 0;
    edits.push_back({problem.span, std::string(columns, ' ')});
  }
  return edits;
}

// What the lines around a line say about how deep it should be.
struct Surroundings {
  std::vector<std::uint32_t> levels;  // the columns of the lines above it and of the next one
  std::vector<std::uint32_t> lines;   // that may be wrong in its stead
};

Surroundings surroundings(const Snapshot& snapshot, std::uint32_t number) {
  constexpr std::size_t kMostLevels = 6;
  Surroundings found;
  const std::uint32_t indent = indent_of(snapshot, number);
  const auto add_level = [&found](std::uint32_t level) {
    if (std::ranges::find(found.levels, level) == found.levels.end()) {
      found.levels.push_back(level);
    }
  };
  const auto add_line = [&](std::uint32_t line) {
    if (found.lines.empty() || found.lines.back() != line) found.lines.push_back(line);
  };
  std::optional<std::uint32_t> head;
  for (auto above = neighbour(snapshot, number, -1); above && found.levels.size() < kMostLevels;
       above = neighbour(snapshot, *above, -1)) {
    const std::uint32_t level = indent_of(snapshot, *above);
    add_level(level);
    if (!head) add_line(*above);
    // The line that began what this one does not fit into, and the one around that.
    if (level < indent && found.levels.size() > 1) {
      if (head) add_line(*head);
      add_line(*above);
      head.reset();
      break;
    }
    if (!head || level <= indent_of(snapshot, *head)) head = *above;
  }
  if (head) add_line(*head);
  if (const auto below = neighbour(snapshot, number, 1)) add_level(indent_of(snapshot, *below));
  return found;
}

// A key in the column in which lines above it have a dash.
bool may_lack_dash(const Snapshot& snapshot, std::uint32_t number) {
  const std::uint32_t indent = indent_of(snapshot, number);
  const std::string_view text = snapshot.text.bytes();
  constexpr int kMostLines = 60;
  auto above = neighbour(snapshot, number, -1);
  for (int i = 0; above && i < kMostLines; ++i) {
    const std::uint32_t level = indent_of(snapshot, *above);
    if (level < indent) return false;
    if (level == indent) {
      return text.substr(snapshot.text.line(*above).begin + level, 2) == "- ";
    }
    above = neighbour(snapshot, *above, -1);
  }
  return false;
}

}  // namespace

std::optional<Fix> replace_tabs(const Snapshot& snapshot) {
  constexpr std::string_view kTitle = "Replace tabs by blanks";
  const Fix plain{std::string(kTitle), Applicability::safe, tabs_as_blanks(snapshot, 2)};
  if (snapshot.text.size() > kLargestWeighed) return plain;
  Choice choice(snapshot);
  for (const std::size_t width : {2U, 4U, 8U, 0U}) choice.consider(tabs_as_blanks(snapshot, width));
  for (const int step : {-1, 1}) choice.consider(tabs_as_neighbours(snapshot, step));
  // A line of its own may have any depth that lines around it have.
  const std::vector<Edit> tabs = tabs_as_blanks(snapshot, 1);
  if (tabs.size() == 1) {
    const std::uint32_t number = snapshot.text.line_of(tabs[0].span.begin);
    for (const std::uint32_t level : surroundings(snapshot, number).levels) {
      choice.consider({{tabs[0].span, std::string(level, ' ')}});
    }
  }
  // Where nothing fits, something else is wrong further down.
  auto fix = choice.best(std::string(kTitle));
  return fix ? fix : plain;
}

std::optional<Fix> mend_indentation(const Snapshot& snapshot, std::uint32_t offset) {
  if (snapshot.text.size() > kLargestWeighed) return std::nullopt;
  const std::string_view text = snapshot.text.bytes();
  const std::uint32_t number = snapshot.text.line_of(offset);
  const Span line = snapshot.text.line(number);
  const std::uint32_t indent = indent_of(snapshot, number);
  const std::uint32_t begin = line.begin + indent;
  Choice choice(snapshot);
  // "-make"
  if (begin + 1 < line.end && text[begin] == '-' && !is_blank(text[begin + 1])) {
    choice.consider({{Span{begin + 1, begin + 1}, " "}});
    if (auto fix = choice.best("Add the blank")) return fix;
  }
  if (may_lack_dash(snapshot, number)) choice.consider({{Span{begin, begin}, "- "}});
  const Surroundings around = surroundings(snapshot, number);
  // Of two that say the same the first counts: the one that leaves even columns.
  for (const std::uint32_t odd : {0U, 1U}) {
    for (const std::uint32_t level : around.levels) {
      if (level != indent && level % 2 == odd) {
        choice.consider({indent_line(snapshot, number, level)});
      }
    }
    if (indent % 2 != odd) continue;
    for (const std::uint32_t line_above : around.lines) {
      choice.consider({indent_line(snapshot, line_above, indent)});
    }
  }
  auto fix = choice.best("Correct the indentation");
  if (fix && fix->edits[0].text == "- ") fix->title = "Make it an item";
  return fix;
}

}  // namespace buildspec::rules
