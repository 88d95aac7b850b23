// The lines of a text and how they are indented. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::rules {

[[nodiscard]] bool is_blank(char c);
// Behind the blanks and tabs that stand at `at`, at most at `end`.
[[nodiscard]] std::uint32_t skip_blanks(std::string_view text, std::uint32_t at, std::uint32_t end);
// The line that an offset is in.
[[nodiscard]] Span line_of(const Snapshot& snapshot, std::uint32_t offset);
// How many blanks and tabs a line, counted from 0, begins with.
[[nodiscard]] std::uint32_t indent_of(const Snapshot& snapshot, std::uint32_t number);
// The nearest line with content, above (-1) or below (1).
[[nodiscard]] std::optional<std::uint32_t> neighbour(const Snapshot& snapshot, std::uint32_t number,
                                                     int step);

}  // namespace buildspec::rules
