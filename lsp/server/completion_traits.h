// What the client can take of completion, read once from its capabilities.
#pragma once

#include <cstdint>

#include "lsp/protocol/completion.h"

namespace buildspec::lsp {

struct CompletionTraits {
  bool markdown = false;
  bool snippets = false;
  bool commit_characters = false;
  bool deprecated_tag = false;
  bool deprecated = false;  // the older way to say the same
  bool insert_replace = false;
  bool label_details = false;
  bool lazy_documentation = false;  // it asks for an item's documentation when it shows the item
  bool folders = false;             // knows the kind of folders, which came later
  // How it indents the further lines of what it inserts: as they are where it can be told so.
  bool can_set_mode = false;
  bool states_mode = false;         // what it does where it is not told
  bool adjusts_indentation = true;  // by default
  // Of the list's defaults.
  bool default_range = false;
  bool default_format = false;
};

[[nodiscard]] CompletionTraits read_completion_traits(
    const CompletionClientCapabilities& capabilities);

}  // namespace buildspec::lsp
