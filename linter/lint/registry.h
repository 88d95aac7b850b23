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

// A rule id, a group, or "all".
[[nodiscard]] bool selects(std::string_view selector, const RegisteredRule& rule);
[[nodiscard]] bool is_selector(std::span<const RegisteredRule> rules, std::string_view selector);
// The id or group that resembles a misspelled one; nothing where none does.
[[nodiscard]] std::optional<std::string_view> nearest_selector(
    std::span<const RegisteredRule> rules, std::string_view selector);

// Where the fact behind a rule is documented: the first address in the section "Reference" of its
// page. Most are pages of the CodeBuild user guide; nothing for rules of our own making.
[[nodiscard]] std::optional<std::string> page_url(const RegisteredRule& rule);

}  // namespace buildspec
