#include "lsp/ide/exact_edit.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "linter/syntax/oracle.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

using oracle::Type;

std::string_view without_last_breaks(std::string_view text) {
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

class Comparison {
 public:
  Comparison(const Tree& before, const Tree& after, std::span<const Instead> instead,
             bool loose_line_ends)
      : before_(before.text()), after_(after.text()), loose_(loose_line_ends) {
    for (const Instead& each : instead) instead_.emplace(each.node.span().begin, &each);
  }

  // A stack of our own: nothing recurses on the depth of a text.
  bool same(Node before, Node after) {
    if (!enter(before, after)) return false;
    while (!open_.empty()) {
      if (!step()) return false;
    }
    return true;
  }

 private:
  struct Open {
    bool mapping = false;
    Node::PairRange::iterator pair_before;
    Node::PairRange::iterator pair_after;
    Node::ItemRange::iterator item_before;
    Node::ItemRange::iterator item_after;
  };

  [[nodiscard]] const Instead* replaced(Node node) const {
    const auto [first, last] = instead_.equal_range(node.span().begin);
    for (auto each = first; each != last; ++each) {
      if (each->second->node == node) return each->second;
    }
    return nullptr;
  }
  // The stored node was taken over from one text to the other, and nothing in it was to change.
  [[nodiscard]] bool untouched(Node before, Node after) const {
    if (before.block() == nullptr || before.block() != after.block()) return false;
    const auto next = instead_.lower_bound(before.span().begin);
    return next == instead_.end() || next->first > before.span().end;
  }

  bool step() {
    Open& top = open_.back();
    return top.mapping ? step_pair(top) : step_item(top);
  }

  bool step_pair(Open& top) {
    const bool end = top.pair_before == Node::PairRange::iterator();
    if (end || top.pair_after == Node::PairRange::iterator()) {
      const bool both = end && top.pair_after == Node::PairRange::iterator();
      open_.pop_back();
      return both;
    }
    const Pair before = *top.pair_before;
    const Pair after = *top.pair_after;
    ++top.pair_before;
    ++top.pair_after;
    return enter(before.key, after.key) && enter(before.value, after.value);
  }

  bool step_item(Open& top) {
    const Node::ItemRange::iterator none;
    if (top.item_before == none) {
      const bool both = top.item_after == none;
      open_.pop_back();
      return both;
    }
    const Node before = *top.item_before;
    ++top.item_before;
    const Instead* const instead = replaced(before);
    if (instead != nullptr && instead->texts) {
      for (const std::string& text : *instead->texts) {
        if (top.item_after == none || !is_text(*top.item_after, text)) return false;
        ++top.item_after;
      }
      return true;
    }
    if (top.item_after == none) return false;
    const Node after = *top.item_after;
    ++top.item_after;
    return enter(before, after);
  }

  // Compares two nodes; collections are looked into later.
  bool enter(Node before, Node after) {
    if (const Instead* const instead = replaced(before)) {
      if (!instead->texts) return true;
      return instead->texts->size() == 1 && is_text(after, instead->texts->front());
    }
    if (untouched(before, after)) return true;
    if (before_.bytes(before.anchor()) != after_.bytes(after.anchor()) ||
        before_.bytes(before.tag()) != after_.bytes(after.tag()))
      return false;
    const bool scalar_before = before.is_scalar() || before.is_missing();
    const bool scalar_after = after.is_scalar() || after.is_missing();
    if (scalar_before || scalar_after)
      return scalar_before && scalar_after && same_scalar(before, after);
    if (before.kind() != after.kind()) return false;
    if (before.kind() == Kind::alias) return before.source() == after.source();
    push(before, after);
    return true;
  }

  void push(Node before, Node after) {
    Open open;
    open.mapping = before.is_mapping();
    if (open.mapping) {
      open.pair_before = before.pairs().begin();
      open.pair_after = after.pairs().begin();
    } else {
      open.item_before = before.items().begin();
      open.item_after = after.items().begin();
    }
    open_.push_back(open);
  }

  [[nodiscard]] bool same_scalar(Node before, Node after) const {
    const Type type = scalar_type(before);
    if (type != scalar_type(after)) return false;
    if (type == Type::null) return true;
    return same_text(before.scalar().value(), after.scalar().value());
  }
  [[nodiscard]] bool is_text(Node node, std::string_view text) const {
    return node.is_scalar() && node.tag().empty() && node.anchor().empty() &&
           scalar_type(node) == Type::string && same_text(node.scalar().value(), text);
  }
  [[nodiscard]] bool same_text(std::string_view before, std::string_view after) const {
    if (before == after) return true;
    return loose_ && without_last_breaks(before) == without_last_breaks(after);
  }

  const SourceText& before_;
  const SourceText& after_;
  bool loose_;
  std::multimap<std::uint32_t, const Instead*> instead_;  // by their begin
  std::vector<Open> open_;
};

bool apart(const std::vector<Edit>& edits, std::size_t size) {
  std::vector<Span> spans;
  spans.reserve(edits.size());
  for (const Edit& edit : edits) spans.push_back(edit.span);
  std::sort(spans.begin(), spans.end());
  std::uint32_t end = 0;
  for (const Span span : spans) {
    if (span.begin < end || span.end < span.begin || span.end > size) return false;
    end = span.end;
  }
  return true;
}

}  // namespace

bool keeps_meaning(const Snapshot& before, const std::vector<Edit>& edits,
                   std::span<const Instead> instead, bool loose_line_ends) {
  if (before.broken() || !apart(edits, before.text.size())) return false;
  const TreePtr after = parse(SourceText(apply_edits(before.text.bytes(), edits)), before.tree);
  if (after->exceeded()) return false;
  const Judgement judgement = examine(*after);
  if (judgement.fault || judgement.unread) return false;
  if (before.tree->further_documents().empty() != after->further_documents().empty()) return false;
  return Comparison(*before.tree, *after, instead, loose_line_ends)
      .same(before.tree->root(), after->root());
}

}  // namespace buildspec::ide
