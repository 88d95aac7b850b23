#include "lsp/ide/folder_entries.h"

#include <algorithm>

namespace buildspec::ide {

FolderEntries folder_entries(const SourceTree& tree, std::string_view folder,
                             std::string_view prefix, std::size_t most) {
  FolderEntries found;
  found.complete = tree.complete;
  const std::string base = folder.empty() ? std::string() : std::string(folder) + '/';
  const std::string begin = base + std::string(prefix);
  const std::vector<std::string>& files = tree.files;
  auto at = std::lower_bound(files.begin(), files.end(), begin);
  while (at != files.end() && at->starts_with(begin)) {
    if (found.entries.size() == most) {
      found.complete = false;
      break;
    }
    const std::size_t slash = at->find('/', base.size());
    if (slash == std::string::npos) {
      found.entries.push_back({at->substr(base.size()), false});
      ++at;
      continue;
    }
    found.entries.push_back({at->substr(base.size(), slash - base.size()), true});
    // The first path behind all that begin with "folder/": "0" follows "/".
    std::string behind = at->substr(0, slash);
    behind += static_cast<char>('/' + 1);
    at = std::lower_bound(at, files.end(), behind);
  }
  std::stable_partition(found.entries.begin(), found.entries.end(),
                        [](const FolderEntry& entry) { return !entry.name.starts_with('.'); });
  return found;
}

}  // namespace buildspec::ide
