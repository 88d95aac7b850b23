// The fix that makes a command of a variable: out of env.variables, into an `export` in front of
// the first command, where the shell expands its value. Pure; any thread.
#pragma once

#include <optional>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::environment {

// Nothing where no exact edit fits: JSON and flow style, a list of commands that is none, a value
// with quotes in it, shells that have no `export`.
[[nodiscard]] std::optional<Fix> to_command(const Snapshot& snapshot, const Variable& variable);

// A part of a value that a shell would expand, and the service does not: "$NAME", "${NAME}",
// "$(…)", "`…`". Spans of the value.
struct Reference {
  Span span;
  bool command = false;  // $( ) or backquotes
};
[[nodiscard]] std::optional<Reference> first_reference(std::string_view value);

}  // namespace buildspec::environment
