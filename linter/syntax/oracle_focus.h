// A short text that libyaml refuses in the same words and at the same place as a long one: what
// surely has nothing to do with the mistake is left out. libyaml reads 20,000 lines in 20 ms, which
// is too long for every keystroke on a half-typed line.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "linter/syntax/tree.h"

namespace buildspec::oracle {

struct Focus {
  std::string text;            // the keys above the mistake, then what is around and behind it
  std::uint32_t keys_end = 0;  // in `text`
  std::uint32_t begin = 0;     // where in the original the second part comes from
  std::uint32_t reliable = 0;  // a fault from here on, in `text`, may be an artefact of the end
};

// Nothing where the text is short, nothing is known to be wrong, or leaving out is not safe.
[[nodiscard]] std::optional<Focus> focus(const Tree& tree);

}  // namespace buildspec::oracle
