// The name of a variable that a hover is about: in a command, a field, or by eye where no reader
// knows the text. Internal to hovers. Pure.
#pragma once

#include <optional>
#include <string>

#include "linter/lang/flow.h"
#include "linter/text/span.h"
#include "lsp/ide/hover_parts.h"

namespace buildspec::ide {

// A name at the cursor, and what is known about that place alone.
struct HoveredName {
  std::string name;
  Span subject;
  std::optional<Usage> use = {};  // by a command
  bool reference = false;         // by eye: with "$" or the like in front
  std::string note = {};          // a paragraph about the place; may be empty
  bool before_commands = false;
};

[[nodiscard]] std::optional<HoveredName> hovered_name(const HoverPlace& place);

}  // namespace buildspec::ide
