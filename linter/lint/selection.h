// --select and --ignore of the command line, and the same settings of an editor, on top of what the
// configuration says. Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lint/configuration.h"
#include "linter/lint/rule.h"

namespace buildspec {

// What is wrong with a list of selectors: the first that names no rule and no group, and the one
// that was probably meant.
[[nodiscard]] std::optional<std::string> selector_problem(std::span<const RegisteredRule> rules,
                                                          std::span<const std::string> selectors);

// With `select`, only those rules run, each as loud as configured. Between `select` and `ignore`
// the more exact one wins, `ignore` where they are equally exact.
[[nodiscard]] RuleSelection combine(RuleSelection configured, std::span<const std::string> select,
                                    std::span<const std::string> ignore);

}  // namespace buildspec
