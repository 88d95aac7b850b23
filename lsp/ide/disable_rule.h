// Turning a rule off in the text of a configuration file. Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/text/source_text.h"

namespace buildspec::ide {

// The edits after which the configuration says `off` for the rule and is otherwise read as before.
// Nothing where it says so already, or where its text is too broken to be edited.
[[nodiscard]] std::optional<std::vector<Edit>> disable_rule(const SourceText& configuration,
                                                            std::string_view rule,
                                                            std::span<const RegisteredRule> rules);

}  // namespace buildspec::ide
