// Edits of white space that bring a list of tokens into its layout, line by line: lines are neither
// broken nor joined. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "linter/format/tokens.h"
#include "linter/text/source_text.h"

namespace buildspec::format {

// In order, apart from each other; none reaches over the end of a line but to remove blank lines
// and at the end of the text. Some may change nothing.
[[nodiscard]] std::vector<Edit> lay_out(const SourceText& text, const TokenList& list,
                                        const Style& style);

// The line end of the text's first line; "\n" where it has one line.
[[nodiscard]] std::string_view line_end_of(std::string_view text);

}  // namespace buildspec::format
