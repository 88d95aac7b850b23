// Edits of the decoded text of a scalar, written in the style that the scalar has in the file:
// what fixes inside commands are made of. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/syntax/scalar.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec {

// The decoded bytes of `span` give way to `text`; an empty span inserts.
struct Replacement {
  Span span;
  std::string text;
};

// The edits after which the scalar decodes to its value with the replacements done, in order and
// apart from each other. Escapes, doubles quotes and indents as the style wants it; a plain scalar
// that cannot hold the new text is put in single quotes as a whole. Nothing where the style cannot
// hold it in any way: line breaks in quotes or folded text.
[[nodiscard]] std::optional<std::vector<Edit>> edit_in_scalar(
    const Snapshot& snapshot, Node node, const Scalar& scalar,
    std::span<const Replacement> replacements);

// The same with one replacement.
[[nodiscard]] std::optional<std::vector<Edit>> edit_in_scalar(const Snapshot& snapshot, Node node,
                                                              const Scalar& scalar, Span span,
                                                              std::string text);

}  // namespace buildspec
