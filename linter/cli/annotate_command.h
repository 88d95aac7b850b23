// `buildspec-lint annotate LOG --buildspec FILE`: the failures of a build log on the lines of its
// buildspec. Main thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/buildlog/annotate.h"
#include "linter/cli/options.h"
#include "linter/cli/renderer.h"
#include "linter/lint/rule.h"

namespace buildspec::cli {

// Reads both files, prints, returns the exit status: 1 where the log tells of failures.
[[nodiscard]] int run_annotate(const AnnotateOptions& options,
                               std::span<const RegisteredRule> rules);

// What is printed. Pure.
struct AnnotatedBuild {
  std::string buildspec;  // its path, as in `log`
  std::string log;
  const Snapshot& snapshot;
  const Annotations& annotations;
  std::span<const RegisteredRule> rules;
  std::vector<Span> secrets;  // of the buildspec: not to be shown
};
[[nodiscard]] std::string render_annotations(const AnnotatedBuild& build, OutputFormat format,
                                             const RenderStyle& style);

}  // namespace buildspec::cli
