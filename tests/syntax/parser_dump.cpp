#include "tests/syntax/parser_dump.h"

#include <algorithm>
#include <vector>

namespace buildspec::test {
namespace {

std::string place(Span span) { return std::to_string(span.begin) + "-" + std::to_string(span.end); }

std::string line(Node node, std::size_t depth, bool key) {
  constexpr std::string_view kKinds[] = {"mapping", "sequence", "scalar", "alias", "missing"};
  constexpr std::string_view kStyles[] = {"plain", "single", "double", "literal", "folded"};
  std::string line(2 * depth, ' ');
  line += kKinds[static_cast<std::size_t>(node.kind())];
  if (node.is_scalar()) line.append(" ").append(kStyles[static_cast<std::size_t>(node.style())]);
  if (key) line += " key";
  if (node.flow()) line += " flow";
  line += " " + place(node.span());
  if (!node.anchor().empty()) line += " & " + place(node.anchor());
  if (!node.tag().empty()) line += " ! " + place(node.tag());
  if (node.is_scalar()) line.append(" '").append(node.scalar().value()).append("'");
  return line + "\n";
}

struct Visit {
  Node node;
  std::size_t depth = 0;
  bool key = false;
};

}  // namespace

std::string dump(const Tree& tree) {
  std::string out;
  std::vector<Visit> open;
  if (tree.root()) open.push_back({tree.root(), 0, false});
  while (!open.empty()) {
    const Visit visit = open.back();
    open.pop_back();
    out += line(visit.node, visit.depth, visit.key);
    const std::size_t begin = open.size();
    for (const Node item : visit.node.items()) open.push_back({item, visit.depth + 1, false});
    for (const auto [key, value] : visit.node.pairs()) {
      open.push_back({key, visit.depth + 1, true});
      open.push_back({value, visit.depth + 1, false});
    }
    std::reverse(open.begin() + static_cast<std::ptrdiff_t>(begin), open.end());
  }
  for (const Problem& problem : tree.problems()) {
    out += "problem " + std::to_string(static_cast<int>(problem.kind)) + " " + place(problem.span) +
           "\n";
  }
  out += tree.certain() ? "certain\n" : "uncertain\n";
  if (tree.exceeded())
    out += "over budget " + std::to_string(static_cast<int>(*tree.exceeded())) + "\n";
  out += "further " + place(tree.further_documents()) + "\n";
  return out;
}

std::string first_difference(std::string_view actual, std::string_view expected) {
  const auto differ = std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
  const auto around = [](std::string_view text, std::size_t at) {
    const std::size_t begin = text.rfind('\n', at == 0 ? 0 : at - 1) + 1;
    return std::string(text.substr(begin, 200));
  };
  const auto at = static_cast<std::size_t>(differ.first - actual.begin());
  return "actual:\n" + around(actual, at) + "\nexpected:\n" + around(expected, at);
}

}  // namespace buildspec::test
