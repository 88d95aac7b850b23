// What a hover over a marked place says, as text that tests can compare.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lsp/ide/hover.h"
#include "tests/ide/marked.h"

namespace buildspec::ide::test {

// One rule, `some-rule` in the group `things`.
[[nodiscard]] std::span<const RegisteredRule> hover_rules();

// A project with a source tree.
[[nodiscard]] ProjectFacts with_tree(std::vector<std::string> files);

// The Markdown; "nothing" where there is no hover.
[[nodiscard]] std::string words(std::string_view source, ProjectFacts facts = some_project());
// The text that the hover is about.
[[nodiscard]] std::string subject(std::string_view source, ProjectFacts facts = some_project());

[[nodiscard]] bool holds(std::string_view text, std::string_view part);

}  // namespace buildspec::ide::test
