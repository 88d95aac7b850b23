// Pieces that fixes are made of: quoting, blocks, whole lines, moving a key elsewhere. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/syntax/tree.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec {

// The bytes of a scalar's text without its quotes: what to replace so that a JSON text stays one.
[[nodiscard]] Span text_span(Node scalar);

// The bytes that a scalar's value comes from: from its first character to its last.
[[nodiscard]] Span value_span(Node scalar);

// In single quotes nothing has a meaning for YAML but the quote itself, which is doubled. For one
// line: breaks would be folded.
[[nodiscard]] std::string in_single_quotes(std::string_view text);

// As JSON has it, which YAML reads alike.
[[nodiscard]] std::string in_double_quotes(std::string_view text);

// The text as a scalar that any YAML parser decodes to just these bytes. JSON knows no single
// quotes, and of several lines they would not stay several.
[[nodiscard]] std::string quoted(std::string_view text, bool json);

// The document is written as JSON: in braces, with no key or value that JSON could not have.
[[nodiscard]] bool is_json(const Snapshot& snapshot);

// What stands in front of a bare text over several lines ("|", a break and blanks) makes a block of
// it, whose lines stay where they are. Nothing for one line, and for lines that are not indented.
[[nodiscard]] std::optional<std::string> block_header(const SourceText& text, Span raw);

// The edits that make a block (`|`) of a scalar over several lines, so that the shell sees the
// lines as they are written and not folded into one. Nothing for scalars of one line, for those in
// brackets or braces and for double quotes with escapes.
[[nodiscard]] std::optional<std::vector<Edit>> as_literal_block(const Snapshot& snapshot,
                                                                Node scalar);

// The lines of a pair of a block mapping, to the begin of the line behind them, with the comments
// right above that are indented as its key is; nothing where something else stands on them.
[[nodiscard]] std::optional<Span> whole_lines(const SourceText& text, const Pair& pair);

// Every line moved by so many columns; lines without content stay, and none loses more than blanks.
[[nodiscard]] std::string shifted_lines(std::string_view lines, std::int64_t by);

// The edit that takes a pair out of its mapping, or an item out of its list, in any style: lines,
// or the bytes with the comma. Nothing for the only entry, and where something else stands on the
// lines.
[[nodiscard]] std::optional<Edit> removal(const SourceText& text, Node mapping, const Pair& pair);
[[nodiscard]] std::optional<Edit> removal(const SourceText& text, Node list, Node item);

// The edits that move a pair of `owner` to the mapping at `path` (keys from the root on), making
// what is missing of that path, with its comments and its lines indented anew. Nothing in flow
// style, where the key stands there already, and where the result would not hold it.
[[nodiscard]] std::optional<std::vector<Edit>> moved(const Snapshot& snapshot, Node owner,
                                                     const Pair& pair,
                                                     std::span<const std::string_view> path);

// The line break that the text uses.
[[nodiscard]] std::string_view line_break(const SourceText& text);

}  // namespace buildspec
