// The error-tolerant YAML tree of the first document of a text: immutable, shared between versions,
// safe to read from any thread. A broken text has a tree too; what is broken is in problems().
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "linter/syntax/scalar.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec {

enum class Kind : std::uint8_t { mapping, sequence, scalar, alias, missing };
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

class Tree;
struct Pair;
namespace syntax {
class RecordList;
struct Piece;
class TreeBuilder;
}  // namespace syntax

// A value handle on one node of a tree, two words. It is valid as long as its tree lives.
// A default-made node is "no node": false, of kind missing, with an empty span; every accessor
// answers on it without failing, so that chains such as root.get("phases").get("build") need no
// checks.
class Node {
 public:
  Node() = default;

  // False for "no node". A value that is absent in the text (`key:` with nothing behind it) is a
  // node of kind missing, and true; so is an absent key.
  explicit operator bool() const { return tree_ != nullptr; }

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is_mapping() const { return kind() == Kind::mapping; }
  [[nodiscard]] bool is_sequence() const { return kind() == Kind::sequence; }
  [[nodiscard]] bool is_scalar() const { return kind() == Kind::scalar; }
  [[nodiscard]] bool is_missing() const { return kind() == Kind::missing; }

  // Meaningful for scalars only; plain for everything else.
  [[nodiscard]] ScalarStyle style() const;
  // A collection in brackets or braces, or a pair without braces inside brackets (`[a: b]`).
  [[nodiscard]] bool flow() const;

  // The node's own bytes, anchor and tag left out: of a scalar with its quotes or its block
  // indicator and whole body (without the last line's break), of a collection from its first to its
  // last content byte (brackets included), of an alias with its asterisk. Empty for missing: the
  // place behind the colon or dash.
  [[nodiscard]] Span span() const;
  // The bytes of span().
  [[nodiscard]] std::string_view source() const;
  // "&name" and "!tag" as written; empty where there is none.
  [[nodiscard]] Span anchor() const;
  [[nodiscard]] Span tag() const;

  // Pairs of a mapping or items of a sequence; 0 for everything else. Counts: linear.
  [[nodiscard]] std::uint32_t size() const;
  // No node(s) for an index that is out of range or on the wrong kind. Linear: loop over items() or
  // pairs() instead where there is more than one to see.
  [[nodiscard]] Node item(std::uint32_t index) const;
  [[nodiscard]] Pair pair(std::uint32_t index) const;
  // For loops: `for (Node item : node.items())`, `for (auto [key, value] : node.pairs())`. Empty
  // for the wrong kind.
  class ItemRange;
  class PairRange;
  [[nodiscard]] ItemRange items() const;
  [[nodiscard]] PairRange pairs() const;

  // The value of the last pair whose key is this scalar (decoded), as go-yaml v2 has it; else no
  // node. find() gives the whole pair.
  [[nodiscard]] Node get(std::string_view key) const;
  [[nodiscard]] Pair find(std::string_view key) const;
  // This node is a scalar with this decoded value; decodes only where the source has to be.
  [[nodiscard]] bool is(std::string_view value) const;

  // The decoded scalar with its map back to the source; the empty scalar for everything else.
  [[nodiscard]] Scalar scalar() const;

  // The same node of the same tree.
  friend bool operator==(const Node&, const Node&) = default;

  // The identity of the stored node: equal in two versions of a document when the node was reused,
  // not parsed again. Then its text, its shape and everything that depends on these alone is the
  // same, relative to span().begin. Null for a collection that is not stored in one piece (the root
  // and other long ones: their children have an identity). Keep the tree it came from alive: it
  // owns the storage, and only while it lives the identity is unique.
  [[nodiscard]] const void* block() const;

 private:
  friend class Tree;
  Node(const Tree* tree, std::uint32_t piece, std::uint32_t record)
      : tree_(tree), piece_(piece), record_(record) {}
  [[nodiscard]] const syntax::RecordList& records() const;  // of its chunk
  [[nodiscard]] std::uint32_t depth() const;
  [[nodiscard]] Node child() const;    // the first record inside, or no node
  [[nodiscard]] Node sibling() const;  // the next record of the same parent, or no node
  [[nodiscard]] Span property(bool tag) const;

  const Tree* tree_ = nullptr;
  std::uint32_t piece_ = 0;
  std::uint32_t record_ = 0;
};

struct Pair {
  Node key;
  Node value;
  explicit operator bool() const { return static_cast<bool>(key); }
};

class Node::ItemRange {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using pointer = const Node*;
    using reference = Node;
    iterator() = default;
    explicit iterator(Node node) : node_(node) {}
    Node operator*() const { return node_; }
    iterator& operator++() {
      node_ = node_.sibling();
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const iterator&, const iterator&) = default;

   private:
    Node node_;
  };
  explicit ItemRange(Node first) : first_(first) {}
  [[nodiscard]] iterator begin() const { return iterator(first_); }
  [[nodiscard]] iterator end() const { return {}; }
  [[nodiscard]] bool empty() const { return !first_; }

 private:
  Node first_;
};

class Node::PairRange {
 public:
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Pair;
    using difference_type = std::ptrdiff_t;
    using pointer = const Pair*;
    using reference = Pair;
    iterator() = default;
    explicit iterator(Node key) : key_(key), value_(key ? key.sibling() : Node()) {}
    Pair operator*() const { return {key_, value_}; }
    iterator& operator++() {
      key_ = value_ ? value_.sibling() : Node();
      value_ = key_ ? key_.sibling() : Node();
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const iterator&, const iterator&) = default;

   private:
    Node key_;
    Node value_;
  };
  explicit PairRange(Node first) : first_(first) {}
  [[nodiscard]] iterator begin() const { return iterator(first_); }
  [[nodiscard]] iterator end() const { return {}; }
  [[nodiscard]] bool empty() const { return !first_; }

 private:
  Node first_;
};

inline Node::ItemRange Node::items() const { return ItemRange(is_sequence() ? child() : Node()); }
inline Node::PairRange Node::pairs() const { return PairRange(is_mapping() ? child() : Node()); }

// What the recovering parser stumbled over: a place for the oracle's words, never a verdict.
enum class ProblemKind : std::uint8_t {
  other,
  missing_colon,              // the text that stands where a key should: "build"
  missing_space_after_colon,  // the colon in "key:value"
  missing_space_after_dash,   // the dash in "-npm test"
  missing_dash,               // a line between the items of a list: its text
  missing_comma,              // flow: the place where it should stand (empty)
  unclosed_quote,             // from the quote to where the parser gave up
  content_after_quoted,       // what stands behind a closing quote
  unclosed_bracket,           // the bracket
  content_after_bracket,      // what stands behind a closing bracket
  stray_bracket,              // a closing bracket or comma that closes nothing
  nested_value,               // the second colon in "a: b: c"
  list_in_line,               // the dash in "key: - item"
  stray_dash,                 // a dash among the keys of a mapping
  stray_text,                 // text that belongs to no key and no item
  bad_indentation,            // the white space before a line that fits no open block (or none)
  tab_indentation,            // the white space before a line, with a tab in it
  reserved_indicator,         // "@", "`" or "%" at the begin of a value
  bad_alias_name,             // "*.jar", "**/*"
  bad_anchor_name,            // "&&"
  bad_tag,
  bad_block_header,    // what stands behind "|" or ">"
  shallow_block_body,  // a line of a block scalar's body that is not deep enough
  bad_escape,          // "\d" in double quotes
  long_key,            // a key over several lines or longer than 1024 characters
  conflict_marker,     // the line of a merge conflict
  bad_directive,
  marker_in_quotes,   // "---" or "..." at the begin of a line inside quotes
  invalid_utf8,       // the first bad byte of a line
  control_character,  // likewise
};
struct Problem {
  ProblemKind kind = ProblemKind::other;
  Span span;
  friend bool operator==(const Problem&, const Problem&) = default;
};

// How much input the parser takes on. Beyond it the tree ends early and says which budget it was;
// beyond `bytes` it is empty.
struct Budgets {
  std::uint32_t bytes = 64U << 20U;
  std::uint32_t depth = 10'000;  // as go-yaml has it; at most 60,000
  std::uint32_t nodes = 8'000'000;
  std::uint32_t aliases = 100'000;
};
enum class Budget : std::uint8_t { bytes, depth, nodes, aliases };

class Tree {
 public:
  ~Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  [[nodiscard]] const SourceText& text() const { return text_; }
  // No node for a text without content; missing where "---" says that there is a document.
  [[nodiscard]] Node root() const;
  // From the root to the innermost node whose span touches the offset; a key or value only when the
  // offset touches it. Empty where the text has no content.
  [[nodiscard]] std::vector<Node> path_at(std::uint32_t offset) const;
  // The comment, from its "#" to the end of its line, that an offset stands in.
  [[nodiscard]] std::optional<Span> comment_at(std::uint32_t offset) const;
  // In document order.
  [[nodiscard]] std::vector<Problem> problems() const;
  // True only if the YAML parser of the service surely accepts the text: no need to ask the oracle.
  [[nodiscard]] bool certain() const;
  [[nodiscard]] std::optional<Budget> exceeded() const { return exceeded_; }
  // The bytes of what follows the first document, from its "---" or "..." on; empty if nothing
  // does.
  [[nodiscard]] Span further_documents() const { return further_; }
  // Bytes of memory that this tree holds, its text left out, parts shared with others included.
  [[nodiscard]] std::size_t memory() const;

 private:
  friend class Node;
  friend class syntax::TreeBuilder;
  Tree();
  [[nodiscard]] Node last_before(std::uint32_t offset) const;
  [[nodiscard]] Node parent(const Node& node) const;
  [[nodiscard]] std::uint32_t content_end(std::uint32_t piece, std::uint32_t record) const;

  SourceText text_;
  std::vector<syntax::Piece> pieces_;
  std::uint32_t depth_budget_ = 0;
  Span further_;
  std::optional<Budget> exceeded_;
};
using TreePtr = std::shared_ptr<const Tree>;

// Parses the first document of a text. `previous` is the tree of an earlier text and `changes` what
// was done to that since, in order, each in the offsets of the text as the change found it; both
// only make parsing faster, never the tree different. Without changes the two texts are compared.
[[nodiscard]] TreePtr parse(SourceText text, const TreePtr& previous = nullptr,
                            std::span<const Change> changes = {}, const Budgets& budgets = {});

}  // namespace buildspec
