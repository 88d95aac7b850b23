// Runs a program under hard limits and collects what it writes. POSIX; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace buildspec {

struct ProcessLimits {
  std::chrono::milliseconds time{20'000};
  std::size_t output = 16U << 20U;  // bytes, of both streams together
};

struct ProcessResult {
  int status = 0;  // its exit status
  std::string out;
  std::string error;
  std::string problem;  // empty unless it could not be run, or went beyond a limit
};

// `program` is a path. Standard input is empty; of the environment the program sees PATH and HOME.
// A program that goes beyond a limit is killed, with its children.
[[nodiscard]] ProcessResult run_process(const std::filesystem::path& program,
                                        const std::vector<std::string>& arguments,
                                        const std::filesystem::path& folder,
                                        const ProcessLimits& limits);

// The program of a name on the PATH; a name with a slash is a path. Folders of the PATH that are
// not absolute are passed over: they would find what lies in the folder that is linted.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name);

}  // namespace buildspec
