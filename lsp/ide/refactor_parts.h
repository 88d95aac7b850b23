// The refactorings, one function for each thing that a selection may be in. Internal to
// refactorings.cpp. Pure.
#pragma once

#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/syntax/tree.h"
#include "lsp/ide/refactorings.h"

namespace buildspec::ide {

// One command: other quotes, a block, one line, single commands.
void add_command_refactorings(const Snapshot& snapshot, const Command& command,
                              std::vector<Refactoring>& found);
// Several commands of one list: one block.
void add_list_refactorings(const Snapshot& snapshot, Span selection,
                           std::vector<Refactoring>& found);
// A block of several lines: single commands.
void add_split(const Snapshot& snapshot, const Command& command, std::vector<Refactoring>& found);
// A variable with a plain value: a parameter.
void add_variable_refactorings(const Snapshot& snapshot, Span selection,
                               std::vector<Refactoring>& found);
// A command that stands in the file more than once (`command`, null for none), and an alias.
void add_alias_refactorings(const Snapshot& snapshot, Span selection, const Command* command,
                            std::vector<Refactoring>& found);

// Broken, without content, several documents, another product's: nothing is offered there.
[[nodiscard]] bool is_silent(const Snapshot& snapshot);

// A comment that silences findings stands above or behind the line of a node: whoever cuts or joins
// there would change what it covers.
[[nodiscard]] bool is_suppressed(const Snapshot& snapshot, Node node);

// What stands there is an item of a list in block style, and nothing around it is in brackets.
[[nodiscard]] bool is_block_item(const Snapshot& snapshot, Node node);

}  // namespace buildspec::ide
