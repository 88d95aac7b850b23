// What a key that the schema does not know was probably meant to be: a misspelled one, one from
// elsewhere in the buildspec, or one of another product. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/mismatch.h"
#include "linter/schema/nearest.h"
#include "linter/schema/type.h"

namespace buildspec {

struct KeyAdvice {
  // The key of the same mapping that was meant; null where none resembles it.
  const schema::Key* meant = nullptr;
  // The spelling differs in letter case, dashes and underscores only.
  bool same_letters = false;
  // What is known about the name; may be null.
  const schema::OtherName* known = nullptr;
  // Where in a buildspec a key of this name stands ("phases.install"), if it was not misspelled.
  std::vector<std::string> places;
};

[[nodiscard]] KeyAdvice advise_on_key(const schema::Type& type, std::string_view name);

// Every place of the schema that has a key of this name: "phases.install", "reports.<name>",
// "batch.build-graph[].env", "the top level".
[[nodiscard]] std::vector<std::string> places_of_key(std::string_view name);

// Beside the missing key stands an unknown one that was probably meant to be it.
[[nodiscard]] bool is_misspelled(const Mismatch& missing);

}  // namespace buildspec
