// `buildspec-lint format [FILE|FOLDER|-]…`: lays files out. Main thread.
#pragma once

#include <span>

#include "linter/cli/options.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {

// Reads, writes or prints, returns the exit status. `rules` are what a configuration is read with.
[[nodiscard]] int run_format(const FormatOptions& options, std::span<const RegisteredRule> rules);

}  // namespace buildspec::cli
