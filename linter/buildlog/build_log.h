// What a build log tells: the commands that ran, which of them failed, and what the service said.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/buildlog/log_text.h"

namespace buildspec {

struct CommandRun {
  std::string phase;            // "BUILD"; empty where the log does not say
  std::string text;             // its first line, or all of it where only its failure is told
  std::uint32_t line = 0;       // of the log
  std::vector<LogLine> output;  // begins with the later lines of a command of several
  std::optional<int> status;    // of a failure
};

// "Phase context status code: CODE Message: MESSAGE".
struct LoggedFailure {
  std::string phase;
  std::string code;
  std::string message;
  std::uint32_t line = 0;
  bool of_command = false;  // the one that a CommandRun with a status tells of
};

struct ServiceLine {
  std::string phase;
  std::string text;
  std::uint32_t line = 0;
};

struct BuildLog {
  bool from_service = false;  // it has lines of the service at all
  std::vector<CommandRun> commands;
  std::vector<LoggedFailure> failures;
  std::vector<ServiceLine> remarks;  // further lines of the service
  std::vector<LogLine> lines;        // all
};

[[nodiscard]] BuildLog read_build_log(std::string_view log);

}  // namespace buildspec
