#include "linter/lang/anchors.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

namespace buildspec {
namespace {

// All nodes in document order, without recursion: a text may be nested deep.
template <class Visitor>
void for_each_node(Node root, Visitor&& visit) {
  std::vector<Node> open{root};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (!node) continue;
    visit(node);
    const std::size_t size = open.size();
    for (const auto [key, value] : node.pairs()) {
      open.push_back(key);
      open.push_back(value);
    }
    for (const Node item : node.items()) open.push_back(item);
    std::reverse(open.begin() + static_cast<std::ptrdiff_t>(size), open.end());
  }
}

// An anchor stands in front of a value and has a name: not "a && b", "2>&1", "server &".
bool may_have_anchor(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    if (at + 1 >= text.size() || at == 0) continue;
    constexpr std::string_view kNoName = "& \t\r\n,]}";
    if (kNoName.find(text[at + 1]) != std::string_view::npos) continue;
    const std::size_t before = text.find_last_not_of(kBlanks, at - 1);
    if (before == std::string_view::npos) return true;
    constexpr std::string_view kBefore = "-:,[{?\n";
    if (kBefore.find(text[before]) != std::string_view::npos) return true;
    // Behind a tag, or in front of one.
    const std::size_t word = text.find_last_of(" \t\n", before);
    if (word != std::string_view::npos && text[word + 1] == '!') return true;
  }
  return false;
}

}  // namespace

std::vector<Anchor> find_anchors(const Snapshot& snapshot) {
  std::vector<Anchor> found;
  const std::string_view text = snapshot.text.bytes();
  if (!may_have_anchor(text)) return found;
  std::unordered_map<std::string_view, std::size_t> last;  // of each name
  for_each_node(snapshot.tree->root(), [&](Node node) {
    if (const Span anchor = node.anchor(); !anchor.empty()) {
      const std::string_view name = text.substr(anchor.begin + 1, anchor.size() - 1);
      last.insert_or_assign(name, found.size());
      found.push_back({name, anchor, node.span(), {}});
    }
    if (node.kind() != Kind::alias) return;
    const auto owner = last.find(node.source().substr(1));
    if (owner != last.end()) found[owner->second].aliases.push_back(node.span());
  });
  return found;
}

}  // namespace buildspec
