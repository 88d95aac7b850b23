// A command as its author wrote it, where YAML made something else of it. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/text/span.h"

namespace buildspec::commands {

// The offset behind a shell command that begins at `begin` and ends with its line at `end`: where a
// comment of the shell begins, blanks in front left out. Nothing where a quote stays open.
[[nodiscard]] std::optional<std::uint32_t> shell_end(std::string_view text, std::uint32_t begin,
                                                     std::uint32_t end);

// The end of the command that a plain scalar was meant to be, where YAML took a `#` inside the
// shell's quotes for a comment; nothing where it did not.
[[nodiscard]] std::optional<std::uint32_t> end_behind_comment(const Snapshot& snapshot,
                                                              Node command);

// The bytes of an item that is a mapping, a list or a text with a tag: from its tag or first sign
// on to its end; further, where YAML took a `#` inside the shell's quotes for a comment. Nothing
// where the item is built of blocks, or of quotes that do not close.
[[nodiscard]] std::optional<Span> written(const Snapshot& snapshot, Node item);

// Makes one text of these bytes: in quotes, or as a block where lines count for the shell, as they
// do where there are `several` commands. Nothing where neither fits.
[[nodiscard]] std::optional<Fix> make_text(const Snapshot& snapshot, Span written,
                                           bool several = false);

}  // namespace buildspec::commands
