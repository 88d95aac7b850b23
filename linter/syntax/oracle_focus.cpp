#include "linter/syntax/oracle_focus.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace buildspec::oracle {
namespace {

// Below this libyaml takes less than half a millisecond.
constexpr std::uint32_t kShort = 16U << 10U;
// How much of the text behind the mistake is read, and how far from its end a fault is believed.
constexpr std::uint32_t kWindow = 32U << 10U;
constexpr std::uint32_t kMargin = 4U << 10U;

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_of("\r\n", at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

// The line on which a child begins, if nothing but blanks (and one dash, of an item) is in front.
std::optional<std::uint32_t> own_line(std::string_view text, std::size_t at, bool item) {
  const std::size_t begin = line_begin(text, at);
  std::string_view before = text.substr(begin, at - begin);
  const std::size_t indentation = std::min(before.find_first_not_of(' '), before.size());
  before.remove_prefix(indentation);
  if (item) {
    if (!before.starts_with('-') || before.find_first_not_of(' ', 1) != std::string_view::npos) {
      return std::nullopt;
    }
  } else if (!before.empty()) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(begin);
}

struct Child {
  std::uint32_t begin = 0;  // of the item or key
  std::uint32_t line = 0;   // the begin of its line
  Node value;
};

// Whether an alias may stand in front of `end`: it may be the first mistake, if its anchor is none.
bool has_alias(std::string_view text, std::size_t end) {
  for (std::size_t at = text.find('*'); at < end; at = text.find('*', at + 1)) {
    const std::size_t before = at == 0 ? at : text.find_last_not_of(" \t", at - 1);
    if (at == 0 || before == std::string_view::npos ||
        std::string_view("-:[,{?\r\n").find(text[before]) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// Walks from the root towards the mistake.
class Path {
 public:
  Path(std::string_view text, std::uint32_t mistake) : text_(text), mistake_(mistake) {}

  void descend(Node node) {
    while (!node.flow() && (node.is_mapping() || node.is_sequence())) {
      const Node inside = enter(node);
      if (!inside) return;
      node = inside;
    }
  }
  [[nodiscard]] const std::string& keys() const { return keys_; }
  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] bool safe() const { return safe_; }

 private:
  // Moves the begin to the child in front of the one with the mistake. The value to go on with, if
  // the mistake is inside it and its key stands on a line of its own.
  Node enter(Node collection) {
    const bool items = collection.is_sequence();
    Child before;
    Child here;
    std::optional<std::size_t> first_column;
    const auto look_at = [&](std::uint32_t begin, Node value) {
      if (begin > mistake_) return;
      const std::size_t column = begin - line_begin(text_, begin);
      if (!first_column) first_column = column;
      const auto line = own_line(text_, begin, items);
      if (!line) return;
      // Shallower than the first: for libyaml it may not belong to this collection at all.
      if (column < *first_column) safe_ = false;
      before = here;
      here = {begin, *line, value};
    };
    if (items) {
      for (const Node item : collection.items()) look_at(item.span().begin, item);
    } else {
      for (const auto [key, value] : collection.pairs()) look_at(key.span().begin, value);
    }
    if (!here.value) return {};
    begin_ = std::max(begin_, before.value ? before.line : here.line);
    if (items) return {};
    if (const Node inside = into(here)) return inside;
    return before.value && before.value.span().size() > kMargin ? into(before) : Node();
  }

  // The value of a pair, if it is a collection below its key and the mistake is in it or behind it.
  Node into(const Child& child) {
    const std::uint32_t inside = child.value.span().begin;
    if (child.value.kind() == Kind::scalar || inside > mistake_) return {};
    const std::size_t next = text_.find('\n', child.line);
    if (next == std::string_view::npos || next >= inside) return {};
    keys_.append(text_, child.line, next + 1 - child.line);
    begin_ = static_cast<std::uint32_t>(next) + 1;
    return child.value;
  }

  std::string_view text_;
  std::uint32_t mistake_;
  std::string keys_;
  std::uint32_t begin_ = 0;
  bool safe_ = true;
};

}  // namespace

std::optional<Focus> focus(const Tree& tree) {
  const std::string_view text = tree.text().bytes();
  const std::vector<Problem> problems = tree.problems();
  if (text.size() < kShort || problems.empty() || !tree.root()) return std::nullopt;
  // Which wrong character libyaml meets first depends on the portions in which it reads.
  const bool characters = std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.kind == ProblemKind::invalid_utf8 ||
           problem.kind == ProblemKind::control_character;
  });
  const bool directives = text.starts_with('%') || text.find("\n%") != std::string_view::npos;
  if (characters || directives || has_alias(text, problems.front().span.begin)) return std::nullopt;
  Path path(text, problems.front().span.begin);
  path.descend(tree.root());
  if (!path.safe()) return std::nullopt;
  Focus found;
  found.text = path.keys();
  found.keys_end = static_cast<std::uint32_t>(found.text.size());
  found.begin = path.begin();
  const std::string_view window = text.substr(found.begin, kWindow);
  found.text += window;
  const bool cut = found.begin + window.size() < text.size();
  found.reliable = static_cast<std::uint32_t>(found.text.size()) - (cut ? kMargin : 0);
  if (!cut) ++found.reliable;
  return found;
}

}  // namespace buildspec::oracle
