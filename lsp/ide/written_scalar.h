// How a text is written as a scalar, and what type YAML makes of one. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/syntax/oracle_resolve.h"
#include "linter/syntax/tree.h"

namespace buildspec::ide {

// The type that the service's YAML parser gives a scalar; null for an absent one.
[[nodiscard]] oracle::Type scalar_type(Node scalar);

// Stands for itself without quotes: one line that no YAML parser takes for anything but this
// string, in flow style (`flow`) too.
[[nodiscard]] bool can_be_plain(std::string_view text, bool flow);

// The text as a scalar on one line: plain, else in the quotes that need the fewest escapes.
[[nodiscard]] std::string written_scalar(std::string_view text, bool flow);

// The text as a literal block, to stand behind "key: " or "- ": "|", its lines at the column, no
// break at the end. Nothing where a block cannot hold it: an empty text, blanks at the begin of its
// first line or the end of one, control characters.
[[nodiscard]] std::optional<std::string> literal_block(std::string_view text, std::size_t column,
                                                       std::string_view line_break);

}  // namespace buildspec::ide
