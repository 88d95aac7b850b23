// Runs rules over a snapshot: severities, suppressions, order. No state between runs but what only
// makes the next one faster.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lint/configuration.h"
#include "linter/lint/rule.h"

namespace buildspec {

// Asked between rules; true ends the run early, with what was found so far thrown away.
using Cancelled = std::function<bool()>;

// What makes the next run over the next version of the same document faster, never different:
// findings in commands that did not change. One per document, owned by whoever owns the document,
// used by one run at a time.
class LintMemo {
 public:
  LintMemo();
  ~LintMemo();
  LintMemo(LintMemo&&) noexcept;
  LintMemo& operator=(LintMemo&&) noexcept;

  struct Impl;  // linter/lint/memo.h

 private:
  friend class LintEngine;
  std::unique_ptr<Impl> impl_;
  // Of the last run in which most rules were silent (a broken text): the other one is good again as
  // soon as the text is whole.
  std::unique_ptr<Impl> quiet_;
};

class LintEngine {
 public:
  // `rules` must outlive the engine; the generated registry (rules/registry.h) is static.
  LintEngine(std::span<const RegisteredRule> rules, const RuleSelection& selection);

  // Sorted by (begin, end, id), duplicates dropped, suppressed findings left out. A text that the
  // YAML parser rejects gives its one syntax finding and what is certain all the same
  // (RuleMeta::despite_faults), not a storm; so does a file of another product. A rule that throws
  // gives one finding that says so. `others` are findings of other tools: settings and suppressions
  // hold for them too.
  [[nodiscard]] std::vector<Diagnostic> run(const Snapshot& snapshot,
                                            const Cancelled& cancelled = {},
                                            LintMemo* memo = nullptr,
                                            std::vector<Diagnostic> others = {}) const;

  // What a run with this selection does with a rule.
  struct Setting {
    bool enabled = true;
    std::optional<Severity> severity;  // nothing: what the rule says
  };
  [[nodiscard]] Setting setting(const RegisteredRule& rule) const;
  // There is a rule of this id, and it is enabled.
  [[nodiscard]] bool runs(std::string_view id) const;

 private:
  std::span<const RegisteredRule> rules_;
  std::vector<Setting> settings_;  // one per rule
  RuleSelection selection_;        // for findings of other tools
};

}  // namespace buildspec
