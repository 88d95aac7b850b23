// The source tree around a buildspec, as plain facts: what a build finds in its checkout.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "linter/lang/project_facts.h"

namespace buildspec {

// The nearest folder at or above a file or folder that holds `.git` (a folder, or the file of a
// worktree or submodule). Nothing where there is none: then the source root is unknown. For
// findings this is the one answer of all programs. A guess (the folder that is open, the one that
// the command line runs in) would have them differ, and cry wolf in a part of a larger source.
[[nodiscard]] std::optional<std::filesystem::path> source_root(const std::filesystem::path& path);

// Beyond a limit the scan ends, and the tree says that it is not complete.
struct ScanLimits {
  std::size_t files = 200'000;
  std::size_t depth = 64;
  // Scanning 100,000 files takes some 90 ms on a warm disk; a network disk may take for ever.
  std::chrono::milliseconds time{2'000};
};

// The files below a root, ignored ones left out (.gitignore at every level, .git/info/exclude). A
// link is listed as a file, whatever it points to. Never throws. `stop` is asked now and then; true
// ends the scan early. What cannot be read, and submodules that are not checked out, make the tree
// incomplete.
[[nodiscard]] SourceTree scan_source_tree(const std::filesystem::path& root,
                                          const ScanLimits& limits = {},
                                          const std::function<bool()>& stop = {});

// A path relative to the source root, "/" between its parts; nothing for a path outside of it.
[[nodiscard]] std::optional<std::string> relative_to(const std::filesystem::path& root,
                                                     const std::filesystem::path& path);

}  // namespace buildspec
