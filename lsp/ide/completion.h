// What can be typed at an offset: keys, values, runtimes and their versions, variables. A function
// from a snapshot to a plain struct; pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class CompletionKind : std::uint8_t { key, value, runtime, variable };

struct CompletionItem {
  CompletionKind kind = CompletionKind::key;
  std::string label;
  std::string detail;    // one line; may be empty
  std::string markdown;  // documentation; may be empty
  std::string insert;    // stands in the place of Completion::replace afterwards
  std::string filter;    // what the text in `replace` is held against
  bool deprecated = false;
};

struct Completion {
  std::uint32_t offset = 0;  // of the cursor
  Span replace;              // holds the offset: existing text gives way, it is not doubled
  std::vector<CompletionItem> items;  // best first
};

[[nodiscard]] Completion complete(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec::ide
