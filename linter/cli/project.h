// What goes with a buildspec beside its text: the configuration, the engine made from it, the
// source tree around it. Found once per folder and shared by all files of it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/cli/options.h"
#include "linter/cli/report.h"
#include "linter/lint/engine.h"
#include "linter/workspace/discovery.h"
#include "linter/workspace/source_files.h"

namespace buildspec::cli {

// One configuration, made ready. Immutable: shared by the threads that lint.
struct Project {
  LintEngine engine;
  ProjectFacts facts;  // `today` included; the source tree and `path` are each file's own
  PathPatterns exclude;
  PathPatterns files;  // further buildspecs
  LayoutSettings layout;
  std::optional<std::filesystem::path> shellcheck;  // the program, where it is to be asked
};

// Where a file stands.
struct Surroundings {
  std::shared_ptr<const Project> project;
  std::optional<std::filesystem::path> root;  // of its source, absolute
};

// Finds projects. Used by the main thread, before linting begins.
class Projects {
 public:
  Projects(std::span<const RegisteredRule> rules, const LintOptions& options, Date today);

  // `folder` is absolute.
  [[nodiscard]] const Surroundings& around(const std::filesystem::path& folder);
  // Of configurations, in the order in which they came up.
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }

 private:
  using ProjectPtr = std::shared_ptr<const Project>;
  [[nodiscard]] ProjectPtr project_for(const std::filesystem::path& folder);
  [[nodiscard]] ProjectPtr read(const std::filesystem::path& file, const std::string& shown,
                                const std::filesystem::path& base);
  [[nodiscard]] ProjectPtr make(Configuration configuration, const std::filesystem::path& base);

  std::span<const RegisteredRule> rules_;
  const LintOptions& options_;
  Date today_;
  [[nodiscard]] std::optional<std::filesystem::path> shellcheck(bool configured);

  std::vector<Failure> failures_;
  bool shellcheck_missing_ = false;  // and said so
  ProjectPtr fixed_;                 // with --config or --no-config: the one for all
  ProjectPtr plain_;                 // without a configuration
  std::map<std::filesystem::path, ProjectPtr> by_file_;
  std::map<std::filesystem::path, Surroundings> by_folder_;
};

// The source trees: each scanned once, when a rule first asks for it, and its files read once. Any
// thread; outlives the facts made from it.
class SourceTrees {
 public:
  [[nodiscard]] const SourceTree* tree_of(const std::filesystem::path& root);
  [[nodiscard]] const SourceFiles& files_of(const std::filesystem::path& root);

 private:
  struct Source {
    explicit Source(const std::filesystem::path& root) : files(root) {}
    std::mutex scanning;
    std::optional<SourceTree> tree;
    SourceFiles files;
  };
  Source& source_of(const std::filesystem::path& root);

  std::mutex mutex_;
  std::map<std::filesystem::path, Source> sources_;
};

// A path as the user may write it: relative to the current folder where it is below that.
[[nodiscard]] std::string shown_path(const std::filesystem::path& path);

}  // namespace buildspec::cli
