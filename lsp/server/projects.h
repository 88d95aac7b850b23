// What is known about the project around a document: its configuration file, its source tree, the
// day. Resolved once and kept until something says that it changed. The loop's; scans run as jobs.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lang/project_facts.h"
#include "linter/lint/configuration.h"
#include "linter/lint/engine.h"
#include "linter/lint/rule.h"
#include "linter/text/source_text.h"
#include "linter/workspace/ignore.h"
#include "linter/workspace/source_files.h"
#include "lsp/rpc/job_runner.h"

namespace buildspec::lsp {

// How a document is to be judged.
struct Project {
  std::shared_ptr<const LintEngine> engine;
  ProjectFactsPtr facts;
  // The configuration says that the document is a buildspec, whatever its name and content.
  bool named = false;
};

class Projects {
 public:
  // What Projects asks of the session, and tells it.
  struct Session {
    std::span<const RegisteredRule> rules;
    std::function<Date()> today;
    // The text of a file that is open in the editor, saved or not.
    std::function<std::optional<SourceText>(const std::filesystem::path&)> open_text;
    // A configuration file was read.
    std::function<void(const std::filesystem::path&, const SourceText&, const Configuration&)>
        on_configuration;
    // What of() said may not hold any more.
    std::function<void()> on_change;
  };
  // `jobs` must outlive this.
  Projects(Session session, JobRunner& jobs);

  // The editor's workspace folders: the source root of files that are in no git checkout.
  void set_folders(std::vector<std::filesystem::path> folders);
  [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return folders_; }

  [[nodiscard]] Project of(const std::string& uri);

  // A configuration file came, went, or changed.
  void configuration_changed();
  // It was read since then, for some document.
  [[nodiscard]] bool has_read(const std::filesystem::path& configuration) const {
    return configurations_.contains(configuration.string());
  }
  // Files came or went: the source trees are scanned again.
  void files_changed();
  // The content of a file changed, or it came or went: what was read of it holds no more.
  void file_changed(const std::filesystem::path& file);
  // To be called now and then: notices midnight.
  void check_day();

 private:
  struct Loaded {
    Configuration configuration;
    std::shared_ptr<const LintEngine> engine;
    IgnorePatterns files;  // of Configuration::files
  };
  struct Tree {
    std::shared_ptr<const SourceTree> tree;  // null until the first scan is done
    std::shared_ptr<const SourceFiles> files;
    bool scanning = false;
    bool again = false;  // something changed during the scan
  };

  Project resolve(const std::string& uri);
  const Loaded& load(const std::optional<std::filesystem::path>& file);
  [[nodiscard]] std::optional<std::filesystem::path> root_of(
      const std::filesystem::path& file) const;
  void scan(const std::filesystem::path& root);
  void scanned(const std::filesystem::path& root, std::shared_ptr<const SourceTree> found);
  void changed();
  Tree& tree_at(const std::filesystem::path& root);

  Session session_;
  JobRunner& jobs_;
  Date today_;
  std::vector<std::filesystem::path> folders_;
  std::map<std::string, Project, std::less<>> projects_;  // by URI
  std::map<std::string, Loaded> configurations_;          // by path; "" where there is no file
  std::map<std::filesystem::path, Tree> trees_;           // by root
};

}  // namespace buildspec::lsp
