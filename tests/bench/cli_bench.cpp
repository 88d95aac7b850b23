// Measures the command line from outside, as a user's shell or CI runs it: files of the corpus per
// second on one thread, and one small file as a whole process beside /bin/true.
// Usage: bench_cli [PROGRAM]; buildspec-lint beside this program by default.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/corpus.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kSpawns = 200;
constexpr std::size_t kFiles =
    6'000;  // copies of the corpus's files: long enough to drown the start
constexpr int kRuns = 5;

constexpr const char* kSmallFile =
    "version: 0.2\n\nphases:\n  install:\n    runtime-versions:\n      nodejs: 20\n"
    "    commands:\n      - npm ci\n  build:\n    commands:\n      - npm test\n"
    "      - npm run build\nartifacts:\n  base-directory: dist\n  files:\n    - '**/*'\n";

struct Run {
  double seconds = 0;    // on the wall
  double processor = 0;  // user and system
  int status = 0;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// Starts a program with its output thrown away, and waits for its end.
Run run(const std::vector<std::string>& arguments, const fs::path& folder) {
  std::vector<char*> words;
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  const auto begin = Clock::now();
  pid_t child = 0;
  const int error = posix_spawn(&child, words[0], &actions, nullptr, words.data(), environ);
  if (error != 0) throw std::runtime_error(arguments[0] + ": " + std::strerror(error));
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const auto end = Clock::now();
  posix_spawn_file_actions_destroy(&actions);
  return {std::chrono::duration<double>(end - begin).count(),
          seconds(usage.ru_utime) + seconds(usage.ru_stime),
          WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure_start(const std::string& linter, const fs::path& folder) {
  std::ofstream(folder / "buildspec.yml") << kSmallFile;
  std::vector<double> ours;
  std::vector<double> nothing;
  // By turns, so that a busy moment of the machine meets both.
  for (int i = 0; i < kSpawns; ++i) {
    const Run lint = run({linter, "buildspec.yml"}, folder);
    if (lint.status < 0 || lint.status > 1) throw std::runtime_error("the linter failed");
    ours.push_back(lint.seconds * 1e3);
    nothing.push_back(run({"/bin/true"}, folder).seconds * 1e3);
  }
  std::printf("one small file, whole process  %6.2f ms (median of %d)\n", median(ours), kSpawns);
  std::printf("/bin/true                      %6.2f ms, ratio %.2f\n", median(nothing),
              median(ours) / median(nothing));
}

std::size_t copy_corpus(const fs::path& folder) {
  const auto& corpus = buildspec::test::corpus();
  if (corpus.empty()) return 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < kFiles; ++i) {
    const auto& file = corpus[i % corpus.size()];
    const std::string name = "buildspec-" + std::to_string(i) + ".yml";
    std::ofstream(folder / name, std::ios::binary) << file.bytes;
    bytes += file.bytes.size();
  }
  return bytes;
}

void measure_throughput(const std::string& linter, const fs::path& folder) {
  const std::size_t bytes = copy_corpus(folder);
  if (bytes == 0) return;
  for (const std::string format : {"concise", "pretty", "json"}) {
    std::vector<double> times;
    std::vector<double> processor;
    for (int i = 0; i < kRuns; ++i) {
      const Run lint =
          run({linter, "--jobs", "1", "--fail-on", "never", "--format", format, "."}, folder);
      if (lint.status != 0) throw std::runtime_error("the linter failed");
      times.push_back(lint.seconds);
      processor.push_back(lint.processor);
    }
    const double best = *std::min_element(times.begin(), times.end());
    std::printf(
        "corpus, one thread, %-8s   %6.0f files/s, %5.1f MB/s (median %.0f files/s; "
        "%.0f files/s of processor time)\n",
        format.c_str(), static_cast<double>(kFiles) / best,
        static_cast<double>(bytes) / best * 1e-6, static_cast<double>(kFiles) / median(times),
        static_cast<double>(kFiles) / median(processor));
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const fs::path self = fs::canonical("/proc/self/exe");
    const std::string linter =
        fs::canonical(argc > 1 ? fs::path(argv[1]) : self.parent_path() / "buildspec-lint");
    std::string pattern = (fs::temp_directory_path() / "bench-cli-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    const fs::path folder = pattern;
    fs::create_directories(folder / "small");
    fs::create_directories(folder / "corpus");
    measure_start(linter, folder / "small");
    measure_throughput(linter, folder / "corpus");
    fs::remove_all(folder);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_cli: %s\n", error.what());
    return 2;
  }
}
