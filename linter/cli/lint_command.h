// `buildspec-lint FILES…`: finds, lints, mends, reports. Main thread.
#pragma once

#include <span>

#include "linter/cli/options.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {

// Returns the exit status.
[[nodiscard]] int run_lint(const LintOptions& options, std::span<const RegisteredRule> rules);

}  // namespace buildspec::cli
