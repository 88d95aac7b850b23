// The first line of a finding, which the pretty and the concise format share:
// "path:line:column: severity: message [rule]".
#pragma once

#include <string>

#include "linter/cli/report.h"
#include "linter/cli/terminal.h"

namespace buildspec::cli {

[[nodiscard]] Paint::Color color_of(Severity severity);

// Without a line end. Nothing in it can command a terminal.
[[nodiscard]] std::string finding_head(const FileReport& report, const Diagnostic& diagnostic,
                                       const Paint& paint);

}  // namespace buildspec::cli
