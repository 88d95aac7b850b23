// Where a buildspec names files: artifacts, reports, cache. Shared by the rules of this group.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/buildspec.h"
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

// The bytes of a scalar's value, its quotes left out.
[[nodiscard]] Span value_span(Node scalar);

// A "$" with a name behind it: known at build time only.
[[nodiscard]] bool has_reference(std::string_view text);

// "./a//b/../c/" is "a/c". Nothing for what lies above its begin ("../x") and for absolute paths;
// the empty path is the folder itself.
[[nodiscard]] std::optional<std::string> normal_path(std::string_view path);
// The same for a path that is relative to a normal folder.
[[nodiscard]] std::optional<std::string> join_paths(std::string_view folder, std::string_view path);

}  // namespace buildspec::artifacts
