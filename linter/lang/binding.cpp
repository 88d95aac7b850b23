#include "linter/lang/binding.h"

#include <algorithm>

namespace buildspec {
namespace {

// The child of a site that an offset touches: one that contains it over one that ends there.
class ChildFinder {
 public:
  explicit ChildFinder(std::uint32_t offset) : offset_(offset) {}

  void look_at(const Site& child) {
    const int rank = std::max(rank_of(child.key_node), rank_of(child.node));
    if (rank <= rank_) return;
    rank_ = rank;
    found_ = child;
  }
  [[nodiscard]] bool found() const { return rank_ > 0; }
  [[nodiscard]] const Site& site() const { return found_; }

 private:
  [[nodiscard]] int rank_of(Node node) const {
    if (!node) return 0;
    const Span span = node.span();
    if (span.contains(offset_)) return 2;
    return span.touches(offset_) ? 1 : 0;
  }

  std::uint32_t offset_;
  int rank_ = 0;
  Site found_;
};

// Also of what the schema does not know, or has as another kind: then without a type.
void look_at_children(const Site& site, ChildFinder& finder) {
  const bool typed_pairs = site.type != nullptr && site.type->form == schema::Form::mapping;
  const bool typed_items = site.type != nullptr && site.type->form == schema::Form::sequence;
  if (typed_pairs || typed_items) {
    for_each_child_site(site, [&](const Site& child) { finder.look_at(child); });
  }
  if (site.node.is_mapping() && !typed_pairs) {
    for (const Pair pair : site.node.pairs()) {
      finder.look_at(Site{nullptr, nullptr, pair.key, pair.value});
    }
  } else if (site.node.is_sequence() && !typed_items) {
    for (const Node item : site.node.items()) {
      finder.look_at(Site{nullptr, nullptr, Node(), item});
    }
  }
}

}  // namespace

schema::Versions format_versions(const Buildspec& buildspec) {
  return buildspec.format == FormatVersion::v0_1 ? schema::Versions::v0_1 : schema::Versions::v0_2;
}

std::vector<Site> sites_at(const Snapshot& snapshot, std::uint32_t offset) {
  std::vector<Site> path;
  const Node root = snapshot.tree->root();
  if (!root || !root.span().touches(offset)) return path;
  path.push_back(Site{&schema::buildspec_type(), nullptr, Node(), root});
  for (;;) {
    ChildFinder finder(offset);
    look_at_children(path.back(), finder);
    if (!finder.found()) return path;
    path.push_back(finder.site());
    // On a key the value's children are not asked for.
    const Node key = finder.site().key_node;
    if (key && !finder.site().node.span().touches(offset)) return path;
  }
}

}  // namespace buildspec
