// A rule that tells what is known about a document's project, and one that finds every "BAD".
#pragma once

#include <span>

#include "linter/lint/rule.h"

namespace buildspec::lsp::test {

// "told-facts" has one finding at the begin of the text: "image unknown, day 2026-11-20, tree
// unknown"; the tree is asked for src/main.py. "loud-word" is that of test_rules().
[[nodiscard]] std::span<const RegisteredRule> fact_rules();

}  // namespace buildspec::lsp::test
