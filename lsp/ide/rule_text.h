// Rules, groups and what else may stand where they are named, as Markdown: in suppression comments,
// in the configuration, behind a finding. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "linter/lint/rule.h"

namespace buildspec::ide {

// The rule's page up to its examples, with its severity and links.
[[nodiscard]] std::string rule_text(const RegisteredRule& rule);

// A rule id, a group, "all" or one of ShellCheck's names; empty for anything else.
[[nodiscard]] std::string selector_text(std::span<const RegisteredRule> rules,
                                        std::string_view selector);

}  // namespace buildspec::ide
