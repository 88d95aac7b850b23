// The parts that a hover is made of, one function for each subject. Internal to hovers. Pure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"
#include "lsp/ide/hover.h"

namespace buildspec::ide {

// Where the cursor stands: from the root to the innermost site.
struct HoverPlace {
  const Snapshot& snapshot;
  std::uint32_t offset = 0;
  std::vector<Site> path;

  [[nodiscard]] const Site& site() const { return path.back(); }
  [[nodiscard]] const schema::Type* owner() const {
    return path.size() > 1 ? path[path.size() - 2].type : nullptr;
  }
  [[nodiscard]] bool on_key() const {
    return site().key_node && site().key_node.span().touches(offset);
  }
  // The key that the site or the list around it is the value of; empty at the root.
  [[nodiscard]] std::string key_name() const;
  // The command whose text the site is, read; null where it is none, or the cursor is on a key.
  std::shared_ptr<const CommandText> command;
};

// A key that is none, and the one that may be meant; empty where none is near.
[[nodiscard]] std::string nearest_key_text(const schema::Type& owner, std::string_view name);

// hover_variable.cpp: uses, definitions and names of variables.
[[nodiscard]] std::optional<Hover> hover_variable(const HoverPlace& place);
// hover_command.cpp: what comes of a command's failure, where it runs.
[[nodiscard]] std::optional<Hover> hover_command(const HoverPlace& place);
// hover_glob.cpp: what a path or glob matches in the source tree.
[[nodiscard]] std::optional<Hover> hover_glob(const HoverPlace& place);
// hover_batch.cpp: tasks, and what runs before and after them.
[[nodiscard]] std::optional<Hover> hover_task(const HoverPlace& place);
// hover_anchor.cpp: anchors, aliases and what they stand for.
[[nodiscard]] std::optional<Hover> hover_anchor(const Snapshot& snapshot, std::uint32_t offset);

}  // namespace buildspec::ide
