#include "linter/syntax/facts.h"

#include <optional>
#include <utility>

namespace buildspec {
namespace {

void append_escaped(std::string& out, std::string_view text, bool key) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '/': out += key ? "\\/" : "/"; break;
      default:
        if (byte < 0x20 || byte == 0x7F) {
          out += "\\x";
          out += kHex[byte >> 4U];
          out += kHex[byte & 0xFU];
        } else {
          out += c;
        }
    }
  }
}

// The name behind the asterisk.
std::string_view alias_name(Node alias) {
  const std::string_view source = alias.source();
  return source.empty() ? source : source.substr(1);
}

// Walks the tree on a stack of its own: what is nested deeply is no danger.
class Walk {
 public:
  std::vector<Fact> run(Node root) {
    if (root) visit(root);
    while (!open_.empty()) {
      Open& top = open_.back();
      path_.resize(top.path);
      if (top.item != top.items_end) {
        const Node item = *top.item;
        ++top.item;
        path_ += "[]";
        visit(item);
      } else if (top.pair != top.pairs_end) {
        const Pair pair = *top.pair;
        ++top.pair;
        append_step(pair.key);
        facts_.push_back({FactKind::key, path_, {}, pair.key.span().begin});
        visit(pair.value);
      } else {
        open_.pop_back();
      }
    }
    return std::move(facts_);
  }

 private:
  struct Open {
    std::size_t path = 0;
    Node::ItemRange::iterator item, items_end;
    Node::PairRange::iterator pair, pairs_end;
  };

  void append_step(Node key) {
    path_ += '/';
    if (key.kind() == Kind::alias) {
      path_ += '*';
      append_escaped(path_, alias_name(key), true);
    } else if (key.is_scalar()) {
      append_escaped(path_, key.scalar().value(), true);
    } else if (!key.is_missing()) {
      path_ += '?';
    }
  }

  void visit(Node node) {
    const std::uint32_t at = node.span().begin;
    switch (node.kind()) {
      case Kind::mapping:
      case Kind::sequence:
        open_.push_back({path_.size(), node.items().begin(), node.items().end(),
                         node.pairs().begin(), node.pairs().end()});
        return;
      case Kind::scalar:
        facts_.push_back({FactKind::scalar, path_, std::string(node.scalar().value()), at});
        return;
      case Kind::alias:
        facts_.push_back({FactKind::alias, path_, std::string(alias_name(node)), at});
        return;
      case Kind::missing: facts_.push_back({FactKind::null, path_, {}, at}); return;
    }
  }

  std::string path_;
  std::vector<Open> open_;
  std::vector<Fact> facts_;
};

}  // namespace

std::vector<Fact> facts(const Tree& tree) { return Walk().run(tree.root()); }

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text, false);
  return out;
}

std::string_view name(FactKind kind) {
  switch (kind) {
    case FactKind::key: return "key";
    case FactKind::scalar: return "scalar";
    case FactKind::null: return "null";
    case FactKind::alias: break;
  }
  return "alias";
}

}  // namespace buildspec
