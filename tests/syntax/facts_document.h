// libyaml's reading of a document as facts, to hold our tree against.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/oracle_document.h"

namespace buildspec::test {

// One line `KIND<TAB>PATH<TAB>VALUE` per fact, as `buildspec-lint dev facts` prints them but for
// their lines. Not for documents nested deeply: it recurses.
[[nodiscard]] std::string facts_of(const oracle::Document& document);

// Where these facts stand in the text that the document was read from; nothing where libyaml does
// not tell: for absent values and behind anchors and tags.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> places_of(const oracle::Document& document,
                                                                  std::string_view text);

// The facts of our own tree, in the same form.
[[nodiscard]] std::string facts_of(const Tree& tree);

}  // namespace buildspec::test
