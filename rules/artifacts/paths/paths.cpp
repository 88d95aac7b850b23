#include "rules/artifacts/paths/paths.h"

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

Span value_span(Node scalar) {
  const Scalar value = scalar.scalar();
  return value.source({0, static_cast<std::uint32_t>(value.value().size())});
}

bool has_reference(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    if (text[i] == '`') return true;
    if (text[i] == '$' && ((next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') ||
                           next == '_' || next == '{' || next == '('))
      return true;
  }
  return false;
}

std::optional<std::string> join_paths(std::string_view folder, std::string_view path) {
  if (!path.empty() && path.front() == '/') return std::nullopt;
  std::string result(folder);
  std::size_t begin = 0;
  while (begin <= path.size()) {
    std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) end = path.size();
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (result.empty()) return std::nullopt;
      const std::size_t slash = result.rfind('/');
      result.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!result.empty()) result += '/';
    result += part;
  }
  return result;
}

std::optional<std::string> normal_path(std::string_view path) { return join_paths("", path); }

}  // namespace buildspec::artifacts
