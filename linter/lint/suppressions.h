// Comments that silence findings: "# buildspec-lint: ignore[rule, group] reason" for the line it
// ends or the entry below it, "# buildspec-lint: ignore-file[rule] reason" for the whole file.
// Views are of the snapshot's text; pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec {

struct Suppression {
  struct Selector {
    std::string_view name;  // a rule id, a group, or "all"
    Span span;
  };
  Span comment;  // from its "#"
  bool whole_file = false;
  std::vector<Selector> selectors;
  std::string_view reason;  // may be empty
  Span covers;              // findings that begin in or right behind these bytes are silenced

  // Says why the comment is not understood ("expected “[”…"); empty where it is. Such a comment
  // suppresses nothing.
  std::string_view malformed;
};

// In document order. JSON has no comments: such a text has none.
[[nodiscard]] std::vector<Suppression> find_suppressions(const Snapshot& snapshot);

// The rule id or group that an offset touches inside such a comment: what hover asks.
[[nodiscard]] std::optional<Suppression::Selector> suppression_at(const Snapshot& snapshot,
                                                                  std::uint32_t offset);

}  // namespace buildspec
