// The layout of a buildspec: indentation, spacing, blank lines, the end of the text. Only white
// space changes, and only where the text provably says the same afterwards. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "linter/format/style.h"
#include "linter/format/tokens.h"
#include "linter/syntax/tree.h"
#include "linter/text/source_text.h"

namespace buildspec::format {

struct Formatted {
  std::vector<Edit> edits;  // in order, apart from each other; each changes something
  std::string refusal;      // why there are none, a sentence's part; empty where nothing is wrong
  std::uint32_t place = 0;  // what the refusal is about
};

// With `lines`, nothing outside them changes. Of several documents the first is laid out, which is
// the one that is read; what follows stays as it is.
[[nodiscard]] Formatted format(const Tree& tree, const Style& style, LineRange lines = {});

}  // namespace buildspec::format
