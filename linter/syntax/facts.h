// A tree as a flat list of facts, the form in which tests and tools compare documents.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec {

enum class FactKind : std::uint8_t { key, scalar, null, alias };

struct Fact {
  FactKind kind = FactKind::scalar;
  // One step `/KEY` per mapping (escaped as below, `/` as `\/`; `/?` for a key that is a
  // collection,
  // `/*name` for an alias) and one step `[]` per sequence. The key of a pair and its value have the
  // same path. An absent key is the empty one.
  std::string path;
  std::string value;  // decoded; empty for keys and nulls, the anchor's name for an alias
  // The scalar's own first byte (not its anchor's), its block indicator, an alias's asterisk; for
  // an absent value the place behind its colon or dash.
  std::uint32_t at = 0;
};

// In document order, duplicates kept: of a pair the key, then its value. What is in a key that is
// a collection is left out.
[[nodiscard]] std::vector<Fact> facts(const Tree& tree);

// Backslash, tab, line feed, carriage return and the other control characters of ASCII as `\\`,
// `\t`, `\n`, `\r` and `\xHH`.
[[nodiscard]] std::string escaped(std::string_view text);

// "key", "scalar", "null" or "alias".
[[nodiscard]] std::string_view name(FactKind kind);

}  // namespace buildspec
