#include "lsp/ide/text_changes.h"

#include <algorithm>
#include <string>

#include "linter/text/line_comparison.h"

namespace buildspec::ide {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Not in front of a later byte of a character, nor between CR and LF.
bool may_cut(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  return !continues(text[at]) && !(text[at] == '\n' && text[at - 1] == '\r');
}

// The edit without what is the same at its begin and end.
Edit trimmed(std::uint32_t begin, std::string_view removed, std::string_view added) {
  const std::size_t shorter = std::min(removed.size(), added.size());
  std::size_t head = 0;
  while (head < shorter && removed[head] == added[head]) ++head;
  while (!may_cut(removed, head) || !may_cut(added, head)) --head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         removed[removed.size() - 1 - tail] == added[added.size() - 1 - tail]) {
    ++tail;
  }
  while (tail > 0 &&
         (!may_cut(removed, removed.size() - tail) || !may_cut(added, added.size() - tail))) {
    --tail;
  }
  const auto first = begin + static_cast<std::uint32_t>(head);
  const auto last = begin + static_cast<std::uint32_t>(removed.size() - tail);
  return {Span{first, last}, std::string(added.substr(head, added.size() - tail - head))};
}

std::string joined(const std::vector<std::string_view>& lines) {
  std::string text;
  for (const std::string_view line : lines) text += line;
  return text;
}

}  // namespace

std::vector<Edit> text_changes(std::string_view before, std::string_view after) {
  std::vector<Edit> edits;
  std::uint32_t begin = 0;  // of the lines that differ
  std::vector<std::string_view> removed;
  std::vector<std::string_view> added;
  const auto replace = [&](std::string_view old_lines, std::string_view new_lines) {
    if (old_lines != new_lines) edits.push_back(trimmed(begin, old_lines, new_lines));
    begin += static_cast<std::uint32_t>(old_lines.size());
  };
  const auto flush = [&] {
    // As many as before: each line is one that changed.
    if (removed.size() == added.size()) {
      for (std::size_t i = 0; i < removed.size(); ++i) replace(removed[i], added[i]);
    } else {
      replace(joined(removed), joined(added));
    }
    removed.clear();
    added.clear();
  };
  for (const ComparedLine& line : compare_lines(before, after)) {
    if (line.fate == LineFate::removed) {
      removed.push_back(line.line);
    } else if (line.fate == LineFate::added) {
      added.push_back(line.line);
    } else {
      flush();
      begin += static_cast<std::uint32_t>(line.line.size());
    }
  }
  flush();
  return edits;
}

}  // namespace buildspec::ide
