#include "linter/format/style.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace buildspec::format {
namespace {

struct Votes {
  std::int64_t indented_lists = 0;
  std::int64_t padded_braces = 0;
  std::int64_t padded_brackets = 0;
};

void vote_on_padding(std::string_view bytes, const Node& node, Votes& votes) {
  const std::uint32_t begin = node.span().begin;
  const char open = bytes[begin];
  if (open != '{' && open != '[') return;
  const std::size_t next = bytes.find_first_not_of(" \t", begin + 1);
  if (next == std::string_view::npos ||
      std::string_view("]}\r\n#").find(bytes[next]) != std::string_view::npos) {
    return;  // empty, or broken over lines
  }
  (open == '{' ? votes.padded_braces : votes.padded_brackets) += next > begin + 1 ? 1 : -1;
}

}  // namespace

std::uint32_t first_byte(const Node& collection) {
  std::uint32_t begin = collection.span().begin;
  if (!collection.is_mapping() || collection.flow()) return begin;
  const Node key = (*collection.pairs().begin()).key;
  begin = std::min(begin, key.span().begin);
  if (!key.anchor().empty()) begin = std::min(begin, key.anchor().begin);
  if (!key.tag().empty()) begin = std::min(begin, key.tag().begin);
  return begin;
}

std::uint32_t column_of(const SourceText& text, std::uint32_t offset) {
  std::uint32_t begin = text.line(text.line_of(offset)).begin;
  if (begin == 0 && text.bytes().starts_with("\xEF\xBB\xBF")) begin = 3;
  return offset - std::min(begin, offset);
}

Habits habits_of(const Tree& tree, std::optional<std::uint32_t> without) {
  Votes votes;
  std::vector<Node> open{tree.root()};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (node.flow()) vote_on_padding(tree.text().bytes(), node, votes);
    for (const Node item : node.items()) open.push_back(item);
    for (const auto [key, value] : node.pairs()) {
      open.push_back(value);
      if (!value.is_sequence() || value.flow() || node.flow()) continue;
      if (value.span().begin == without) continue;
      const bool indented =
          column_of(tree.text(), value.span().begin) > column_of(tree.text(), first_byte(node));
      votes.indented_lists += indented ? 1 : -1;
    }
  }
  return {votes.indented_lists >= 0, votes.padded_braces > 0, votes.padded_brackets > 0};
}

}  // namespace buildspec::format
