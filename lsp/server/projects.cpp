#include "lsp/server/projects.h"

#include <algorithm>
#include <utility>

#include "linter/workspace/discovery.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

namespace {

IgnorePatterns patterns_of(const std::vector<std::string>& globs) {
  std::string lines;
  for (const std::string& glob : globs) lines += glob + '\n';
  return IgnorePatterns(lines);
}

bool names(const IgnorePatterns& patterns, const fs::path& base, const fs::path& file) {
  if (patterns.empty()) return false;
  const std::optional<std::string> relative = relative_to(base, file);
  return relative && patterns.match(*relative, false) == IgnorePatterns::Verdict::ignored;
}

}  // namespace

Projects::Projects(Session session, JobRunner& jobs)
    : session_(std::move(session)), jobs_(jobs), today_(session_.today()) {}

void Projects::set_folders(std::vector<fs::path> folders) {
  folders_ = std::move(folders);
  changed();
}

Project Projects::of(const std::string& uri) {
  const auto known = projects_.find(uri);
  if (known != projects_.end()) return known->second;
  return projects_.emplace(uri, resolve(uri)).first->second;
}

void Projects::configuration_changed() {
  configurations_.clear();
  changed();
}

void Projects::files_changed() {
  for (const auto& [root, tree] : trees_) scan(root);
}

void Projects::file_changed(const fs::path& file) {
  bool seen = false;
  for (auto& [root, tree] : trees_) {
    const std::optional<std::string> relative = relative_to(root, file);
    if (!relative || !tree.files->has_looked_at(*relative)) continue;
    tree.files = std::make_shared<const SourceFiles>(root);
    seen = true;
  }
  if (seen) changed();
}

void Projects::check_day() {
  const Date today = session_.today();
  if (today == today_) return;
  today_ = today;
  changed();
}

Project Projects::resolve(const std::string& uri) {
  const std::optional<fs::path> path = path_of(uri);
  const std::optional<fs::path> file = path ? nearest_configuration(*path) : std::nullopt;
  const Loaded& loaded = load(file);
  ProjectFacts facts = loaded.configuration.facts;
  facts.today = today_;
  if (const auto root = path ? root_of(*path) : std::nullopt) {
    facts.path = relative_to(*root, *path);
    const bool known = trees_.contains(*root);
    Tree& tree = tree_at(*root);
    if (!known) scan(*root);
    facts.source_tree = tree.tree;
    facts.look_at = [files = tree.files](std::string_view at) { return files->look_at(at); };
  }
  return {loaded.engine, std::make_shared<const ProjectFacts>(std::move(facts)),
          file && names(loaded.files, file->parent_path(), *path)};
}

const Projects::Loaded& Projects::load(const std::optional<fs::path>& file) {
  const std::string name = file ? file->string() : std::string();
  const auto known = configurations_.find(name);
  if (known != configurations_.end()) return known->second;
  Loaded loaded;
  if (file) {
    std::optional<SourceText> text = session_.open_text(*file);
    if (!text) text = SourceText(read_text_file(*file).text.value_or(std::string()));
    loaded.configuration = read_configuration(*text, session_.rules);
    session_.on_configuration(*file, *text, loaded.configuration);
    loaded.files = patterns_of(loaded.configuration.files);
  }
  loaded.engine = std::make_shared<const LintEngine>(session_.rules, loaded.configuration.rules);
  return configurations_.emplace(name, std::move(loaded)).first->second;
}

std::optional<fs::path> Projects::root_of(const fs::path& file) const {
  if (auto root = source_root(file)) return root;
  for (const fs::path& folder : folders_) {
    if (relative_to(folder, file)) return folder;
  }
  return std::nullopt;
}

Projects::Tree& Projects::tree_at(const fs::path& root) {
  Tree& tree = trees_[root];
  if (!tree.files) tree.files = std::make_shared<const SourceFiles>(root);
  return tree;
}

void Projects::scan(const fs::path& root) {
  Tree& tree = tree_at(root);
  if (std::exchange(tree.scanning, true)) {
    tree.again = true;
    return;
  }
  jobs_.start([this, root](const Stopped& stopped) -> Task {
    auto found = std::make_shared<const SourceTree>(scan_source_tree(root, {}, stopped));
    return [this, root, found] { scanned(root, found); };
  });
}

void Projects::scanned(const fs::path& root, std::shared_ptr<const SourceTree> found) {
  Tree& tree = tree_at(root);
  tree.scanning = false;
  const bool same =
      tree.tree && tree.tree->complete == found->complete && tree.tree->files == found->files;
  if (!same) {
    tree.tree = std::move(found);
    changed();
  }
  if (std::exchange(tree.again, false)) scan(root);
}

void Projects::changed() {
  projects_.clear();
  session_.on_change();
}

}  // namespace buildspec::lsp
