#include "lsp/ide/place.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "lsp/ide/block_place.h"
#include "lsp/ide/flow_place.h"
#include "lsp/ide/line_outline.h"

namespace buildspec::ide {
namespace {

bool is_open_bracket(char c) { return c == '{' || c == '['; }

// The bracket that the whole document stands in, as in JSON.
std::optional<std::uint32_t> document_bracket(const SourceText& text) {
  std::string_view bytes = text.bytes();
  std::uint32_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < bytes.size() &&
         std::string_view(" \t\r\n").find(bytes[at]) != std::string_view::npos) {
    ++at;
  }
  if (at < bytes.size() && is_open_bracket(bytes[at])) return at;
  return std::nullopt;
}

// The outermost bracket around an offset, as the tree has it.
std::optional<std::uint32_t> tree_bracket(const std::vector<Node>& path, std::uint32_t offset) {
  for (const Node node : path) {
    if (node.flow() && node.span().begin < offset) return node.span().begin;
  }
  return std::nullopt;
}

// A bracket that opens on the cursor's own line: the tree may have given up on it.
std::optional<std::uint32_t> line_bracket(const SourceText& text, std::uint32_t offset) {
  const LineOutline line = outline_line(text, text.line_of(offset));
  const Span place = line.has_key ? line.value : line.content;
  if (place.empty() || place.begin >= offset) return std::nullopt;
  return is_open_bracket(text.bytes()[place.begin]) ? std::optional(place.begin) : std::nullopt;
}

// Keys that stand behind the cursor in the same braces.
void add_siblings_behind(const std::vector<Node>& path, std::uint32_t offset, Place& place) {
  const auto mapping = std::find_if(path.rbegin(), path.rend(),
                                    [](Node node) { return node.is_mapping() && node.flow(); });
  if (mapping == path.rend()) return;
  for (const Pair pair : mapping->pairs()) {
    if (pair.key.span().begin > place.replace.end && pair.key.is_scalar() &&
        pair.key.span().begin >= offset) {
      place.siblings.emplace_back(pair.key.scalar().value());
    }
  }
}

// A file in brackets is JSON unless its first name shows that it is YAML's flow style.
bool in_json_style(std::string_view bytes, std::uint32_t begin, const Place& place) {
  const std::size_t first = bytes.find_first_not_of("{[ \t\r\n", begin);
  return first == std::string_view::npos || first == place.replace.begin ||
         std::string_view("\"}]").find(bytes[first]) != std::string_view::npos;
}

Place flow_place(const Snapshot& snapshot, const std::vector<Node>& path, std::uint32_t begin,
                 std::uint32_t offset, bool document) {
  Place place = find_flow_place(snapshot.text.bytes(), begin, offset);
  if (place.kind == PlaceKind::none) return place;
  place.json = document && in_json_style(snapshot.text.bytes(), begin, place);
  if (place.kind == PlaceKind::entry && place.in_mapping) add_siblings_behind(path, offset, place);
  if (!document) {
    std::vector<Step> whole = path_of_block_value(snapshot.text, begin);
    whole.insert(whole.end(), place.path.begin(), place.path.end());
    place.path = std::move(whole);
  }
  return place;
}

}  // namespace

bool Place::has_sibling(std::string_view name) const {
  return std::find(siblings.begin(), siblings.end(), name) != siblings.end();
}

Place find_place(const Snapshot& snapshot, std::uint32_t offset) {
  const SourceText& text = snapshot.text;
  offset = std::min(offset, text.size());
  if (snapshot.tree->comment_at(offset)) return {};
  const std::vector<Node> path = snapshot.tree->path_at(offset);
  if (const auto begin = document_bracket(text)) {
    return *begin < offset ? flow_place(snapshot, path, *begin, offset, true) : Place{};
  }
  if (const auto begin = tree_bracket(path, offset)) {
    return flow_place(snapshot, path, *begin, offset, false);
  }
  Place block = find_block_place(text, offset);
  if (block.kind == PlaceKind::text) return block;
  if (const auto begin = line_bracket(text, offset)) {
    return flow_place(snapshot, path, *begin, offset, false);
  }
  return block;
}

}  // namespace buildspec::ide
