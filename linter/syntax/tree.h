// The error-tolerant YAML tree of the first document of a text: immutable, shared between versions,
// safe to read from any thread. A broken text has a tree too; what is broken is in problems().
#pragma once

#include <cstdint>
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

// A value handle on one node of a tree, cheap to copy. It is valid as long as its tree lives.
// A default-made node is "no node": false, of kind missing, with an empty span; every accessor
// answers on it without failing, so that chains such as root.get("phases").get("build") need no
// checks.
class Node {
 public:
  Node() = default;

  // False for "no node". A value that is absent in the text (`key:` with nothing behind it) is a
  // node of kind missing, and true.
  explicit operator bool() const;

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is_mapping() const { return kind() == Kind::mapping; }
  [[nodiscard]] bool is_sequence() const { return kind() == Kind::sequence; }
  [[nodiscard]] bool is_scalar() const { return kind() == Kind::scalar; }
  [[nodiscard]] bool is_missing() const { return kind() == Kind::missing; }

  // Meaningful for scalars only; plain for everything else.
  [[nodiscard]] ScalarStyle style() const;
  // A collection in brackets or braces.
  [[nodiscard]] bool flow() const;

  // The node's own bytes, anchor and tag left out: of a scalar with its quotes or its block
  // indicator and whole body, of a collection from its first to its last content byte (brackets
  // included), of an alias with its asterisk. Empty for missing: the place behind the colon or
  // dash.
  [[nodiscard]] Span span() const;
  // The bytes of span().
  [[nodiscard]] std::string_view source() const;
  // "&name" and "!tag" as written; empty where there is none.
  [[nodiscard]] Span anchor() const;
  [[nodiscard]] Span tag() const;

  // Pairs of a mapping or items of a sequence; 0 for everything else.
  [[nodiscard]] std::uint32_t size() const;
  // No node(s) for an index that is out of range or on the wrong kind.
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

  // The decoded scalar with its map back to the source; the empty scalar for everything else.
  [[nodiscard]] Scalar scalar() const;

  // The same node of the same tree.
  friend bool operator==(const Node&, const Node&) = default;

  // The block that stores a collection's children: equal in two versions of a document when the
  // collection was reused, not parsed again. Then its text, its shape and everything that depends
  // on these alone is the same, relative to span().begin. Null for scalars and what stores no
  // block.
  [[nodiscard]] const void* block() const;
};

struct Pair {
  Node key;
  Node value;
  explicit operator bool() const { return static_cast<bool>(key); }
};

// What the recovering parser stumbled over: a place for the oracle's words, never a verdict.
enum class ProblemKind : std::uint8_t { other };
struct Problem {
  ProblemKind kind = ProblemKind::other;
  Span span;
};

// How much input the parser takes on. Beyond it the tree ends early and says which budget it was.
struct Budgets {
  std::uint32_t bytes = 64U << 20U;
  std::uint32_t depth = 1'000;
  std::uint32_t nodes = 8'000'000;
  std::uint32_t aliases = 100'000;
};
enum class Budget : std::uint8_t { bytes, depth, nodes, aliases };

class Tree {
 public:
  [[nodiscard]] const SourceText& text() const;
  // No node for a text without content.
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
  [[nodiscard]] std::optional<Budget> exceeded() const;
  // The bytes of what follows the first document; empty if nothing does.
  [[nodiscard]] Span further_documents() const;
  // Bytes of memory that this tree holds, its text left out, parts shared with others included.
  [[nodiscard]] std::size_t memory() const;
};
using TreePtr = std::shared_ptr<const Tree>;

// Parses the first document of a text. `previous` is the tree of an earlier text and `changes` what
// was done to that since, in order, each in the offsets of the text as the change found it; both
// only make parsing faster, never the tree different. Without changes the two texts are compared.
[[nodiscard]] TreePtr parse(SourceText text, const TreePtr& previous = nullptr,
                            std::span<const Change> changes = {}, const Budgets& budgets = {});

}  // namespace buildspec
