// The first document of a text as libyaml's events tell it, corrected to go-yaml's reading where
// the two differ: what the oracle judges, and what tests hold our tree against.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec::oracle {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

struct DocumentNode {
  Kind kind = Kind::scalar;  // never missing: libyaml has empty scalars
  ScalarStyle style = ScalarStyle::plain;
  bool flow = false;
  bool implicit = false;         // a plain scalar whose type its text decides
  Span span;                     // the event's; with anchor and tag
  std::string value;             // of a scalar; the anchor's name of an alias
  std::string tag;               // in full, of a scalar
  std::uint32_t target = kNone;  // of an alias
  std::uint32_t children = 0;    // keys and values count each
  std::uint32_t first = kNone;   // its first child
  std::uint32_t next = kNone;    // its next sibling
};

// What went wrong, in the parser's words.
struct Fault {
  std::string message;
  std::uint32_t at = 0;       // the parser's mark, in bytes
  std::uint32_t context = 0;  // where the construct begins that it was reading, else the same
  std::uint32_t end = 0;      // of the node at fault, where it is a node that is; else 0
  bool over_budget = false;   // ours: the parser was not asked to the end
};

struct Document {
  std::vector<DocumentNode> nodes;  // in document order; the first one is the root
  std::optional<Fault> fault;
  // Where the first node ended in the middle of things, say behind the first line of ` a: 1` and
  // `b: 2`: the parser takes that for the whole document and never looks at what follows.
  std::optional<std::uint32_t> cut_short;
};

[[nodiscard]] Document read_document(std::string_view text);

}  // namespace buildspec::oracle
