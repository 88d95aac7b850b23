#include "linter/shellcheck/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace buildspec {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// A file descriptor that is closed once.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

std::string words_for(int error) { return std::generic_category().message(error); }

// What is opened and changed in the child before the program begins.
class SpawnSetup {
 public:
  SpawnSetup() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  // A process group of its own, so that its children die with it; signals as a program expects.
  int spawn(pid_t& child, const fs::path& program, const fs::path& folder, const Pipe& out,
            const Pipe& error, char* const* arguments, char* const* environment) {
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, out.write.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, error.write.get(), STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return posix_spawn(&child, program.c_str(), &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::vector<std::string> small_environment() {
  std::vector<std::string> variables{"LC_ALL=C.UTF-8"};
  for (const char* const name : {"PATH", "HOME"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr) variables.push_back(std::string(name) + '=' + value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> made;
  made.reserve(texts.size() + 1);
  for (std::string& text : texts) made.push_back(text.data());
  made.push_back(nullptr);
  return made;
}

// Reads once; closes the pipe at its end.
void drain(Descriptor& from, std::string& into) {
  std::array<char, 1U << 16U> buffer{};
  const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
  if (got > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
    from.close();
  }
}

std::string too_slow(const ProcessLimits& limits) {
  return "was stopped: it took longer than " + std::to_string(limits.time.count()) + " ms";
}

// Until both streams end. The words of the limit that was hit; empty where none was.
std::string collect(ProcessResult& result, Descriptor out, Descriptor error,
                    const ProcessLimits& limits, Clock::time_point end) {
  while (out.open() || error.open()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0) return too_slow(limits);
    std::array<pollfd, 2> streams{pollfd{out.get(), POLLIN, 0}, pollfd{error.get(), POLLIN, 0}};
    const int ready = ::poll(streams.data(), streams.size(), static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) return "cannot be read: " + words_for(errno);
    if (ready <= 0) continue;
    if (streams[0].revents != 0) drain(out, result.out);
    if (streams[1].revents != 0) drain(error, result.error);
    if (result.out.size() + result.error.size() > limits.output) {
      return "was stopped: it wrote more than " + std::to_string(limits.output) + " bytes";
    }
  }
  return {};
}

// The status that a program ends with; nothing where it goes on beyond its time without streams.
std::optional<int> wait_until(pid_t child, Clock::time_point end) {
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return std::nullopt;
    if (Clock::now() >= end) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void kill_group(pid_t child) {
  ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

ProcessResult run_process(const fs::path& program, const std::vector<std::string>& arguments,
                          const fs::path& folder, const ProcessLimits& limits) {
  ProcessResult result;
  std::optional<Pipe> out = make_pipe();
  std::optional<Pipe> error = make_pipe();
  if (!out || !error) {
    result.problem = "cannot be run: " + words_for(errno);
    return result;
  }
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = small_environment();
  pid_t child = 0;
  const int failed = SpawnSetup().spawn(child, program, folder, *out, *error,
                                        pointers(words).data(), pointers(variables).data());
  if (failed != 0) {
    result.problem = "cannot be run: " + words_for(failed);
    return result;
  }
  out->write.close();
  error->write.close();
  const Clock::time_point end = Clock::now() + limits.time;
  result.problem = collect(result, std::move(out->read), std::move(error->read), limits, end);
  const std::optional<int> status =
      result.problem.empty() ? wait_until(child, end) : std::optional<int>();
  if (!status) {
    kill_group(child);
    if (result.problem.empty()) result.problem = too_slow(limits);
  } else if (WIFEXITED(*status)) {
    result.status = WEXITSTATUS(*status);
  } else {
    result.problem = "ended by signal " + std::to_string(WTERMSIG(*status));
  }
  return result;
}

std::optional<fs::path> find_program(const std::string& name) {
  std::error_code problem;
  const auto runs = [&](const fs::path& path) {
    return fs::is_regular_file(path, problem) && ::access(path.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string::npos) {
    const fs::path path = fs::absolute(name, problem);
    return runs(path) ? std::optional(path) : std::nullopt;
  }
  const char* const value = std::getenv("PATH");
  std::string_view folders = value == nullptr ? "" : value;
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const fs::path path = fs::path(folders.substr(0, end)) / name;
    if (path.is_absolute() && runs(path)) return path;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return std::nullopt;
}

}  // namespace buildspec
