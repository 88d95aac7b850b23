// Plants a seed into one text, in the shape that the text has. Tests only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"
#include "linter/text/source_text.h"
#include "tests/seeding/seeds.h"
#include "tests/syntax/oracle_random.h"

namespace buildspec::test {

struct Planted {
  std::string text;
  Span place;                   // where the finding must begin, by lines
  std::vector<Span> exact;      // spans of which one is the best possible
  std::vector<Change> changes;  // what was done to the host, in order
  std::string form;             // for the reader of a failure
};

// Nothing where the seed does not fit the host, or this try at it gave another text than meant.
[[nodiscard]] std::optional<Planted> plant(const Seed& seed, std::string_view host, Random& random);

// How the text is laid out.
[[nodiscard]] Layout layout_of(Node root);

}  // namespace buildspec::test
