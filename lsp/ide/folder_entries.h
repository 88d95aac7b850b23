// What lies directly in a folder of the source tree. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/source_tree.h"

namespace buildspec::ide {

struct FolderEntry {
  std::string name;  // without the folder
  bool folder = false;
};
struct FolderEntries {
  std::vector<FolderEntry> entries;  // sorted by name, hidden ones last
  bool complete = true;              // false: there are more
};

// `folder` is normal ("app/web", empty for the root). Those whose names begin with `prefix`, at
// most `most`. Jumps over what lies deeper: a search for each entry, whatever the tree's size.
[[nodiscard]] FolderEntries folder_entries(const SourceTree& tree, std::string_view folder,
                                           std::string_view prefix, std::size_t most);

}  // namespace buildspec::ide
