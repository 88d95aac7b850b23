#include "linter/lang/anchors.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

#include "linter/lang/limits.h"

namespace buildspec {
namespace {

// All nodes in document order, without recursion: a text may be nested deep. Of a collection only
// the place is kept, and not that of one whose last child has been reached. Until `visit` says no.
template <class Visitor>
void for_each_node(Node root, Visitor&& visit) {
  struct Open {
    Node::ItemRange::iterator item;
    Node::PairRange::iterator pair;
    bool in_value = false;
  };
  std::vector<Open> open;
  Node node = root;
  for (;;) {
    if (node) {
      if (!visit(node)) return;
      if (node.is_mapping() || node.is_sequence()) {
        open.push_back({node.items().begin(), node.pairs().begin()});
      }
    }
    if (open.empty()) return;
    Open& top = open.back();
    if (top.item != Node::ItemRange::iterator()) {
      node = *top.item;
      ++top.item;
    } else if (top.pair != Node::PairRange::iterator()) {
      node = top.in_value ? (*top.pair).value : (*top.pair).key;
      if (top.in_value) ++top.pair;
      top.in_value = !top.in_value;
    } else {
      node = {};
    }
    if (top.item == Node::ItemRange::iterator() && top.pair == Node::PairRange::iterator()) {
      open.pop_back();
    }
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

// Calls on_anchor(name, node) and on_alias(number of its anchor, node) in document order, until one
// says no.
template <class OnAnchor, class OnAlias>
void walk(const Snapshot& snapshot, OnAnchor&& on_anchor, OnAlias&& on_alias) {
  std::unordered_map<std::string_view, std::size_t> last;  // of each name
  std::size_t count = 0;
  for_each_node(snapshot.tree->root(), [&](Node node) {
    if (const Span anchor = node.anchor(); !anchor.empty()) {
      const std::string_view name = snapshot.text.bytes(anchor).substr(1);
      last.insert_or_assign(name, count++);
      if (!on_anchor(name, node)) return false;
    }
    if (node.kind() != Kind::alias) return true;
    const auto owner = last.find(node.source().substr(1));
    if (owner != last.end()) on_alias(owner->second, node);
    return true;
  });
}

}  // namespace

std::vector<Anchor> find_anchors(const Snapshot& snapshot) {
  std::vector<Anchor> found;
  if (!may_have_anchor(snapshot.text.bytes())) return found;
  std::vector<std::size_t> aliases;  // of each anchor; counted first: there may be very many
  walk(
      snapshot,
      [&](std::string_view name, Node node) {
        found.push_back({name, node.anchor(), node.span(), {}});
        aliases.push_back(0);
        return found.size() <= kMostAnchors;
      },
      [&](std::size_t anchor, Node) { ++aliases[anchor]; });
  if (found.size() > kMostAnchors) return {};
  for (std::size_t i = 0; i < found.size(); ++i) found[i].aliases.reserve(aliases[i]);
  walk(
      snapshot, [](std::string_view, Node) { return true; },
      [&](std::size_t anchor, Node node) { found[anchor].aliases.push_back(node.span()); });
  return found;
}

}  // namespace buildspec
