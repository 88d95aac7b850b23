// The layout of a document, of some of its lines, and of the line that is being typed. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/format/style.h"
#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"

namespace buildspec::ide {

struct Layout {
  std::vector<Edit> edits;  // in order, apart from each other
  std::string refusal;      // why there are none: a sentence for the user; else empty
};

// Of the whole document, or of the lines that a range touches. A document that is no buildspec of
// CodeBuild stays as it is.
[[nodiscard]] Layout lay_out(const Snapshot& snapshot, const format::Style& style,
                             std::optional<Span> range = std::nullopt);

// After a line break, a dash or a closing bracket was typed in front of `offset`: the indentation
// of the line, the dash of the next item. For unfinished text: nothing is compared, lines with text
// on them keep it.
[[nodiscard]] std::vector<Edit> lay_out_typed(const Snapshot& snapshot, std::uint32_t offset,
                                              char typed, const format::Style& style);

}  // namespace buildspec::ide
