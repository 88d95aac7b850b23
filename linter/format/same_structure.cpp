#include "linter/format/same_structure.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linter/syntax/oracle_document.h"

namespace buildspec::format {
namespace {

bool same_node(const Tree& before, const Node& a, const Tree& after, const Node& b) {
  if (static_cast<bool>(a) != static_cast<bool>(b)) return false;
  if (a.kind() != b.kind() || a.style() != b.style() || a.flow() != b.flow()) return false;
  if (before.text().bytes(a.anchor()) != after.text().bytes(b.anchor())) return false;
  if (before.text().bytes(a.tag()) != after.text().bytes(b.tag())) return false;
  if (a.kind() == Kind::alias) return a.source() == b.source();
  return !a.is_scalar() || a.scalar().value() == b.scalar().value();
}

bool same_tree(const Tree& before, const Tree& after) {
  std::vector<std::pair<Node, Node>> open{{before.root(), after.root()}};
  while (!open.empty()) {
    const auto [a, b] = open.back();
    open.pop_back();
    if (!same_node(before, a, after, b)) return false;
    auto other_item = b.items().begin();
    for (const Node item : a.items()) {
      if (other_item == b.items().end()) return false;
      open.emplace_back(item, *other_item);
      ++other_item;
    }
    auto other_pair = b.pairs().begin();
    for (const auto [key, value] : a.pairs()) {
      if (other_pair == b.pairs().end()) return false;
      open.emplace_back(key, (*other_pair).key);
      open.emplace_back(value, (*other_pair).value);
      ++other_pair;
    }
    if (other_item != b.items().end() || other_pair != b.pairs().end()) return false;
  }
  return true;
}

bool same_node(const oracle::DocumentNode& a, const oracle::DocumentNode& b) {
  return a.kind == b.kind && a.style == b.style && a.flow == b.flow && a.implicit == b.implicit &&
         a.value == b.value && a.tag == b.tag && a.target == b.target && a.children == b.children &&
         a.first == b.first && a.next == b.next;
}

bool same_document(const Tree& before, const Tree& after) {
  const oracle::Document a = oracle::read_document(before.text().bytes());
  const oracle::Document b = oracle::read_document(after.text().bytes());
  if (a.fault && a.fault->over_budget) return true;
  if (a.fault || b.fault || a.cut_short || b.cut_short) return false;
  return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(),
                    [](const auto& one, const auto& other) { return same_node(one, other); });
}

}  // namespace

bool same_structure(const Tree& before, const Tree& after) {
  return same_tree(before, after) && same_document(before, after);
}

}  // namespace buildspec::format
