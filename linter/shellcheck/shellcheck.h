// An installed ShellCheck, asked about the commands of a buildspec. Needs a disk and starts a
// process; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/shellcheck/process.h"

namespace buildspec {

struct ShellCheckRun {
  std::vector<Diagnostic> findings;  // for LintEngine::run
  std::string problem;               // why there are none; empty where it worked
};

// One process for all commands of a shell. `folder` is the buildspec's: a `.shellcheckrc` there or
// above holds.
[[nodiscard]] ShellCheckRun run_shellcheck(const Snapshot& snapshot,
                                           const std::filesystem::path& program,
                                           const std::filesystem::path& folder,
                                           const ProcessLimits& limits = {});

// The nearest ".shellcheckrc" or "shellcheckrc", as ShellCheck itself looks for it.
[[nodiscard]] std::optional<std::filesystem::path> nearest_shellcheckrc(
    const std::filesystem::path& folder);

}  // namespace buildspec
