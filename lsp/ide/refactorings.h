// Refactorings: other ways to write what is there. A function from a snapshot and a selection to
// plain structs; pure. Each is proven before it is offered (exact_edit.h): either the decoded
// structure stays the same, or `caution` says what does not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class RefactoringKind : std::uint8_t { rewrite, extract, inline_ };

struct Refactoring {
  RefactoringKind kind = RefactoringKind::rewrite;
  std::string title;
  std::vector<Edit> edits;
  std::string caution;      // what changes beside the writing; empty where nothing does
  std::string unavailable;  // why it cannot be done here: no edits then
};

// What can be done to the command, variable or list that the selection (or cursor) is in. Nothing
// in broken texts, in several documents and in files of other products.
[[nodiscard]] std::vector<Refactoring> refactorings(const Snapshot& snapshot, Span selection);

// What can be done to the file as a whole: YAML to JSON and back. Linear in the text.
[[nodiscard]] std::vector<Refactoring> file_refactorings(const Snapshot& snapshot);

}  // namespace buildspec::ide
