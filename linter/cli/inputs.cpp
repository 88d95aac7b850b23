#include "linter/cli/inputs.h"

#include <unistd.h>

#include <set>
#include <system_error>
#include <utility>

#include "linter/cli/terminal.h"
#include "linter/workspace/discovery.h"

namespace buildspec::cli {
namespace {

namespace fs = std::filesystem;

class Finder {
 public:
  Finder(const LintOptions& options, Projects& projects) : options_(options), projects_(projects) {
    std::error_code error;
    current_ = fs::current_path(error);
  }

  Inputs find() && {
    if (options_.paths.empty()) add_folder(".");
    for (const std::string& path : options_.paths) {
      std::error_code error;
      if (path == "-") {
        add_standard_input();
      } else if (fs::is_directory(path, error)) {
        add_folder(path);
      } else {
        add_file(path);
      }
    }
    return std::move(result_);
  }

 private:
  void add_standard_input() {
    if (!seen_.insert("-").second) return;
    Input input;
    input.standard_input = true;
    input.shown = options_.stdin_filename.value_or("<stdin>");
    if (options_.stdin_filename) input.absolute = full_path(*options_.stdin_filename);
    input.surroundings =
        projects_.around(options_.stdin_filename ? input.absolute.parent_path() : current_);
    result_.inputs.push_back(std::move(input));
  }

  void add_file(const fs::path& path) {
    Input input;
    input.absolute = full_path(path);
    if (!seen_.insert(input.absolute).second) return;
    input.path = path;
    input.shown = path.string();
    input.surroundings = projects_.around(input.absolute.parent_path());
    result_.inputs.push_back(std::move(input));
  }

  void add_folder(const std::string& folder) {
    const fs::path where = full_path(folder);
    const Project& project = *projects_.around(without_slash(where)).project;
    std::vector<PathPatterns> further;
    if (!project.files.patterns.empty()) further.push_back(project.files);
    const FoundBuildspecs found = find_buildspecs(folder, {project.exclude}, further);
    for (const FoundProblem& problem : found.problems) {
      // Two folders may hold each other.
      if (!seen_.insert(full_path(problem.path)).second) continue;
      const fs::path shown = folder == "." ? problem.path.lexically_normal() : problem.path;
      result_.failures.push_back({shown.string(), problem.message});
    }
    for (const fs::path& file : found.files) {
      const fs::path full = full_path(file);
      if (excludes(projects_.around(full.parent_path()).project->exclude, full)) continue;
      // What is below the current folder is shown without "./", unless the user wrote that.
      add_file(folder == "." ? file.lexically_normal() : file);
    }
    if (found.files.empty() && found.problems.empty()) {
      result_.notes.push_back("no buildspecs in " + folder);
    }
  }

  // fs::absolute() would ask for the current folder anew for each of thousands of files.
  [[nodiscard]] fs::path full_path(const fs::path& path) const {
    return (current_ / path).lexically_normal();
  }

  static fs::path without_slash(const fs::path& folder) {
    return folder.has_filename() ? folder : folder.parent_path();
  }

  const LintOptions& options_;
  Projects& projects_;
  fs::path current_;
  Inputs result_;
  std::set<fs::path> seen_;
};

}  // namespace

Inputs find_inputs(const LintOptions& options, Projects& projects) {
  return Finder(options, projects).find();
}

FileText read_input(const Input& input) {
  if (!input.standard_input) return read_text_file(input.path);
  AllBytes all = read_all(STDIN_FILENO, kLargestFile);
  if (all.bytes.size() > kLargestFile) {
    all.problem = "larger than " + std::to_string(kLargestFile >> 20U) + " MiB";
  }
  if (!all.problem.empty()) return {std::nullopt, false, all.problem};
  return decode_text(std::move(all.bytes));
}

}  // namespace buildspec::cli
