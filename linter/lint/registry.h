// Questions about a list of rules: by id, by selector, and where a rule is documented. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "linter/lint/rule.h"

namespace buildspec {

// Null where there is none.
[[nodiscard]] const RegisteredRule* find_rule(std::span<const RegisteredRule> rules,
                                              std::string_view id);

// ShellCheck, whose findings are no rules of ours: "shellcheck", or one of its codes,
// "shellcheck/SC2086".
inline constexpr std::string_view kShellCheck = "shellcheck";
[[nodiscard]] bool is_shellcheck_selector(std::string_view selector);

// A rule id, a group, or "all"; is_selector() also knows ShellCheck's.
[[nodiscard]] bool selects(std::string_view selector, const RegisteredRule& rule);
[[nodiscard]] bool is_selector(std::span<const RegisteredRule> rules, std::string_view selector);
// The id or group that resembles a misspelled one; nothing where none does.
[[nodiscard]] std::optional<std::string_view> nearest_selector(
    std::span<const RegisteredRule> rules, std::string_view selector);

// Where the fact behind a rule is documented: the first address in the section "Reference" of its
// page. Most are pages of the CodeBuild user guide; nothing for rules of our own making.
[[nodiscard]] std::optional<std::string> page_url(const RegisteredRule& rule);

}  // namespace buildspec
