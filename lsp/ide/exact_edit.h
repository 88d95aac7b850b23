// Proof that edits change the writing and nothing else: what a YAML parser makes of the text before
// and after is compared. Every refactoring passes through here before it is offered. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/syntax/tree.h"
#include "linter/text/source_text.h"

namespace buildspec::ide {

// What is to stand in the place of a value or an item of the text before.
struct Instead {
  Node node;
  // So many strings, for an item of a list; one, for a value. Nothing: whatever is there.
  std::optional<std::vector<std::string>> texts;
};

// The edited text is accepted by the service's YAML parser as the text before is, and decodes to
// the same structure: keys, order, texts and their types, anchors and aliases. With
// `loose_line_ends` strings may differ in the line breaks at their end, which mean nothing to a
// shell.
[[nodiscard]] bool keeps_meaning(const Snapshot& before, const std::vector<Edit>& edits,
                                 std::span<const Instead> instead = {},
                                 bool loose_line_ends = false);

}  // namespace buildspec::ide
