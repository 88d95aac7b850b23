// A rule's page taken apart: its title, headings, and the fences that are its tests
// (rules/README.md says how they are written).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/project_facts.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::test {

// What a line of carets says.
struct Mark {
  Span span;  // of Example::text; the end is cut at the line's
  std::string rule;
  std::string severity;  // empty: any
};

enum class ExampleKind { bad, good, fixed };

struct Example {
  ExampleKind kind = ExampleKind::good;
  bool json = false;
  int line = 0;      // of the fence in the page, from 1
  std::string text;  // caret and facts lines taken out
  std::vector<Mark> marks;
  ProjectFactsPtr facts;
};

struct Page {
  std::string title;
  std::string summary;
  std::vector<std::string> headings;
  std::vector<Example> examples;
  std::vector<std::string> problems;  // what is wrong with the page itself
};

[[nodiscard]] Page read_page(std::string_view text);

}  // namespace buildspec::test
