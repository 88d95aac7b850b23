#include "linter/cli/write_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "linter/cli/terminal.h"

namespace buildspec::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kNewFileMode = 0644;

std::optional<std::string> write_all(int descriptor, std::string_view bytes) {
  Output output(descriptor);
  output.write(bytes);
  output.flush();
  if (!output.failure().empty()) return output.failure();
  return std::nullopt;
}

// The file that a path names in the end, with its permissions; itself where there is none yet.
struct Target {
  fs::path path;
  mode_t mode = kNewFileMode;
  std::string problem;
};

Target target_of(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return {fs::absolute(path, error), kNewFileMode, ""};
  Target target{fs::canonical(path, error), kNewFileMode, error ? error.message() : ""};
  struct stat status {};
  if (::stat(target.path.c_str(), &status) != 0 || ::access(target.path.c_str(), W_OK) != 0) {
    target.problem = std::strerror(errno);
  }
  target.mode = status.st_mode;
  return target;
}

}  // namespace

std::optional<std::string> write_file(const fs::path& path, std::string_view bytes) {
  const Target target = target_of(path);
  if (!target.problem.empty()) return target.problem;
  std::string temporary = (target.path.parent_path() / ".buildspec-lint-XXXXXX").string();
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return std::strerror(errno);
  std::optional<std::string> problem = write_all(descriptor, bytes);
  if (!problem && ::fchmod(descriptor, target.mode & 07777U) != 0) problem = std::strerror(errno);
  ::close(descriptor);
  if (!problem && std::rename(temporary.c_str(), target.path.c_str()) != 0) {
    problem = std::strerror(errno);
  }
  if (problem) std::remove(temporary.c_str());
  return problem;
}

}  // namespace buildspec::cli
