// Semantic tokens as the protocol has them: numbers, each token relative to the one before it, and
// what changed from one result to the next. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/text/source_text.h"
#include "lsp/ide/semantic_tokens.h"
#include "lsp/protocol/display.h"

namespace buildspec::lsp {

[[nodiscard]] TokenNumbers encode_tokens(const SourceText& text,
                                         const std::vector<ide::SemanticToken>& tokens,
                                         Encoding encoding);

// Applied to `before` they give `after`: as few numbers as possible, unless the two differ in very
// many places. In the order of their places; whole tokens only.
[[nodiscard]] std::vector<SemanticTokensEdit> token_edits(const TokenNumbers& before,
                                                          const TokenNumbers& after);

// Numbers in little space: mostly one byte for each.
[[nodiscard]] std::string pack(const TokenNumbers& numbers);
[[nodiscard]] TokenNumbers unpack(std::string_view packed);

}  // namespace buildspec::lsp
