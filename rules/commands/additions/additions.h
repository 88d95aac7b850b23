// Edits that add a key with its value to a buildspec, right in block style, flow style and JSON.
// Pure; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"

namespace buildspec::commands {

// `key: value` as the first pair of a mapping that has others. Both are plain words.
[[nodiscard]] std::optional<Edit> add_first_pair(const Snapshot& snapshot, Node mapping,
                                                 std::string_view key, std::string_view value);

// `env.shell: bash`: as a new key, or instead of another value. Nothing in format 0.1, and where
// `env` is no mapping.
[[nodiscard]] std::optional<Edit> set_bash(const Snapshot& snapshot);

}  // namespace buildspec::commands
