#include "linter/cli/project.h"

#include <system_error>
#include <utility>

#include "linter/lint/registry.h"
#include "linter/lint/selection.h"
#include "linter/shellcheck/process.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"

namespace buildspec::cli {
namespace {

namespace fs = std::filesystem;

fs::path current_folder() {
  std::error_code error;
  return fs::current_path(error);
}

}  // namespace

Projects::Projects(std::span<const RegisteredRule> rules, const LintOptions& options, Date today)
    : rules_(rules), options_(options), today_(today) {
  if (options.config) {
    fixed_ = read(*options.config, *options.config, current_folder());
  } else if (options.no_config) {
    fixed_ = make({}, current_folder());
  }
}

const Surroundings& Projects::around(const fs::path& folder) {
  const auto known = by_folder_.find(folder);
  if (known != by_folder_.end()) return known->second;
  Surroundings found{project_for(folder), source_root(folder)};
  return by_folder_.emplace(folder, std::move(found)).first->second;
}

Projects::ProjectPtr Projects::project_for(const fs::path& folder) {
  if (fixed_) return fixed_;
  const std::optional<fs::path> file = nearest_configuration(folder / "buildspec.yml");
  if (!file) {
    if (!plain_) plain_ = make({}, {});
    return plain_;
  }
  ProjectPtr& project = by_file_[*file];
  if (!project) project = read(*file, shown_path(*file), file->parent_path());
  return project;
}

Projects::ProjectPtr Projects::read(const fs::path& file, const std::string& shown,
                                    const fs::path& base) {
  FileText read = read_text_file(file);
  if (!read) {
    failures_.push_back({shown, read.problem});
    return make({}, base);
  }
  const SourceText text(std::move(*read.text));
  Configuration configuration = read_configuration(text, rules_);
  for (const ConfigurationProblem& problem : configuration.problems) {
    const HumanPosition at = human_position(text, problem.span.begin);
    failures_.push_back({shown, "line " + std::to_string(at.line) + ", column " +
                                    std::to_string(at.column) + ": " + problem.message});
  }
  return make(std::move(configuration), base);
}

Projects::ProjectPtr Projects::make(Configuration configuration, const fs::path& base) {
  configuration.facts.today = today_;
  if (options_.preset) configuration.rules.preset = *options_.preset;
  const RuleSelection selection =
      combine(std::move(configuration.rules), options_.select, options_.ignore);
  return std::make_shared<const Project>(Project{LintEngine(rules_, selection),
                                                 std::move(configuration.facts),
                                                 {base, std::move(configuration.exclude)},
                                                 {base, std::move(configuration.files)},
                                                 configuration.layout,
                                                 shellcheck(configuration.shellcheck)});
}

std::optional<fs::path> Projects::shellcheck(bool configured) {
  if (!options_.shellcheck && !configured) return std::nullopt;
  const std::string name = options_.shellcheck.value_or(std::string(kShellCheck));
  std::optional<fs::path> program = find_program(name);
  if (!program && !std::exchange(shellcheck_missing_, true)) {
    failures_.push_back({name, "ShellCheck was asked for, and this is not installed"});
  }
  return program;
}

SourceTrees::Source& SourceTrees::source_of(const fs::path& root) {
  const std::lock_guard lock(mutex_);
  return sources_.try_emplace(root, root).first->second;
}

const SourceTree* SourceTrees::tree_of(const fs::path& root) {
  Source& source = source_of(root);
  // The others wait for a scan: they would need its result all the same.
  const std::lock_guard lock(source.scanning);
  if (!source.tree) source.tree = scan_source_tree(root);
  return &*source.tree;
}

const SourceFiles& SourceTrees::files_of(const fs::path& root) { return source_of(root).files; }

std::string shown_path(const fs::path& path) {
  const fs::path relative = path.lexically_relative(current_folder());
  if (relative.empty() || *relative.begin() == "..") return path.generic_string();
  return relative.generic_string();
}

}  // namespace buildspec::cli
