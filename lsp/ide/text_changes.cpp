#include "lsp/ide/text_changes.h"

#include <algorithm>
#include <string>
#include <utility>

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

}  // namespace

std::vector<Edit> text_changes(std::string_view before, std::string_view after) {
  std::vector<Edit> edits;
  std::uint32_t at = 0;
  std::uint32_t begin = 0;
  std::string added;
  const auto flush = [&] {
    const std::string_view removed = before.substr(begin, at - begin);
    if (removed != added) edits.push_back(trimmed(begin, removed, added));
    added.clear();
  };
  for (const ComparedLine& line : compare_lines(before, after)) {
    if (line.fate == LineFate::added) {
      added += line.line;
      continue;
    }
    if (line.fate == LineFate::same) flush();
    at += static_cast<std::uint32_t>(line.line.size());
    if (line.fate == LineFate::same) begin = at;
  }
  flush();
  return edits;
}

}  // namespace buildspec::ide
