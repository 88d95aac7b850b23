#include "linter/syntax/oracle_document.h"

#include <map>
#include <utility>

namespace buildspec::oracle {
namespace {

class Keeper final : public NodeSink {
 public:
  void restart() override {
    nodes_.clear();
    open_.clear();
    anchors_.clear();
  }

  bool on_node(const NodeEvent& event) override {
    const auto id = static_cast<std::uint32_t>(nodes_.size());
    if (!open_.empty()) {
      Open& parent = open_.back();
      ++nodes_[parent.node].children;
      (parent.last == kNone ? nodes_[parent.node].first : nodes_[parent.last].next) = id;
      parent.last = id;
    }
    DocumentNode& node = nodes_.emplace_back();
    node.kind = event.kind;
    node.style = event.style;
    node.flow = event.flow;
    node.implicit = event.implicit;
    node.span = event.span;
    node.value = event.value;
    node.tag = event.tag;
    if (!event.anchor.empty()) anchors_[std::string(event.anchor)] = id;
    if (node.kind == Kind::mapping || node.kind == Kind::sequence) open_.push_back({id, kNone});
    if (node.kind != Kind::alias) return true;
    const auto found = anchors_.find(event.value);
    if (found == anchors_.end()) return false;
    node.target = found->second;
    return true;
  }

  void on_end(std::uint32_t end) override {
    nodes_[open_.back().node].span.end = end;
    open_.pop_back();
  }

  void drop_root() override { nodes_.erase(nodes_.begin()); }

  [[nodiscard]] std::vector<DocumentNode> take() { return std::move(nodes_); }

 private:
  struct Open {
    std::uint32_t node = 0;
    std::uint32_t last = kNone;  // its last child so far
  };
  std::vector<DocumentNode> nodes_;
  std::vector<Open> open_;
  std::map<std::string, std::uint32_t, std::less<>> anchors_;
};

}  // namespace

Document read_document(std::string_view text) {
  Keeper keeper;
  Outcome outcome = read_nodes(text, keeper);
  return {keeper.take(), std::move(outcome.fault), outcome.cut_short};
}

}  // namespace buildspec::oracle
