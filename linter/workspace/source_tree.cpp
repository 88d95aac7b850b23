#include "linter/workspace/source_tree.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "linter/workspace/git_index.h"
#include "linter/workspace/walk.h"

namespace buildspec {
namespace {

namespace fs = std::filesystem;

// Tracked files are in a checkout even where a pattern ignores them. Nothing where the index is
// absent or of another form.
std::optional<std::vector<std::string>> tracked_files(const fs::path& root) {
  std::vector<std::string> files;
  const bool read = visit_index(root, [&files](const IndexEntry& entry) {
    files.emplace_back(entry.path);
    return true;
  });
  if (!read) return std::nullopt;
  return files;
}

}  // namespace

std::optional<fs::path> source_root(const fs::path& path) {
  std::error_code error;
  fs::path folder = fs::absolute(path, error).lexically_normal();
  if (error) return std::nullopt;
  while (true) {
    if (fs::exists(folder / ".git", error)) return folder;
    if (folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

SourceTree scan_source_tree(const fs::path& root, const ScanLimits& limits,
                            const std::function<bool()>& stop) {
  SourceTree tree;
  const auto deadline = std::chrono::steady_clock::now() + limits.time;
  WalkOptions options;
  options.depth = limits.depth;
  const WalkResult result = walk(root, options, [&](const std::string& relative) {
    if (tree.files.size() >= limits.files) return false;
    tree.files.push_back(relative);
    // Asking the clock for every file would cost more than the file.
    if (tree.files.size() % 256 != 0) return true;
    return !(stop && stop()) && std::chrono::steady_clock::now() < deadline;
  });
  tree.complete = result.complete;
  std::error_code error;
  // A submodule that is not checked out here is an empty folder, and full of files in the build.
  if (result.empty_folders && fs::exists(root / ".gitmodules", error)) tree.complete = false;
  if (fs::exists(root / ".git", error)) {
    if (auto tracked = tracked_files(root)) {
      tree.files.insert(tree.files.end(), std::make_move_iterator(tracked->begin()),
                        std::make_move_iterator(tracked->end()));
    } else if (fs::exists(git_folder(root) / "index", error)) {
      tree.complete = false;
    }
  }
  std::sort(tree.files.begin(), tree.files.end());
  tree.files.erase(std::unique(tree.files.begin(), tree.files.end()), tree.files.end());
  return tree;
}

std::optional<std::string> relative_to(const fs::path& root, const fs::path& path) {
  std::error_code error;
  const fs::path base = fs::absolute(root, error).lexically_normal();
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  if (error) return std::nullopt;
  const std::string relative = whole.lexically_relative(base).generic_string();
  if (relative.empty() || relative == "." || relative.substr(0, 2) == "..") return std::nullopt;
  return relative;
}

}  // namespace buildspec
