// Pieces that fixes are made of. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec {

// The bytes of a scalar's text without its quotes: what to replace so that a JSON text stays one.
[[nodiscard]] Span text_span(Node scalar);

// In single quotes nothing has a meaning for YAML but the quote itself, which is doubled.
[[nodiscard]] std::string in_single_quotes(std::string_view text);

}  // namespace buildspec
