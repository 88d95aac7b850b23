// Walks a folder the way git sees it. Internal to workspace.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buildspec {

struct WalkOptions {
  std::size_t depth = 64;
  std::vector<std::string_view> skipped_folders;  // beside .git
  // Patterns beside those of git, each for the paths below its folder.
  std::vector<std::pair<std::filesystem::path, std::string>> patterns;
};

// A folder or file that could not be looked at.
struct WalkProblem {
  std::string relative;  // empty for the root itself
  std::string message;   // "permission denied"
};

struct WalkResult {
  bool complete = true;  // not stopped, not too deep, everything could be read
  std::vector<WalkProblem> problems;
  bool empty_folders = false;  // there are folders with nothing in them
};

// Visits every file below `root` that is not ignored, with its path relative to the root ("/"
// between parts), in no particular order; links are files. Honours .gitignore of every folder from
// the one that holds .git (which may be above the root) down, and .git/info/exclude. Ends when
// `visit` returns false. Never throws by itself.
WalkResult walk(const std::filesystem::path& root, const WalkOptions& options,
                const std::function<bool(const std::string& relative)>& visit);

// The same in pieces.
class Walker {
 public:
  Walker(const std::filesystem::path& root, WalkOptions options,
         std::function<bool(const std::string& relative)> visit);
  Walker(Walker&&) noexcept;
  Walker& operator=(Walker&&) noexcept;
  ~Walker();

  // Goes on until `pause`, asked between two folders, says true. True once the walk is over.
  bool advance(const std::function<bool()>& pause);
  [[nodiscard]] const WalkResult& result() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The folder of git's own files for a working tree: `.git`, or where the file `.git` points.
[[nodiscard]] std::filesystem::path git_folder(const std::filesystem::path& root);

}  // namespace buildspec
