// Which part of the buildspec language every node is: the schema's type and key, bound to the tree
// in one walk that allocates nothing. Nodes belong to the snapshot's tree; pure, any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/type.h"
#include "linter/syntax/tree.h"

namespace buildspec {

struct Site {
  const schema::Type* type = nullptr;  // null for what the schema does not know: below unknown keys
  // The schema's key whose value `node` is; null for the root, items and names that users choose.
  const schema::Key* key = nullptr;
  Node key_node;  // as written; no node for the root and for items
  Node node;      // the value; of kind missing where there is none
};

// The format version that decides which keys exist: what `version` says, else 0.2.
[[nodiscard]] schema::Versions format_versions(const Buildspec& buildspec);

// The sites below a site: of its items, or of its pairs. `visit(Site)` is called for each, in
// document order; a pair whose key the schema does not know has no type.
template <class Visitor>
void for_each_child_site(const Site& site, Visitor&& visit) {
  if (site.type == nullptr) return;
  const schema::Type& type = *site.type;
  if (type.form == schema::Form::mapping) {
    for (const Pair pair : site.node.pairs()) {
      if (!type.keys.empty()) {
        const schema::Key* const key =
            pair.key.is_scalar() ? schema::find_key(type, pair.key.scalar().value()) : nullptr;
        visit(Site{key != nullptr ? key->type : nullptr, key, pair.key, pair.value});
      } else {
        visit(Site{type.element, nullptr, pair.key, pair.value});
      }
    }
  } else if (type.form == schema::Form::sequence && site.node.is_sequence()) {
    for (const Node item : site.node.items()) visit(Site{type.element, nullptr, Node(), item});
  }
}

namespace binding_detail {
// No buildspec type is nested deeper in the schema's tables (tested); the text cannot change that.
inline constexpr int kMaxDepth = 16;

template <class Visitor>
void walk(const Site& site, Visitor& visit, int depth) {
  visit(site);
  if (depth == kMaxDepth) return;
  for_each_child_site(site, [&](const Site& child) { walk(child, visit, depth + 1); });
}
}  // namespace binding_detail

// Every node down to where the schema's knowledge ends, parents before children, in document order.
// The depth is that of the schema's tables, not of the text.
template <class Visitor>
void for_each_site(const Snapshot& snapshot, Visitor&& visit) {
  const Node root = snapshot.tree->root();
  if (root) binding_detail::walk(Site{&schema::buildspec_type(), nullptr, Node(), root}, visit, 0);
}

// From the root to the innermost site whose key or value touches the offset, or (for pairs of block
// mappings) whose line does: hover and completion ask this. Below an unknown key the sites have no
// type. Empty where the text has no content.
[[nodiscard]] std::vector<Site> sites_at(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec
