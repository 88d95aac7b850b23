#include "lsp/server/workspace_search.h"

#include "linter/workspace/source_tree.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

bool WorkspaceSearch::advance(const std::function<bool()>& pause) {
  while (next_ < folders_.size()) {
    const Folder& folder = folders_[next_];
    if (!search_) {
      std::vector<PathPatterns> further;
      if (!folder.further.patterns.empty()) further.push_back(folder.further);
      search_ = std::make_unique<BuildspecSearch>(
          folder.path, std::vector<Exclusions>{folder.exclude}, std::move(further));
    }
    if (!search_->advance(pause)) return false;
    take(search_->found());
    search_.reset();
    ++next_;
  }
  return true;
}

void WorkspaceSearch::take(const FoundBuildspecs& found) {
  for (const fs::path& file : found.files) {
    if (found_.buildspecs.size() >= kMostFiles) {
      ++found_.left_out;
      continue;
    }
    found_.buildspecs.insert(file);
    if (auto root = source_root(file)) found_.roots.insert(*std::move(root));
  }
  for (const fs::path& file : found.configurations) {
    if (found_.configurations.size() < kMostFiles) found_.configurations.insert(file);
  }
}

}  // namespace buildspec::lsp
