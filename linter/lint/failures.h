// The catalogue of what is known to go wrong in builds: every failure has rules that tell of it
// (RuleMeta::catalogue), or the reason why none can. docs/coverage.md shows both. Static data.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"

namespace buildspec {

struct KnownFailure {
  std::string_view id;  // "CB-YAML-01"
  std::string_view title;
  // Why no rule tells of it; empty where one does.
  std::string_view reason = {};
  // What the rules leave out, where they tell of a part of it only.
  std::string_view rest = {};
};

// In the catalogue's order.
[[nodiscard]] std::span<const KnownFailure> known_failures();
// Null where there is none.
[[nodiscard]] const KnownFailure* find_failure(std::string_view id);

// The ids of a list such as RuleMeta::catalogue: "CB-YAML-01 CB-YAML-02".
[[nodiscard]] std::vector<std::string_view> failure_ids(std::string_view list);

// The rules that name a failure, in their order.
[[nodiscard]] std::vector<const RegisteredRule*> rules_for(std::span<const RegisteredRule> rules,
                                                           std::string_view failure);

// What does not fit together: a failure with neither a rule nor a reason, one with both, a rule
// that names no known failure. One sentence each.
[[nodiscard]] std::vector<std::string> coverage_gaps(std::span<const RegisteredRule> rules);

}  // namespace buildspec
