// The search for buildspecs in the workspace's folders, in pieces. Made on the loop, advanced by
// jobs; one thread at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "linter/workspace/discovery.h"

namespace buildspec::lsp {

class WorkspaceSearch {
 public:
  struct Folder {
    std::filesystem::path path;
    Exclusions exclude;
    PathPatterns further;
    friend bool operator==(const Folder&, const Folder&) = default;
  };
  struct Found {
    std::set<std::filesystem::path> buildspecs;
    std::set<std::filesystem::path> configurations;
    std::set<std::filesystem::path> roots;  // of the sources that these belong to
    std::size_t left_out = 0;               // beyond kMostFiles
  };

  // More would be a mistake, not a workspace.
  static constexpr std::size_t kMostFiles = 2'000;

  explicit WorkspaceSearch(std::vector<Folder> folders) : folders_(std::move(folders)) {}

  // Goes on until `pause` says true; true once all folders were looked at.
  bool advance(const std::function<bool()>& pause);
  [[nodiscard]] const Found& found() const { return found_; }

 private:
  void take(const FoundBuildspecs& found);

  std::vector<Folder> folders_;
  std::size_t next_ = 0;
  std::unique_ptr<BuildspecSearch> search_;
  Found found_;
};

}  // namespace buildspec::lsp
