// What of a text can be folded away. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class FoldKind : std::uint8_t { code, comment, region };

// Over more than one line. `span` begins at the end of the line that stays, so far as it says what
// is folded, and ends where its text does.
struct Fold {
  Span span;
  std::uint32_t first_line = 0;  // stays
  std::uint32_t last_line = 0;   // the last that goes, where lines are folded as a whole: the line
                                 // of a closing bracket stays
  FoldKind kind = FoldKind::code;
};

// Keys with what is below them, items, block scalars, brackets, the constructs of shell scripts,
// comments of several lines, and what stands between `#region` and `#endregion`. Sorted by line,
// outer ones first; where there are more than `most`, those that are nested least.
[[nodiscard]] std::vector<Fold> folds(const Snapshot& snapshot, std::size_t most);

}  // namespace buildspec::ide
