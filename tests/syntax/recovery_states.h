// The typing simulation: what a document looks like while somebody edits it. The same states for
// the same seed, everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/syntax/oracle_random.h"

namespace buildspec::test {

enum class Typing : std::uint8_t {
  line_begun,         // a new line, of which only the begin is typed
  line_truncated,     // a line whose end is not there (yet, or any more)
  quote_begun,        // a quote in front of a value, not closed
  bracket_begun,      // the same with a bracket or brace
  block_begun,        // a value that is only "|" or ">" so far
  key_without_colon,  // "build" for "build:"
  key_without_space,  // "version:0.2" for "version: 0.2"
  indented_more,      // a line one column too far to the right
  indented_less,      // or to the left
  tab,                // a tab for the indentation or a part of it
  line_split,         // Return pressed in the middle of a line
  character_deleted,  // one character missing
  conflict_markers,   // what git leaves of a merge
};
constexpr std::size_t kTypings = 13;
[[nodiscard]] std::string_view name(Typing typing);

struct TypingState {
  Typing typing = Typing::line_begun;
  std::string text;
  // The lines of the original that the edit changed, the second one behind the last. Empty where
  // lines were only put in, in front of the first.
  std::uint32_t first_line = 0;
  std::uint32_t end_line = 0;
};

// One state of this sort at a random line of the text; an empty text where the line picked offers
// no occasion for it.
[[nodiscard]] TypingState typing_state(Typing typing, std::string_view text, Random& random);

}  // namespace buildspec::test
