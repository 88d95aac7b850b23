#include "linter/cli/lint_file.h"

#include <unistd.h>

#include <array>
#include <exception>
#include <utility>

#include "linter/cli/fix.h"
#include "linter/cli/terminal.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"

namespace buildspec::cli {
namespace {

namespace fs = std::filesystem;

// A scan of the source tree costs more than all the rest, so it is made only for a buildspec that
// can name files of it: one of these words is in its text then.
bool may_need_source_tree(std::string_view text) {
  constexpr std::array<std::string_view, 3> kWords{"artifacts", "reports", "cache"};
  for (const std::string_view word : kWords) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

ProjectFactsPtr facts_for(const Input& input, std::string_view text, SourceTrees& trees) {
  ProjectFacts facts = input.surroundings.project->facts;
  const std::optional<fs::path>& root = input.surroundings.root;
  if (root && !input.absolute.empty()) {
    facts.path = relative_to(*root, input.absolute);
    if (may_need_source_tree(text)) facts.source_tree = trees.of(*root);
  }
  return std::make_shared<const ProjectFacts>(std::move(facts));
}

FileText read(const Input& input) {
  if (!input.standard_input) return read_text_file(input.path);
  AllBytes all = read_all(STDIN_FILENO, kLargestFile);
  if (all.bytes.size() > kLargestFile) {
    all.problem = "larger than " + std::to_string(kLargestFile >> 20U) + " MiB";
  }
  if (!all.problem.empty()) return {std::nullopt, false, all.problem};
  return decode_text(std::move(all.bytes));
}

LintResult lint(const Input& input, SourceTrees& trees, FixMode fix) {
  LintResult result;
  FileText read_text = read(input);
  if (!read_text) {
    result.failure = Failure{input.shown, read_text.problem};
    return result;
  }
  ProjectFactsPtr facts = facts_for(input, *read_text.text, trees);
  SnapshotPtr snapshot =
      analyze(input.shown, 0, SourceText(std::move(*read_text.text)), std::move(facts));
  const LintEngine& engine = input.surroundings.project->engine;
  if (fix == FixMode::none) {
    result.report = FileReport{input.shown, snapshot->text, engine.run(*snapshot), 0};
    return result;
  }
  FixedText fixed = fix_all(snapshot, engine);
  if (fixed.applied > 0 && read_text.decoded) {
    result.failure = Failure{input.shown, "is UTF-16: fixes are written to UTF-8 files only"};
    fixed = {snapshot, engine.run(*snapshot), 0};
  }
  if (fixed.applied > 0) result.original = std::string(snapshot->text.bytes());
  result.report =
      FileReport{input.shown, fixed.snapshot->text, std::move(fixed.diagnostics), fixed.applied};
  return result;
}

}  // namespace

LintResult lint_input(const Input& input, SourceTrees& trees, FixMode fix) {
  // Nothing here throws for what the user or the disk does; memory may still run out.
  try {
    return lint(input, trees, fix);
  } catch (const std::exception& error) {
    LintResult result;
    result.failure = Failure{input.shown, std::string("internal error: ") + error.what()};
    return result;
  }
}

}  // namespace buildspec::cli
