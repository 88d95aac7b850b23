// All nodes of the first document as the oracle reads it: for what must be looked at more than
// once, and for tests that hold our tree against it.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/oracle_reading.h"
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

struct Document {
  std::vector<DocumentNode> nodes;  // in document order; the first one is the root
  std::optional<Fault> fault;
  std::optional<std::uint32_t> cut_short;  // as in Outcome
};

[[nodiscard]] Document read_document(std::string_view text);

}  // namespace buildspec::oracle
