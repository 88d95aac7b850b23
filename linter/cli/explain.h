// The commands that speak about rules: `explain RULE` and `rules`. Pure: text in, text out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "linter/cli/terminal.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {

// A rule's page (the Markdown that we write: headings, paragraphs, lists, fences, code, links) for
// a terminal of that many columns.
[[nodiscard]] std::string render_page(std::string_view markdown, const Paint& paint,
                                      std::uint32_t width);

// The head of a rule's page, "plaintext-secret (secrets, error)", and the page.
[[nodiscard]] std::string explain_rule(const RegisteredRule& rule, const Paint& paint,
                                       std::uint32_t width);

[[nodiscard]] std::string list_rules(std::span<const RegisteredRule> rules);
[[nodiscard]] std::string list_rules_json(std::span<const RegisteredRule> rules);

}  // namespace buildspec::cli
