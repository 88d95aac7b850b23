// Runs rules over a snapshot: severities, suppressions, order. No state between runs but what only
// makes the next one faster.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lint/configuration.h"
#include "linter/lint/rule.h"

namespace buildspec {

// Asked between rules; true ends the run early, with what was found so far thrown away.
using Cancelled = std::function<bool()>;

class LintEngine {
 public:
  // `rules` must outlive the engine; the generated registry (rules/registry.h) is static.
  LintEngine(std::span<const RegisteredRule> rules, RuleSelection selection);

  // Sorted by (begin, end, id), duplicates dropped, suppressed findings left out. A text that the
  // YAML parser rejects gives its one syntax finding and what still is certain, not a storm.
  [[nodiscard]] std::vector<Diagnostic> run(const Snapshot& snapshot,
                                            const Cancelled& cancelled = {}) const;

 private:
  std::span<const RegisteredRule> rules_;
  RuleSelection selection_;
};

}  // namespace buildspec
