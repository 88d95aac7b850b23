// libyaml's reading of a document as facts, to hold our tree against.
#pragma once

#include <string>

#include "linter/syntax/oracle_document.h"

namespace buildspec::test {

// One line `KIND<TAB>PATH<TAB>VALUE` per fact, as `buildspec-lint dev facts` prints them but for
// their lines. Not for documents nested deeply: it recurses.
[[nodiscard]] std::string facts_of(const oracle::Document& document);

// The same of our own tree.
[[nodiscard]] std::string facts_of(const Tree& tree);

}  // namespace buildspec::test
