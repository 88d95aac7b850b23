#include "tests/syntax/facts_document.h"

#include <cstdint>

#include "linter/syntax/facts.h"

namespace buildspec::test {
namespace {

using oracle::DocumentNode;
using oracle::kNone;

// A path step of a scalar or alias key.
std::string in_path(const std::string& text) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c == '/') out += '\\';
    out += c;
  }
  return out;
}

void append(const oracle::Document& document, std::uint32_t id, const std::string& path,
            std::string& out) {
  const DocumentNode& node = document.nodes[id];
  switch (node.kind) {
    case Kind::sequence:
      for (std::uint32_t item = node.first; item != kNone; item = document.nodes[item].next) {
        append(document, item, path + "[]", out);
      }
      return;
    case Kind::mapping:
      for (std::uint32_t key = node.first; key != kNone;) {
        const DocumentNode& named = document.nodes[key];
        std::string step = path + "/?";
        if (named.kind == Kind::scalar) step = path + "/" + in_path(named.value);
        if (named.kind == Kind::alias) step = path + "/*" + in_path(named.value);
        out += "key\t" + step + "\t\n";
        append(document, named.next, step, out);
        key = document.nodes[named.next].next;
      }
      return;
    case Kind::alias: out += "alias\t" + path + '\t' + escaped(node.value) + '\n'; return;
    case Kind::scalar:
    case Kind::missing: break;
  }
  const bool absent = node.style == ScalarStyle::plain && node.value.empty();
  out += (absent ? "null\t" : "scalar\t") + path + '\t' + escaped(node.value) + '\n';
}

}  // namespace

std::string facts_of(const oracle::Document& document) {
  std::string out;
  if (!document.nodes.empty()) append(document, 0, "", out);
  return out;
}

std::vector<std::optional<std::uint32_t>> places_of(const oracle::Document& document,
                                                    std::string_view text) {
  std::vector<std::optional<std::uint32_t>> places;
  if (document.nodes.empty()) return places;
  // A key that is a collection has a fact, what is in it has none.
  struct Visit {
    std::uint32_t node;
    bool key;
  };
  std::vector<Visit> open = {{0, false}};
  while (!open.empty()) {
    const Visit visit = open.back();
    open.pop_back();
    const DocumentNode& node = document.nodes[visit.node];
    const bool collection = node.kind == Kind::mapping || node.kind == Kind::sequence;
    if (visit.key || !collection) {
      const bool empty = !collection && node.kind == Kind::scalar && node.span.empty();
      const bool property = node.span.begin < text.size() &&
                            (text[node.span.begin] == '&' || text[node.span.begin] == '!');
      places.push_back(empty || property || collection ? std::nullopt
                                                       : std::optional(node.span.begin));
      continue;
    }
    std::vector<Visit> inside;
    bool key = node.kind == Kind::mapping;
    for (std::uint32_t child = node.first; child != kNone; child = document.nodes[child].next) {
      inside.push_back({child, key});
      if (node.kind == Kind::mapping) key = !key;
    }
    open.insert(open.end(), inside.rbegin(), inside.rend());
  }
  return places;
}

std::string facts_of(const Tree& tree) {
  std::string out;
  for (const Fact& fact : facts(tree)) {
    out += std::string(name(fact.kind)) + '\t' + fact.path + '\t' + escaped(fact.value) + '\n';
  }
  return out;
}

}  // namespace buildspec::test
