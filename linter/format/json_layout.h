// The layout of a file that is one JSON text: collections over several lines have each entry on its
// own, short ones on one line stay there. Pure; any thread.
#pragma once

#include <vector>

#include "linter/format/tokens.h"
#include "linter/text/source_text.h"

namespace buildspec::format {

// One object or array, without comments, nothing but JSON in it.
[[nodiscard]] bool is_json(const Tree& tree, const TokenList& list);

// Of a text that is_json().
[[nodiscard]] std::vector<Edit> lay_out_json(const SourceText& text, const TokenList& list,
                                             const Style& style);

}  // namespace buildspec::format
