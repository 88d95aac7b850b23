#include "rules/syntax/anchors/anchors.h"

#include <algorithm>

namespace buildspec::syntax_rules {
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

}  // namespace

std::vector<Anchor> find_anchors(const Snapshot& snapshot) {
  std::vector<Anchor> found;
  // Most buildspecs have none, and no sign of one at the begin of a value.
  const std::string_view text = snapshot.text.bytes();
  if (text.find(" &") == std::string_view::npos && text.find("[&") == std::string_view::npos) {
    return found;
  }
  for_each_node(snapshot.tree->root(), [&](Node node) {
    if (const Span anchor = node.anchor(); !anchor.empty()) {
      found.push_back({text.substr(anchor.begin + 1, anchor.size() - 1), anchor, node.span(), {}});
    }
    if (node.kind() != Kind::alias) return;
    const std::string_view name = node.source().substr(1);
    const auto owner = std::find_if(found.rbegin(), found.rend(),
                                    [name](const Anchor& anchor) { return anchor.name == name; });
    if (owner != found.rend()) owner->aliases.push_back(node.span());
  });
  return found;
}

}  // namespace buildspec::syntax_rules
