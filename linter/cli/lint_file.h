// Lints one input, from its bytes to its findings; mends it where that is asked for. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "linter/cli/inputs.h"
#include "linter/cli/report.h"

namespace buildspec::cli {

struct LintResult {
  std::optional<FileReport> report;  // nothing where there was no text
  std::optional<Failure> failure;
  std::optional<std::string> original;  // the text as it was read, where fixes changed it
};

[[nodiscard]] LintResult lint_input(const Input& input, SourceTrees& trees, FixMode fix,
                                    Applicability most = Applicability::safe);

}  // namespace buildspec::cli
