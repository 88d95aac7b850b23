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

std::string facts_of(const Tree& tree) {
  std::string out;
  for (const Fact& fact : facts(tree)) {
    out += std::string(name(fact.kind)) + '\t' + fact.path + '\t' + escaped(fact.value) + '\n';
  }
  return out;
}

}  // namespace buildspec::test
