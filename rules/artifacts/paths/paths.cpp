#include "rules/artifacts/paths/paths.h"

#include "linter/lang/glob.h"

namespace buildspec::artifacts {

std::vector<PathSite> path_sites(const Buildspec& buildspec) {
  std::vector<PathSite> sites;
  const auto add = [&sites](PathKind kind, Node files, Node base_directory) {
    for (const Node item : list_items(files)) sites.push_back({kind, item, base_directory});
  };
  for (const Artifact& artifact : buildspec.artifacts)
    add(PathKind::artifact, artifact.files, artifact.base_directory);
  for (const Report& report : buildspec.reports)
    add(PathKind::report, report.files, report.base_directory);
  add(PathKind::cache, buildspec.cache.paths, Node());
  return sites;
}

bool cached(const Buildspec& buildspec, const std::string& glob) {
  for (const Node item : list_items(buildspec.cache.paths)) {
    if (!item.is_scalar()) continue;
    const std::string text(item.scalar().value());
    if (has_reference(text)) return true;
    const auto path = normal_path(text);
    if (path && (globs_overlap(*path, glob) || globs_overlap(*path + "/**", glob))) return true;
  }
  return false;
}

}  // namespace buildspec::artifacts
