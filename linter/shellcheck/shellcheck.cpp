#include "linter/shellcheck/shellcheck.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include "linter/shellcheck/findings.h"

namespace buildspec {
namespace {

namespace fs = std::filesystem;

std::string excluded_codes() {
  std::string list;
  for (const SilentCode& silent : silent_codes()) {
    list += (list.empty() ? "SC" : ",SC") + std::to_string(silent.code);
  }
  return list;
}

// A folder that nobody else can look into: commands may hold what is nobody's business.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    std::string pattern = (fs::temp_directory_path(error) / "buildspec-lint-XXXXXX").string();
    if (!error && ::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  [[nodiscard]] const fs::path& path() const { return path_; }  // empty where there is none

 private:
  fs::path path_;
};

bool write_script(const fs::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  bool written = true;
  while (written && !text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    written = count > 0;
    if (written) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::close(file) == 0 && written;
}

// Writes each command into a file named by its number; the names, nothing where writing fails.
std::optional<std::vector<std::string>> write_scripts(const CheckedCommands& checked,
                                                      const fs::path& folder) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < checked.commands.size(); ++i) {
    fs::path path = folder / std::to_string(i);
    if (!write_script(path, checked.commands[i].text())) return std::nullopt;
    names.push_back(path.string());
  }
  return names;
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

ShellCheckRun run_group(const CheckedCommands& checked, const fs::path& program,
                        const fs::path& folder, const ProcessLimits& limits) {
  ShellCheckRun run;
  const PrivateFolder scripts;
  const auto names = scripts.path().empty() ? std::nullopt : write_scripts(checked, scripts.path());
  if (!names) {
    run.problem = "cannot be given the commands: writing into the folder for temporary files fails";
    return run;
  }
  std::vector<std::string> arguments{"--format=json1", "--shell=" + checked.shell,
                                     "--exclude=" + excluded_codes(), "--color=never"};
  // It looks for its settings beside the script: a link leads to those beside the buildspec.
  const auto settings = nearest_shellcheckrc(folder);
  std::error_code problem;
  if (settings) fs::create_symlink(*settings, scripts.path() / ".shellcheckrc", problem);
  if (!settings || problem) arguments.emplace_back("--norc");
  arguments.emplace_back("--");
  arguments.insert(arguments.end(), names->begin(), names->end());

  const ProcessResult result = run_process(program, arguments, folder, limits);
  if (!result.problem.empty()) {
    run.problem = result.problem;
  } else if (auto found = read_report(result.out, checked); found && result.status <= 1) {
    run.findings = std::move(*found);
  } else {
    run.problem = "failed with exit status " + std::to_string(result.status);
    if (!result.error.empty()) run.problem += ": " + first_line(result.error);
  }
  return run;
}

}  // namespace

ShellCheckRun run_shellcheck(const Snapshot& snapshot, const fs::path& program,
                             const fs::path& folder, const ProcessLimits& limits) {
  ShellCheckRun all;
  for (const CheckedCommands& checked : checked_commands(snapshot)) {
    ShellCheckRun run = run_group(checked, program, folder, limits);
    if (!run.problem.empty()) return {{}, std::move(run.problem)};
    all.findings.insert(all.findings.end(), std::make_move_iterator(run.findings.begin()),
                        std::make_move_iterator(run.findings.end()));
  }
  return all;
}

std::optional<fs::path> nearest_shellcheckrc(const fs::path& folder) {
  std::error_code error;
  fs::path at = fs::absolute(folder, error).lexically_normal();
  while (!at.empty()) {
    for (const char* const name : {".shellcheckrc", "shellcheckrc"}) {
      if (fs::is_regular_file(at / name, error)) return at / name;
    }
    const fs::path above = at.parent_path();
    if (above == at) break;
    at = above;
  }
  return std::nullopt;
}

}  // namespace buildspec
