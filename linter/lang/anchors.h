// The anchors of a document and what refers to them. Views belong to the snapshot; pure, any
// thread.
#pragma once

#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec {

struct Anchor {
  std::string_view name;  // without its sign
  Span span;              // with it
  Span value;
  std::vector<Span> aliases;
};

// In document order; an alias belongs to the last anchor of its name in front of it. None where
// there are more than kMostAnchors.
[[nodiscard]] std::vector<Anchor> find_anchors(const Snapshot& snapshot);

}  // namespace buildspec
