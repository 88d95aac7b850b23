// What is known about the project around a document: its configuration file, its source tree, the
// day. Resolved once and kept until something says that it changed. The loop's; scans run as jobs.
#pragma once

#include <deque>
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
#include "linter/workspace/discovery.h"
#include "linter/workspace/ignore.h"
#include "linter/workspace/source_files.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/server/file_stamp.h"
#include "lsp/server/settings.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

// How a document is to be judged.
struct Project {
  std::shared_ptr<const LintEngine> engine;
  ProjectFactsPtr facts;
  // The configuration says that the document is a buildspec, whatever its name and content.
  bool named = false;
  // It says that a search leaves the document out.
  bool excluded = false;
  LayoutSettings layout = {};
  // What is known beyond doubt, as the command line knows it: findings are made with this. In no
  // git checkout it has no source tree, where `facts` take the workspace folder for its root.
  ProjectFactsPtr certain = facts;
};

// Patterns of a folder's configuration: which paths below it are left out, and which are buildspecs
// whatever their names.
struct SearchPatterns {
  Exclusions exclude;
  PathPatterns files;
};

class Projects {
 public:
  // What Projects asks of the session, and tells it.
  struct Session {
    std::span<const RegisteredRule> rules;
    std::function<Date()> today;
    // The text of a file that is open in the editor, saved or not.
    std::function<std::optional<SourceText>(const std::filesystem::path&)> open_text;
    std::function<const Settings&(const std::filesystem::path&)> settings_of;
    // What of() said may not hold any more.
    std::function<void()> on_change;
  };
  // `jobs` must outlive this.
  Projects(Session session, JobRunner& jobs);

  // The editor's workspace folders: in no git checkout the likely root of the source.
  void set_folders(std::vector<std::filesystem::path> folders);
  [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return folders_; }

  [[nodiscard]] Project of(const std::string& uri);
  [[nodiscard]] Project of(const std::filesystem::path& path) { return of(uri_of(path)); }
  // The configuration that holds for a file.
  [[nodiscard]] std::optional<std::filesystem::path> configuration_of(
      const std::filesystem::path& file) {
    return place_of(file.parent_path()).configuration;
  }
  // How a folder is searched for buildspecs: as by the command line.
  [[nodiscard]] SearchPatterns search_patterns(const std::filesystem::path& folder);
  // Is this a configuration file: by its name, or as the client's settings name one?
  [[nodiscard]] bool is_configuration(const std::filesystem::path& file) const;

  // The source trees of these roots are asked for, and scanned if they are not known.
  void know_trees(const std::vector<std::filesystem::path>& roots);
  // No tree that was asked for is still to come.
  [[nodiscard]] bool trees_known() const;

  // A configuration file came, went, or changed.
  void configuration_changed();
  // The client's settings changed.
  void settings_changed() { configuration_changed(); }
  // Where the client does not tell of files that change: looks whether configuration files did.
  void check_configurations();
  // What was read since then, for some document: path, text, and what is wrong in it.
  using ConfigurationVisitor = std::function<void(const std::filesystem::path&, const SourceText&,
                                                  const std::vector<ConfigurationProblem>&)>;
  void visit_configurations(const ConfigurationVisitor& visit) const;
  // Files came or went: the source trees are scanned again.
  void files_changed();
  // The content of a file changed, or it came or went: what was read of it holds no more.
  void file_changed(const std::filesystem::path& file);
  // To be called now and then: notices midnight.
  void check_day();

 private:
  // A configuration, as one setting of the client has it.
  struct Loaded {
    std::optional<std::filesystem::path> file;
    FileStamp stamp;
    SourceText text;
    Configuration configuration;
    std::filesystem::path base;  // of its patterns
    std::shared_ptr<const LintEngine> engine;
    IgnorePatterns files;  // of Configuration::files
    Settings settings;
  };
  // What holds for all files of a folder.
  struct Place {
    std::optional<std::filesystem::path> configuration;
    std::optional<std::filesystem::path> root;
    bool root_is_certain = false;
    const Loaded* loaded = nullptr;
  };
  struct Tree {
    std::shared_ptr<const SourceTree> tree;  // null until the first scan is done
    std::shared_ptr<const SourceFiles> files;
    bool scanning = false;
    bool again = false;  // something changed during the scan
  };

  Project resolve(const std::string& uri);
  Project resolve_nowhere();
  const Place& place_of(const std::filesystem::path& folder);
  [[nodiscard]] std::optional<std::filesystem::path> configuration_for(
      const std::filesystem::path& folder) const;
  const Loaded& load(const std::optional<std::filesystem::path>& file, const Settings& settings,
                     const std::filesystem::path& near);
  [[nodiscard]] std::filesystem::path base_of(const std::filesystem::path& file,
                                              const Settings& settings,
                                              const std::filesystem::path& near) const;
  [[nodiscard]] std::optional<std::filesystem::path> likely_root_of(
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
  std::map<std::filesystem::path, Place> places_;         // by folder
  std::deque<Loaded> configurations_;                     // its elements stay where they are
  std::map<std::filesystem::path, Tree> trees_;           // by root
};

}  // namespace buildspec::lsp
