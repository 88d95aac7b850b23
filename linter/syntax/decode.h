// From the source of a scalar to its value, as libyaml decodes it (YAML 1.1), never failing.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "linter/syntax/scalar.h"
#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec {

// `text` is the whole document, `span` the scalar's place in it: with its quotes (an unclosed quote
// ends without), or from its block indicator to the end of its body. Whether a body's span holds
// the break of its last line and the blank lines behind it makes no difference: breaks that belong
// to the value are found behind it. `block_indent` is the column at which the lines of a block
// scalar's body begin, ignored for other styles.
//
// Breaks are CR LF, CR, LF and NEL, decoded as LF, and LS and PS, kept. Unknown and broken escapes
// stay as they stand; `\/` is a slash and `\'` a quote, though only one of libyaml and go-yaml
// takes each of them. One-line values without escapes are views of `text`.
[[nodiscard]] Scalar decode(std::string_view text, Span span, ScalarStyle style,
                            std::uint32_t block_indent);

}  // namespace buildspec
