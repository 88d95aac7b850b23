// Reads JSON of which some texts are only known at build time. Pure; no recursion.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::pipeline {

struct JsonText {
  enum class State : std::uint8_t {
    read,
    unknown,    // depends on a text that only the build knows
    bare_word,  // a name or text without quotes: `word`
    broken,     // anything else that is no JSON
  };
  enum class Top : std::uint8_t { object, array, other };

  State state = State::read;
  std::string word;
  Top top = Top::other;
  // The keys of the object, or of each object in the array.
  std::vector<std::vector<std::string>> objects;
  bool other_items = false;  // the array has items that are no objects
};
// pipeline::kUnknown stands for a text that is not known.
[[nodiscard]] JsonText read_json(std::string_view text);

}  // namespace buildspec::pipeline
