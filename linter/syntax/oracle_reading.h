// The first document of a text as libyaml's events tell it, corrected to go-yaml's reading where
// the two differ, node by node: nothing of it is kept here but what is open.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec::oracle {

// What went wrong, in the parser's words.
struct Fault {
  std::string message;
  std::uint32_t at = 0;       // the parser's mark, in bytes
  std::uint32_t context = 0;  // where the construct begins that it was reading, else the same
  std::uint32_t end = 0;      // of the node at fault, where it is a node that is; else 0
  bool over_budget = false;   // ours: the parser was not asked to the end
};

struct NodeEvent {
  Kind kind = Kind::scalar;  // never missing: libyaml has empty scalars
  ScalarStyle style = ScalarStyle::plain;
  bool flow = false;
  bool implicit = false;    // a plain scalar whose type its text decides
  Span span;                // the event's; with anchor and tag; of a collection its first token's
  std::string_view value;   // of a scalar; the anchor's name of an alias
  std::string_view tag;     // in full, of a scalar
  std::string_view anchor;  // its name; in the text it stands at `anchor_at`
  std::uint32_t anchor_at = 0;
};

// Who is told of the nodes, in document order. The views in an event live as long as the call.
class NodeSink {
 public:
  virtual ~NodeSink() = default;
  // A text may have to be read more than once: forget what was told.
  virtual void restart() = 0;
  // False for an alias of an anchor that there is not.
  virtual bool on_node(const NodeEvent& node) = 0;
  // The innermost open collection ends.
  virtual void on_end(std::uint32_t end) = 0;
  // The root is none: its only child, which has just ended, is the document.
  virtual void drop_root() = 0;
};

struct Outcome {
  std::optional<Fault> fault;
  // Where the first node ended in the middle of things, say behind the first line of ` a: 1` and
  // `b: 2`: the parser takes that for the whole document and never looks at what follows.
  std::optional<std::uint32_t> cut_short;
};

Outcome read_nodes(std::string_view text, NodeSink& sink);

}  // namespace buildspec::oracle
