#include "linter/syntax/oracle_decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "linter/syntax/oracle_resolve.h"

namespace buildspec::oracle {
namespace {

constexpr std::string_view kMergeTag = "tag:yaml.org,2002:merge";

// go-yaml, allowedAliasRatio: the share of decoding steps that may come from aliases.
double allowed_alias_ratio(std::uint64_t steps) {
  constexpr double kLow = 400'000;
  constexpr double kHigh = 4'000'000;
  const auto count = static_cast<double>(steps);
  if (count <= kLow) return 0.99;
  if (count >= kHigh) return 0.10;
  return 0.99 - 0.89 * ((count - kLow) / (kHigh - kLow));
}

bool is_merge(const DocumentNode& node) {
  return node.kind == Kind::scalar && is_merge_key(node.value, node.tag, node.implicit);
}

// Walks the document in the order in which go-yaml decodes it, on a stack of its own.
class Decoder {
 public:
  explicit Decoder(const Document& document) : nodes_(document.nodes), inside_(nodes_.size()) {}

  std::optional<Fault> run() {
    if (nodes_.empty()) return std::nullopt;
    ++steps_;  // the document itself
    enter(0);
    while (!stack_.empty() && !fault_) advance();
    return std::move(fault_);
  }

 private:
  enum class Task : std::uint8_t { node, merged_sequence };
  struct Frame {
    std::uint32_t node = 0;
    Task task = Task::node;
    std::uint32_t child = kNone;  // the next one to look at
    bool key_done = false;        // of a mapping: the key before `child` has just been decoded
    std::uint32_t key = kNone;
    std::vector<std::uint32_t> items;  // of a merged sequence, what is left of it
  };

  void fail(std::string message, std::uint32_t node) {
    const Span span = nodes_[node].span;
    if (!fault_) fault_ = Fault{std::move(message), span.begin, span.begin, span.end, false};
  }

  void enter(std::uint32_t id) {
    ++steps_;
    if (alias_depth_ > 0) ++alias_steps_;
    if (is_excessive(alias_steps_, steps_)) {
      fail("document contains excessive aliasing", outermost_alias_);
      return;
    }
    const DocumentNode& node = nodes_[id];
    if (node.kind == Kind::scalar) {
      check_scalar(id);
    } else if (node.kind == Kind::alias) {
      enter_alias(id);
    } else {
      Frame frame;
      frame.node = id;
      frame.child = node.first;
      stack_.push_back(std::move(frame));
    }
  }

  void enter_alias(std::uint32_t id) {
    if (inside_[id]) {
      fail("anchor '" + nodes_[id].value + "' value contains itself", id);
      return;
    }
    inside_[id] = true;
    if (alias_depth_++ == 0) outermost_alias_ = id;
    Frame frame;
    frame.node = id;
    stack_.push_back(std::move(frame));
    enter(nodes_[id].target);
  }

  void advance() {
    Frame& frame = stack_.back();
    const DocumentNode& node = nodes_[frame.node];
    if (frame.task == Task::merged_sequence) {
      advance_merge(frame);
    } else if (node.kind == Kind::alias) {
      inside_[frame.node] = false;
      --alias_depth_;
      stack_.pop_back();
    } else if (frame.child == kNone && !frame.key_done) {
      stack_.pop_back();
    } else if (node.kind == Kind::sequence) {
      const std::uint32_t child = frame.child;
      frame.child = nodes_[child].next;
      enter(child);
    } else {
      advance_mapping(frame);
    }
  }

  // A pair of a mapping: first the key, then, when it has been decoded, the value.
  void advance_mapping(Frame& frame) {
    const std::uint32_t child = frame.child;
    if (!frame.key_done) {
      if (is_merge(nodes_[child])) {
        const std::uint32_t value = nodes_[child].next;
        frame.child = nodes_[value].next;
        merge(value);
        return;
      }
      frame.key = child;
      frame.key_done = true;
      frame.child = nodes_[child].next;
      enter(child);
      return;
    }
    frame.key_done = false;
    const std::uint32_t key = frame.key;
    const DocumentNode& target = resolved(key);
    if (target.kind == Kind::mapping || target.kind == Kind::sequence) {
      fail("invalid map key: " + in_go(key), key);
      return;
    }
    frame.child = nodes_[child].next;
    enter(child);
  }

  void merge(std::uint32_t value) {
    const DocumentNode& node = nodes_[value];
    if (node.kind == Kind::sequence) {
      Frame frame;
      frame.node = value;
      frame.task = Task::merged_sequence;
      for (std::uint32_t item = node.first; item != kNone; item = nodes_[item].next) {
        frame.items.push_back(item);
      }
      stack_.push_back(std::move(frame));
    } else {
      merge_map(value);
    }
  }

  // go-yaml merges the maps of a sequence from the last one on.
  void advance_merge(Frame& frame) {
    if (frame.items.empty()) {
      stack_.pop_back();
      return;
    }
    const std::uint32_t item = frame.items.back();
    frame.items.pop_back();
    merge_map(item);
  }

  void merge_map(std::uint32_t value) {
    if (resolved(value).kind == Kind::mapping) {
      enter(value);
    } else {
      fail(std::string(kBadMerge), value);
    }
  }

  [[nodiscard]] const DocumentNode& resolved(std::uint32_t id) const {
    return nodes_[id].kind == Kind::alias ? nodes_[nodes_[id].target] : nodes_[id];
  }

  void check_scalar(std::uint32_t id) {
    if (auto problem = scalar_problem(nodes_[id].tag, nodes_[id].value)) {
      fail(std::move(*problem), id);
    }
  }

  [[nodiscard]] std::string in_go(std::uint32_t id) const;

  const std::vector<DocumentNode>& nodes_;
  std::vector<bool> inside_;  // of an alias: it is being decoded
  std::vector<Frame> stack_;
  std::optional<Fault> fault_;
  std::uint64_t steps_ = 0;
  std::uint64_t alias_steps_ = 0;
  std::uint32_t alias_depth_ = 0;
  std::uint32_t outermost_alias_ = 0;
};

// --- Go's %#v, in which go-yaml words a map key that is none.

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\a': out += "\\a"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\v': out += "\\v"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
          std::array<char, 8> escape{};
          std::snprintf(escape.data(), escape.size(), "\\x%02x", static_cast<unsigned>(byte));
          out += escape.data();
        } else {
          out += c;
        }
      }
    }
  }
  return out + "\"";
}

std::string float_in_go(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  std::array<char, 40> text{};
  for (int precision = 1; precision <= 17; ++precision) {
    std::snprintf(text.data(), text.size(), "%.*e", precision - 1, value);
    if (std::strtod(text.data(), nullptr) == value) {
      const int exponent = std::atoi(std::string_view(text.data()).find('e') + 1 + text.data());
      if (exponent >= -4 && exponent < 21) {
        std::snprintf(text.data(), text.size(), "%.*f", std::max(precision - 1 - exponent, 0),
                      value);
      }
      break;
    }
  }
  return text.data();
}

std::string scalar_in_go(const DocumentNode& node, const Resolved& type) {
  switch (type.type) {
    case Type::null: return "interface {}(nil)";
    case Type::boolean: return type.boolean ? "true" : "false";
    case Type::floating: return float_in_go(type.floating);
    case Type::integer: {
      if (type.large == 0) return std::to_string(type.integer);
      std::array<char, 24> text{};
      std::snprintf(text.data(), text.size(), "0x%llx",
                    static_cast<unsigned long long>(type.large));
      return text.data();
    }
    case Type::timestamp:
    case Type::string: break;
  }
  return quoted(node.value);
}

// How Go sorts the keys of a map that it prints; across types Go's order is not defined.
std::pair<int, std::variant<double, std::string>> sort_key(const DocumentNode& node,
                                                           const Resolved& type) {
  switch (type.type) {
    case Type::null: return {0, 0.0};
    case Type::integer: return {1, static_cast<double>(type.integer)};
    case Type::floating: return {2, std::isnan(type.floating) ? -HUGE_VAL : type.floating};
    case Type::boolean: return {4, type.boolean ? 1.0 : 0.0};
    case Type::timestamp:
    case Type::string: break;
  }
  return {3, node.value};
}

// Keys this deep or this long are cut: nobody reads them.
constexpr int kMaxKeyDepth = 8;
constexpr std::size_t kMaxKeyText = 4096;

struct GoPrinter {
  const std::vector<DocumentNode>& nodes;
  std::string out;

  void print(std::uint32_t id, int depth) {  // NOLINT(misc-no-recursion): bounded by kMaxKeyDepth
    const DocumentNode* node = &nodes[id];
    if (node->kind == Kind::alias) node = &nodes[node->target];
    if (depth > kMaxKeyDepth || out.size() > kMaxKeyText) {
      out += "...";
    } else if (node->kind == Kind::scalar) {
      const bool text = node->tag.empty() && !node->implicit;
      out += scalar_in_go(*node, text ? Resolved{} : resolve(node->tag, node->value));
    } else if (node->kind == Kind::sequence) {
      out += "[]interface {}{";
      for (std::uint32_t item = node->first; item != kNone; item = nodes[item].next) {
        if (item != node->first) out += ", ";
        print(item, depth + 1);
      }
      out += "}";
    } else {
      print_map(*node, depth);
    }
  }

  void print_map(const DocumentNode& node, int depth) {  // NOLINT(misc-no-recursion): as above
    std::map<std::pair<int, std::variant<double, std::string>>,
             std::pair<std::uint32_t, std::uint32_t>>
        pairs;
    for (std::uint32_t key = node.first; key != kNone;) {
      const std::uint32_t value = nodes[key].next;
      const DocumentNode& named =
          nodes[key].kind == Kind::alias ? nodes[nodes[key].target] : nodes[key];
      const bool text = named.tag.empty() && !named.implicit;
      pairs[sort_key(named, text ? Resolved{} : resolve(named.tag, named.value))] = {key, value};
      key = nodes[value].next;
    }
    out += "map[interface {}]interface {}{";
    bool first = true;
    for (const auto& [order, pair] : pairs) {
      if (!first) out += ", ";
      first = false;
      print(pair.first, depth + 1);
      out += ":";
      print(pair.second, depth + 1);
    }
    out += "}";
  }
};

std::string Decoder::in_go(std::uint32_t id) const {
  GoPrinter printer{nodes_, {}};
  printer.print(id, 0);
  return std::move(printer.out);
}

}  // namespace

std::optional<Fault> decode_fault(const Document& document) { return Decoder(document).run(); }

bool is_excessive(std::uint64_t alias_steps, std::uint64_t steps) {
  return alias_steps > 100 && steps > 1000 &&
         static_cast<double>(alias_steps) / static_cast<double>(steps) > allowed_alias_ratio(steps);
}

bool is_merge_key(std::string_view value, std::string_view tag, bool implicit) {
  return value == "<<" && (implicit || tag == kMergeTag);
}

std::optional<std::string> scalar_problem(std::string_view tag, std::string_view value) {
  if (tag.empty()) return std::nullopt;
  const Resolved type = resolve(tag, value);
  if (!type.base64) return "!!binary value contains invalid base64 data";
  if (type.fits) return std::nullopt;
  return "cannot decode " + std::string(short_tag(type.type)) + " `" + std::string(value) +
         "` as a " + short_tag(tag);
}

}  // namespace buildspec::oracle
