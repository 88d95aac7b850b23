// Pieces of Markdown that hold texts of the user: nothing in them is taken for markup. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "linter/lang/snapshot.h"

namespace buildspec::ide {

// A code span on one line, cut where it is too long to read. Never for what may be a secret.
[[nodiscard]] std::string code_span(std::string_view text);

// A fenced block; "yaml" and "sh" are colored by editors.
[[nodiscard]] std::string code_block(std::string_view text, std::string_view language);

// "[line 12](file:///…/buildspec.yml#L12)", a link to where an offset stands; without an address of
// the document the words alone. `words` replace "line 12".
[[nodiscard]] std::string line_link(const Snapshot& snapshot, std::uint32_t offset,
                                    std::string_view words = {});

// With an empty line between.
void add_paragraph(std::string& text, std::string_view paragraph);
// "- item" on a line of its own; the first of a list makes an empty line above it.
void add_item(std::string& text, std::string_view item);

// The words with a capital letter and a full stop.
[[nodiscard]] std::string sentence(std::string_view words);

// "1st", "2nd", "3rd", "11th"
[[nodiscard]] std::string ordinal(std::size_t number);

}  // namespace buildspec::ide
