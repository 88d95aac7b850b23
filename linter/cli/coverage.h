// `buildspec-lint dev coverage`: the pages that are generated from what the program knows about its
// rules. Pure: text out.
#pragma once

#include <span>
#include <string>

#include "linter/lint/rule.h"

namespace buildspec::cli {

// docs/coverage.md: every known failure with its rules, or the reason why it has none.
[[nodiscard]] std::string coverage_page(std::span<const RegisteredRule> rules);

// docs/rules.md: every rule, by group.
[[nodiscard]] std::string rules_page(std::span<const RegisteredRule> rules);

}  // namespace buildspec::cli
