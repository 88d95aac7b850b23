// Where a buildspec names files: artifacts, reports, cache. Shared by the rules of this group.
// Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linter/lang/buildspec.h"
#include "linter/lang/source_path.h"
#include "linter/text/span.h"

namespace buildspec::artifacts {

enum class PathKind : std::uint8_t { artifact, report, cache };

// One entry of `files` or `paths`.
struct PathSite {
  PathKind kind = PathKind::artifact;
  Node node;
  Node base_directory;  // none for the cache
};
[[nodiscard]] std::vector<PathSite> path_sites(const Buildspec& buildspec);

// A path that matches the glob may come from the cache: an earlier build wrote it.
[[nodiscard]] bool cached(const Buildspec& buildspec, const std::string& glob);

}  // namespace buildspec::artifacts
