#include "linter/syntax/oracle_verdict.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "linter/syntax/oracle_decode.h"
#include "linter/syntax/oracle_document.h"

namespace buildspec::oracle {
namespace {

// What an anchor stands for.
struct Anchored {
  std::uint32_t name = 0;  // in the text
  std::uint32_t length = 0;
  std::uint32_t steps = 1;  // that go-yaml takes to decode it
  Kind kind = Kind::scalar;
  bool open = false;
};

// The anchors so far, by name: the last one of a name counts. Names are not copied.
class Anchors {
 public:
  explicit Anchors(std::string_view text) : text_(text) {}

  // The place of an anchor, which stays.
  std::uint32_t add(const Anchored& anchored) {
    if (2 * (all_.size() + 1) > slots_.size()) grow();
    all_.push_back(anchored);
    const auto id = static_cast<std::uint32_t>(all_.size() - 1);
    slots_[slot(name(id))] = id;
    return id;
  }
  [[nodiscard]] Anchored& at(std::uint32_t id) { return all_[id]; }
  [[nodiscard]] const Anchored* find(std::string_view name) const {
    if (slots_.empty()) return nullptr;
    const std::uint32_t id = slots_[slot(name)];
    return id == kNone ? nullptr : &all_[id];
  }
  void clear() {
    all_.clear();
    slots_.clear();
  }

 private:
  [[nodiscard]] std::string_view name(std::uint32_t id) const {
    return text_.substr(all_[id].name, all_[id].length);
  }
  // Of this name, or the free one where it belongs.
  [[nodiscard]] std::size_t slot(std::string_view wanted) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = std::hash<std::string_view>()(wanted) & mask;
    while (slots_[at] != kNone && name(slots_[at]) != wanted) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(2 * slots_.size(), 16), kNone);
    for (std::uint32_t id = 0; id < all_.size(); ++id) slots_[slot(name(id))] = id;
  }

  std::string_view text_;
  std::deque<Anchored> all_;  // no reserve behind it
  std::vector<std::uint32_t> slots_;
};

// Counts the steps of go-yaml's decoder as the nodes come by. It decodes in the order of the text,
// but for what has to be looked at again: then the whole document is needed.
class Judge final : public NodeSink {
 public:
  explicit Judge(std::string_view text) : text_(text), anchors_(text) {}

  void restart() override { *this = Judge(text_); }

  bool on_node(const NodeEvent& node) override {
    Open* parent = open_.empty() ? nullptr : &open_.back();
    const bool collection = node.kind == Kind::mapping || node.kind == Kind::sequence;
    const auto before = static_cast<std::uint32_t>(steps_);
    const Anchored* target = node.kind == Kind::alias ? anchors_.find(node.value) : nullptr;
    const bool known = node.kind != Kind::alias || target != nullptr || strange_;
    if (!settled() && known) decode(node, target, parent);
    const std::uint32_t anchored = add_anchor(node);
    if (collection) {
      open_.push_back({before, anchored, node.kind == Kind::mapping});
    } else if (parent != nullptr) {
      parent->in_value = !parent->in_value;
    }
    return known;
  }

  void on_end(std::uint32_t) override {
    const Open ended = open_.back();
    open_.pop_back();
    if (ended.anchored != kNone) {
      Anchored& anchored = anchors_.at(ended.anchored);
      anchored.open = false;
      anchored.steps = static_cast<std::uint32_t>(steps_ - ended.steps_before);
    }
    if (!open_.empty()) open_.back().in_value = !open_.back().in_value;
  }

  void drop_root() override { restart(); }

  // Nothing that was found counts.
  [[nodiscard]] bool strange() const { return strange_; }
  [[nodiscard]] bool needs_document() const { return needs_document_; }
  [[nodiscard]] std::optional<Fault> take() { return std::move(fault_); }

 private:
  struct Open {
    std::uint32_t steps_before = 0;
    std::uint32_t anchored = kNone;
    bool mapping = false;
    bool in_value = false;  // of a mapping: the next child is a value
    bool merges = false;    // it is what "<<" merges
  };

  [[nodiscard]] bool settled() const { return fault_ || needs_document_ || strange_; }

  void fail(std::string message, Span span) {
    fault_ = Fault{std::move(message), span.begin, span.begin, span.end, false};
  }

  void decode(const NodeEvent& node, const Anchored* target, Open* parent) {
    const bool key = parent != nullptr && parent->mapping && !parent->in_value;
    if (key) parent->merges = false;
    if (key && node.kind == Kind::scalar && is_merge_key(node.value, node.tag, node.implicit)) {
      parent->merges = true;
      needs_document_ = !node.anchor.empty();
      return;
    }
    const Kind kind = target != nullptr ? target->kind : node.kind;
    if (parent != nullptr && parent->mapping && parent->in_value && parent->merges) {
      needs_document_ = node.kind == Kind::sequence;  // from its end on
      if (kind != Kind::mapping && !needs_document_) fail(std::string(kBadMerge), node.span);
      if (settled()) return;
    }
    step();
    if (fault_) return;
    if (node.kind == Kind::alias) {
      expand(*target, node.span);
    } else if (node.kind == Kind::scalar) {
      if (auto problem = scalar_problem(node.tag, node.value)) fail(std::move(*problem), node.span);
    }
    // It is a fault; how it is worded depends on all of the key.
    if (key && kind != Kind::scalar && !fault_) needs_document_ = true;
  }

  void step() {
    ++steps_;
    if (is_excessive(alias_steps_, steps_)) fail(kExcessive, last_alias_);
  }

  // What an anchor stands for is decoded again. Nothing is wrong with it that was not wrong before,
  // and the share of the aliases only grows: it is enough to look at it at the end.
  void expand(const Anchored& target, Span alias) {
    last_alias_ = alias;
    if (target.open) {
      needs_document_ = true;  // it contains itself
      return;
    }
    steps_ += target.steps;
    alias_steps_ += target.steps;
    if (is_excessive(alias_steps_, steps_)) fail(kExcessive, alias);
  }

  std::uint32_t add_anchor(const NodeEvent& node) {
    if (node.anchor.empty()) return kNone;
    const auto length = static_cast<std::uint32_t>(node.anchor.size());
    if (text_.substr(node.anchor_at, length) != node.anchor) {
      strange_ = true;
      return kNone;
    }
    return anchors_.add({node.anchor_at, length, 1, node.kind, node.kind != Kind::scalar});
  }

  static constexpr const char* kExcessive = "document contains excessive aliasing";

  std::string_view text_;
  Anchors anchors_;
  std::vector<Open> open_;
  std::optional<Fault> fault_;
  Span last_alias_;
  // The document itself is the first. There are never more than 32 bits of them: from four million
  // on, only a tenth may come from aliases.
  std::uint64_t steps_ = 1;
  std::uint64_t alias_steps_ = 0;
  bool needs_document_ = false;
  bool strange_ = false;  // an anchor does not stand where it should
};

}  // namespace

Verdict verdict(std::string_view text) {
  Judge judge(text);
  Outcome outcome = read_nodes(text, judge);
  if (outcome.fault && !judge.strange()) return {std::move(outcome.fault), false, std::nullopt};
  if (!judge.strange() && !judge.needs_document()) return {judge.take(), true, outcome.cut_short};
  Document document = read_document(text);
  if (document.fault) return {std::move(document.fault), false, std::nullopt};
  return {decode_fault(document), true, document.cut_short};
}

std::optional<Fault> parse_fault(std::string_view text) {
  Judge judge(text);
  Outcome outcome = read_nodes(text, judge);
  return judge.strange() ? read_document(text).fault : std::move(outcome.fault);
}

}  // namespace buildspec::oracle
