// From the arguments of the command line to the list of texts to lint. Main thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "linter/cli/options.h"
#include "linter/cli/project.h"
#include "linter/cli/report.h"
#include "linter/workspace/files.h"

namespace buildspec::cli {

struct Input {
  bool standard_input = false;
  std::filesystem::path path;  // to read; absolute or as the user wrote it
  std::string shown;           // in reports
  Surroundings surroundings;
  std::filesystem::path absolute;  // empty where standard input has no name
};

struct Inputs {
  std::vector<Input> inputs;      // in the order of the arguments; each file once
  std::vector<Failure> failures;  // arguments and folders that could not be looked at
  std::vector<std::string> notes;
};

[[nodiscard]] Inputs find_inputs(const LintOptions& options, Projects& projects);

// Its text. Any thread.
[[nodiscard]] FileText read_input(const Input& input);

}  // namespace buildspec::cli
