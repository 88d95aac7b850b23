#include "rules/files/source/source.h"

#include <algorithm>
#include <utility>

#include "linter/lang/source_path.h"
#include "linter/schema/nearest.h"

namespace buildspec::files {
namespace {

std::optional<std::string> nearest_in(std::string_view folder, std::string_view name,
                                      const std::vector<std::string_view>& names) {
  const auto nearest = schema::nearest(name, names);
  if (!nearest) return std::nullopt;
  return folder.empty() ? std::string(*nearest) : std::string(folder) + "/" + std::string(*nearest);
}

}  // namespace

bool failure_is_expected(const shell::Command& command) {
  using Cause = shell::FailureCause;
  return command.function || command.cause == Cause::swallowed ||
         command.cause == Cause::condition || command.cause == Cause::negated ||
         command.cause == Cause::fallback;
}

bool surely_fails(const Source& source, const CommandStep& step) {
  const shell::Command& command = step.command;
  const bool decides =
      command.failure == shell::Failure::at_once || command.failure == shell::Failure::at_end;
  return source.at_root() && decides && !command.conditional &&
         step.written.knowledge != Knowledge::partial;
}

Source::Source(const ProjectFacts& facts) : facts_(facts), folders_{""} {
  // What an archive in S3 holds, the folder of the buildspec does not tell.
  const std::string source = facts.source.value_or("");
  known_ = facts.look_at && source != "s3" && source != "no-source";
  const std::string path = facts.path.value_or("");
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    folders_.push_back(path.substr(0, slash + 1));
  }
}

const SourceTree* Source::listing() const {
  const SourceTree* const tree = facts_.source_tree.get();
  return tree != nullptr && tree->complete ? tree : nullptr;
}

// A link is listed as a file: below it may be anything.
bool Source::behind_link(const std::string& path) const {
  const SourceTree* const tree = listing();
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (tree != nullptr && tree->has_file(std::string_view(path).substr(0, slash))) return true;
  }
  return false;
}

bool Source::sees_file(const std::string& path) const {
  return std::any_of(folders_.begin(), folders_.end(), [&](const std::string& folder) {
    return facts_.look_at(folder + path) != nullptr;
  });
}

bool Source::may_have_file(const std::string& path) const {
  if (sees_file(path)) return true;
  const SourceTree* const tree = listing();
  if (tree == nullptr) return true;
  return std::any_of(folders_.begin(), folders_.end(), [&](const std::string& folder) {
    return tree->has_file(folder + path) || behind_link(folder + path);
  });
}

bool Source::may_have_folder(const std::string& path) const {
  if (sees_file(path + "/")) return true;
  const SourceTree* const tree = listing();
  if (tree == nullptr) return true;
  return std::any_of(folders_.begin(), folders_.end(), [&](const std::string& folder) {
    return tree->has_directory(folder + path) || tree->has_file(folder + path) ||
           behind_link(folder + path);
  });
}

SourceFilePtr Source::file(const std::string& path) const {
  SourceFilePtr file = facts_.look_at(path);
  if (!file) return nullptr;
  const bool elsewhere =
      std::any_of(folders_.begin() + 1, folders_.end(),
                  [&](const std::string& folder) { return facts_.look_at(folder + path); });
  return elsewhere ? nullptr : file;
}

std::vector<SourceFilePtr> Source::files(const std::string& path) const {
  std::vector<SourceFilePtr> found;
  for (const std::string& folder : folders_) {
    if (SourceFilePtr file = facts_.look_at(folder + path)) found.push_back(std::move(file));
  }
  return found;
}

bool Source::only_at_root(const std::string& path) const {
  if (path.empty() || path == *facts_.path) return false;
  const auto sees = [&](const std::string& at) {
    return facts_.look_at(at) || facts_.look_at(at + "/");
  };
  return sees(path) && std::none_of(folders_.begin() + 1, folders_.end(),
                                    [&](const std::string& folder) { return sees(folder + path); });
}

std::optional<std::string> Source::file_like(const std::string& path) const {
  const SourceTree* const tree = listing();
  if (tree == nullptr) return std::nullopt;
  const std::string_view name = file_name(path);
  const std::string_view folder = parent_folder(path);
  std::vector<std::string_view> same_name;
  std::vector<std::string_view> neighbours;
  for (const std::string& file : tree->files) {
    if (file_name(file) == name) same_name.emplace_back(file);
    if (parent_folder(file) == folder) neighbours.push_back(file_name(file));
  }
  if (same_name.size() == 1) return std::string(same_name.front());
  if (!same_name.empty()) return std::nullopt;
  return nearest_in(folder, name, neighbours);
}

std::optional<std::string> Source::folder_like(const std::string& path) const {
  const SourceTree* const tree = listing();
  if (tree == nullptr) return std::nullopt;
  const std::string_view folder = parent_folder(path);
  const std::string prefix = folder.empty() ? std::string() : std::string(folder) + "/";
  std::vector<std::string_view> neighbours;
  for (const std::string& file : tree->files) {
    if (!file.starts_with(prefix)) continue;
    const std::size_t slash = file.find('/', prefix.size());
    if (slash == std::string::npos) continue;
    const auto name = std::string_view(file).substr(prefix.size(), slash - prefix.size());
    if (neighbours.empty() || neighbours.back() != name) neighbours.push_back(name);
  }
  return nearest_in(folder, file_name(path), neighbours);
}

std::string relative_path(std::string_view folder, std::string_view path) {
  std::string up;
  while (!folder.empty()) {
    const bool below = path.size() > folder.size() && path.substr(0, folder.size()) == folder &&
                       path[folder.size()] == '/';
    if (below) return up + std::string(path.substr(folder.size() + 1));
    up += "../";
    folder = parent_folder(folder);
  }
  return up + std::string(path);
}

}  // namespace buildspec::files
