// Credentials that are known by their form alone: prefix, alphabet, length. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/text/span.h"

namespace buildspec::secrets {

struct Token {
  Span span;              // of the credential's own bytes; of a URL its password alone
  std::string_view what;  // "a GitHub token": static text
  bool sure = true;       // false: the form is shared with things that are no secrets
};

// One pass over a text, comments and all; about 0.7 ns per byte where nothing is found. Documented
// examples (AKIAIOSFODNN7EXAMPLE) and other placeholders are left out.
[[nodiscard]] std::vector<Token> find_tokens(std::string_view text);

// The token that begins at an offset of the text, if one does: what find_tokens() asks only where
// one may begin.
[[nodiscard]] std::optional<Token> token_at(std::string_view text, std::size_t at);

}  // namespace buildspec::secrets
