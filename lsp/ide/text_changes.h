// Small edits that make one text of another, so that an editor keeps its cursors, folds and marks
// where nothing changed. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "linter/text/source_text.h"

namespace buildspec::ide {

// In order, apart from each other; lines that both texts have stay as they are, and of those that
// differ only the bytes in the middle are replaced. No edit cuts a character.
[[nodiscard]] std::vector<Edit> text_changes(std::string_view before, std::string_view after);

}  // namespace buildspec::ide
