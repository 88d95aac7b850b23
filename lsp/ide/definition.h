// Where the thing under a cursor is made: a name's definitions, the file that a path leads to.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct DefinitionTarget {
  std::string path;  // from the source root; empty: the same document
  SourceText text;   // of the target
  Span whole;        // the entry, command or item
  Span name;         // inside of it
};

struct Definitions {
  Span origin;  // what the cursor stands on
  std::vector<DefinitionTarget> targets;
};

// Of a variable in a command the definitions that may reach it, in running order.
[[nodiscard]] std::optional<Definitions> definition(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec::ide
