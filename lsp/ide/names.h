// The names that a buildspec gives to things (variables, shell functions, anchors, tasks of a
// batch, artifacts) and every place where such a name stands. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class NameKind : std::uint8_t {
  variable,  // of the environment or of the shell: they are one
  function,  // of the shell
  anchor,
  task,      // `identifier` of a batch
  artifact,  // of `secondary-artifacts`
};

// Two of them are the same thing where kind, text and (of an anchor) `anchor` are.
struct Name {
  NameKind kind = NameKind::variable;
  std::string text;
  Span anchor;  // the anchor with its sign: a name may be given twice
};

// What the names of anchors are made of here: YAML takes more, which nobody writes.
[[nodiscard]] bool is_anchor_character(char c);

struct NameAt {
  Name name;
  Span span;  // the name alone, where the offset stands
};

// Nothing in comments, and where no such name stands. Local: does not look through the file, unless
// an anchor or an alias stands there.
[[nodiscard]] std::optional<NameAt> name_at(const Snapshot& snapshot, std::uint32_t offset);

struct Occurrence {
  Span span;             // the name alone
  bool defines = false;  // gives the name its meaning: a key, an assignment, an anchor
  bool writes = false;   // defines, or takes the value away: `unset`
  bool plain = false;    // the whole of a scalar of YAML that has no quotes
  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

// In the order of the text. Linear in the places where the name may stand.
[[nodiscard]] std::vector<Occurrence> occurrences(const Snapshot& snapshot, const Name& name);

// Where commands use a variable that the flow of variables knows nothing of: those of PowerShell
// and cmd, and those that YAML reads as mappings (lsp/ide/misread_commands.h). At most so many
// commands are read.
[[nodiscard]] std::vector<Span> uses_outside_flow(const Snapshot& snapshot,
                                                  std::string_view variable, std::size_t most);

}  // namespace buildspec::ide
