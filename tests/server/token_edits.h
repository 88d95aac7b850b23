// Edits of semantic tokens, as a client makes them.
#pragma once

#include "lsp/protocol/display.h"

namespace buildspec::lsp::test {

[[nodiscard]] inline TokenNumbers applied(TokenNumbers numbers,
                                          const std::vector<SemanticTokensEdit>& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const auto begin = numbers.begin() + static_cast<std::ptrdiff_t>(edit->start);
    const auto at = numbers.erase(begin, begin + static_cast<std::ptrdiff_t>(edit->delete_count));
    numbers.insert(at, edit->data.begin(), edit->data.end());
  }
  return numbers;
}

}  // namespace buildspec::lsp::test
