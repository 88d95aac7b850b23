// Our own documents in every shape that the YAML test suite has a tag for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace buildspec::test {

struct FactsCase {
  std::string tags;  // of the YAML test suite, and some of ours, by commas
  std::string title;
  std::string text;
  // The lines of `dev facts`, with `|` for their tabs, or the line of `dev verdict`.
  std::string expected;
  // Where go-yaml and libyaml, or go-yaml and the specification, differ, and in what.
  std::string difference;
};

[[nodiscard]] const std::vector<FactsCase>& facts_cases();

}  // namespace buildspec::test
