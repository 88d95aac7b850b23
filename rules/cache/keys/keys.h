// Cache keys as shell expressions, and what the rules on them share. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec::cache {

// "$NAME", "${NAME…}", "$$" (then the name is "$"), "$(…)" or a backquote (then it is "(").
struct Expansion {
  Span span;  // of the decoded key: with the dollar, of a substitution only its begin
  std::string_view name;
};
// In order; an escaped dollar and single quotes do not count.
[[nodiscard]] std::vector<Expansion> expansions(std::string_view key);

// The lock file to make a hash of: by the source tree, else by what is cached, else
// "package-lock.json".
[[nodiscard]] std::string lock_file(const Snapshot& snapshot);

// The edit that puts `name: value` in front of another pair of a mapping, in its style.
[[nodiscard]] Edit inserted_before(const Snapshot& snapshot, Node mapping, const Pair& pair,
                                   std::string_view name, std::string_view value);

}  // namespace buildspec::cache
