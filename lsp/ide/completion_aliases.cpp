// Anchors of the file, behind "*".
#include <algorithm>
#include <set>
#include <utility>

#include "linter/lang/anchors.h"
#include "lsp/ide/completion_site.h"
#include "lsp/ide/names.h"

namespace buildspec::ide {
namespace {

// The kind of the value that an anchor stands in front of.
Kind kind_of(const Tree& tree, const Anchor& anchor) {
  for (const Node node : tree.path_at(anchor.value.begin)) {
    if (node.anchor() == anchor.span) return node.kind();
  }
  return Kind::missing;
}

std::string_view kind_text(Kind kind) {
  switch (kind) {
    case Kind::mapping: return "a mapping";
    case Kind::sequence: return "a list";
    case Kind::scalar: return "a text";
    default: return "a value";
  }
}

Kind kind_of(schema::Form form) {
  switch (form) {
    case schema::Form::mapping: return Kind::mapping;
    case schema::Form::sequence: return Kind::sequence;
    case schema::Form::scalar: return Kind::scalar;
  }
  return Kind::scalar;
}

}  // namespace

bool offer_aliases(const CompletionSite& site, Completion& completion) {
  const Place& place = site.place;
  const std::string_view text = site.snapshot.text.bytes();
  const bool behind_star = place.replace.begin < site.offset && text[place.replace.begin] == '*';
  if (!behind_star || place.kind == PlaceKind::text || place.has_colon) return false;
  const std::string_view typed = site.bytes({place.replace.begin + 1, site.offset});
  if (!std::all_of(typed.begin(), typed.end(), is_anchor_character)) return false;
  std::vector<std::pair<bool, CompletionItem>> found;
  std::set<std::string_view> names;
  // A name may be given anew: the last one before the alias counts.
  const std::vector<Anchor> anchors = find_anchors(site.snapshot);
  for (auto anchor = anchors.rbegin(); anchor != anchors.rend(); ++anchor) {
    if (anchor->span.begin >= site.offset || !names.insert(anchor->name).second) continue;
    const Kind kind = kind_of(*site.snapshot.tree, *anchor);
    CompletionItem item;
    item.kind = CompletionKind::anchor;
    item.label = '*' + std::string(anchor->name);
    item.detail = "anchor of " + std::string(kind_text(kind));
    item.description = "line " + std::to_string(site.snapshot.text.line_of(anchor->span.begin) + 1);
    item.insert = item.label;
    item.filter = item.label;
    item.topic = {TopicKind::anchor, {}, std::string(anchor->name)};
    const bool fits = site.target.type == nullptr || kind_of(site.target.type->form) == kind;
    found.emplace_back(fits, std::move(item));
    if (found.size() == kMostCompletions) break;
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first && !b.first; });
  for (auto& [good, item] : found) add_item(site, std::move(item), completion);
  return !completion.items.empty();
}

}  // namespace buildspec::ide
