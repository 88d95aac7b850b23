#include "lsp/server/projects.h"

#include <algorithm>
#include <set>
#include <utility>

#include "linter/lint/selection.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

namespace {

// Stands for any file of a folder.
constexpr const char* kAnyName = "buildspec.yml";

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
  // Roots and settings may be others now.
  configuration_changed();
}

Project Projects::of(const std::string& uri) {
  const auto known = projects_.find(uri);
  if (known != projects_.end()) return known->second;
  return projects_.emplace(uri, resolve(uri)).first->second;
}

SearchPatterns Projects::search_patterns(const fs::path& folder) {
  const Loaded& loaded = *place_of(folder).loaded;
  return {{loaded.base, loaded.configuration.exclude}, {loaded.base, loaded.configuration.files}};
}

bool Projects::is_configuration(const fs::path& file) const {
  return file.filename() == kConfigurationFile || session_.settings_of(file).configuration == file;
}

void Projects::know_trees(const std::vector<fs::path>& roots) {
  for (const fs::path& root : roots) {
    if (!trees_.contains(root)) scan(root);
  }
}

bool Projects::trees_known() const {
  return std::all_of(trees_.begin(), trees_.end(),
                     [](const auto& tree) { return tree.second.tree != nullptr; });
}

void Projects::configuration_changed() {
  places_.clear();
  configurations_.clear();
  changed();
}

void Projects::check_configurations() {
  const bool stamps = std::any_of(
      configurations_.begin(), configurations_.end(),
      [](const Loaded& loaded) { return loaded.file && stamp_of(*loaded.file) != loaded.stamp; });
  const bool places = std::any_of(places_.begin(), places_.end(), [this](const auto& place) {
    return configuration_for(place.first) != place.second.configuration;
  });
  if (stamps || places) configuration_changed();
}

void Projects::visit_configurations(const ConfigurationVisitor& visit) const {
  std::set<fs::path> seen;
  for (const Loaded& loaded : configurations_) {
    if (!loaded.file || !seen.insert(*loaded.file).second) continue;
    visit(*loaded.file, loaded.text, loaded.configuration.problems);
  }
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
  if (!path) return resolve_nowhere();
  const Place& place = place_of(path->parent_path());
  ProjectFacts facts = place.loaded->configuration.facts;
  facts.today = today_;
  ProjectFactsPtr certain;
  if (!place.root_is_certain) certain = std::make_shared<const ProjectFacts>(facts);
  if (place.root) {
    facts.path = relative_to(*place.root, *path);
    const bool known = trees_.contains(*place.root);
    Tree& tree = tree_at(*place.root);
    if (!known) scan(*place.root);
    facts.source_tree = tree.tree;
    facts.look_at = [files = tree.files](std::string_view at) { return files->look_at(at); };
  }
  Project project{place.loaded->engine, std::make_shared<const ProjectFacts>(std::move(facts)),
                  names(place.loaded->files, place.loaded->base, *path),
                  excludes({place.loaded->base, place.loaded->configuration.exclude}, *path),
                  place.loaded->configuration.layout};
  if (certain && place.root) project.certain = std::move(certain);
  return project;
}

// Of what is no file there is no configuration but the client's settings.
Project Projects::resolve_nowhere() {
  const Loaded& loaded = load(std::nullopt, session_.settings_of({}), {});
  ProjectFacts facts = loaded.configuration.facts;
  facts.today = today_;
  return {loaded.engine, std::make_shared<const ProjectFacts>(std::move(facts)), false, false};
}

const Projects::Place& Projects::place_of(const fs::path& folder) {
  const auto known = places_.find(folder);
  if (known != places_.end()) return known->second;
  Place place;
  place.configuration = configuration_for(folder);
  place.root = source_root(folder);
  place.root_is_certain = place.root.has_value();
  if (!place.root) place.root = likely_root_of(folder / kAnyName);
  place.loaded = &load(place.configuration, session_.settings_of(folder), folder);
  return places_.emplace(folder, std::move(place)).first->second;
}

std::optional<fs::path> Projects::configuration_for(const fs::path& folder) const {
  if (const auto& named = session_.settings_of(folder).configuration) return named;
  return nearest_configuration(folder / kAnyName);
}

const Projects::Loaded& Projects::load(const std::optional<fs::path>& file,
                                       const Settings& settings, const fs::path& near) {
  const fs::path base = file ? base_of(*file, settings, near) : fs::path();
  for (const Loaded& loaded : configurations_) {
    if (loaded.file == file && loaded.base == base && loaded.settings == settings) return loaded;
  }
  Loaded& loaded = configurations_.emplace_back();
  loaded.file = file;
  loaded.base = base;
  loaded.settings = settings;
  if (file) {
    loaded.stamp = stamp_of(*file);
    std::string unread;
    if (std::optional<SourceText> text = session_.open_text(*file)) {
      loaded.text = *std::move(text);
    } else {
      FileText read = read_text_file(*file);
      loaded.text = SourceText(std::move(read.text).value_or(std::string()));
      unread = std::move(read.problem);
    }
    loaded.configuration = read_configuration(loaded.text, session_.rules);
    // One that is merely the nearest may have gone a moment ago.
    if (!unread.empty() && settings.configuration) {
      ConfigurationProblem& problem = loaded.configuration.problems.emplace_back();
      problem.message = "The settings name this file, and it cannot be read: " + unread;
    }
    loaded.files = patterns_of(loaded.configuration.files);
  }
  RuleSelection& rules = loaded.configuration.rules;
  if (settings.preset) rules.preset = *settings.preset;
  loaded.engine = std::make_shared<const LintEngine>(
      session_.rules, combine(rules, settings.select, settings.ignore));
  return loaded;
}

// The patterns of a file that the settings name are those of the folder that is open, as with
// --config they are those of the folder in which the command line runs.
fs::path Projects::base_of(const fs::path& file, const Settings& settings,
                           const fs::path& near) const {
  if (!settings.configuration) return file.parent_path();
  for (const fs::path& folder : folders_) {
    if (folder == near || relative_to(folder, near)) return folder;
  }
  return file.parent_path();
}

std::optional<fs::path> Projects::likely_root_of(const fs::path& file) const {
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
  jobs_.start(
      [this, root](const Stopped& stopped) -> Task {
        auto found = std::make_shared<const SourceTree>(scan_source_tree(root, {}, stopped));
        return [this, root, found] { scanned(root, found); };
      },
      [this, root] {
        // What was known stays; else nothing is, and nobody waits for it.
        auto known = tree_at(root).tree;
        scanned(root, known ? known : std::make_shared<const SourceTree>(SourceTree{{}, false}));
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
