// Commands that YAML reads as mappings, for a ": " in them (`- echo "X: $Y"`): what they say once
// they are in quotes. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

struct MisreadCommand {
  std::string_view text;    // as written
  std::uint32_t begin = 0;  // in the document
  CommandReading reading;

  [[nodiscard]] Span source(Span part) const { return {begin + part.begin, begin + part.end}; }
};

// An item of a list.
[[nodiscard]] bool is_misread_command(const Snapshot& snapshot, const Node& list, const Node& item);

// Those that `wanted` accepts, in the order of the text. Each is read for the visit alone.
void visit_misread_commands(const Snapshot& snapshot,
                            const std::function<bool(const Node&)>& wanted,
                            const std::function<void(const MisreadCommand&)>& visit);

}  // namespace buildspec::ide
