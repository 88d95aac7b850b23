#include "linter/cli/lint_file.h"

#include <exception>
#include <memory>
#include <string_view>
#include <utility>

#include "linter/lint/fix_all.h"
#include "linter/shellcheck/findings.h"
#include "linter/shellcheck/shellcheck.h"
#include "linter/workspace/source_tree.h"

namespace buildspec::cli {
namespace {

namespace fs = std::filesystem;

ProjectFactsPtr facts_for(const Input& input, SourceTrees& trees) {
  ProjectFacts facts = input.surroundings.project->facts;
  const std::optional<fs::path>& root = input.surroundings.root;
  if (root && !input.absolute.empty()) {
    facts.path = relative_to(*root, input.absolute);
    facts.source_tree = SourceTreeHandle([&trees, root = *root] { return trees.tree_of(root); });
    facts.look_at = [&files = trees.files_of(*root)](std::string_view path) {
      return files.look_at(path);
    };
  }
  return std::make_shared<const ProjectFacts>(std::move(facts));
}

// The findings on a text, those of ShellCheck among them where it is to be asked.
std::vector<Diagnostic> findings(const Input& input, const Snapshot& snapshot,
                                 std::optional<Failure>& failure) {
  const Project& project = *input.surroundings.project;
  if (!project.shellcheck) return project.engine.run(snapshot);
  std::error_code error;
  const fs::path folder =
      input.absolute.empty() ? fs::current_path(error) : input.absolute.parent_path();
  ShellCheckRun run = run_shellcheck(snapshot, *project.shellcheck, folder);
  if (!run.problem.empty() && !failure) {
    failure = Failure{input.shown, project.shellcheck->string() + ' ' + run.problem};
  }
  std::erase_if(run.findings, [&](const Diagnostic& finding) {
    return project.engine.runs(rule_instead_of(finding));
  });
  return project.engine.run(snapshot, {}, nullptr, std::move(run.findings));
}

LintResult lint(const Input& input, SourceTrees& trees, FixMode fix, Applicability most) {
  LintResult result;
  FileText read_text = read_input(input);
  if (!read_text) {
    result.failure = Failure{input.shown, read_text.problem};
    return result;
  }
  ProjectFactsPtr facts = facts_for(input, trees);
  SnapshotPtr snapshot =
      analyze(input.shown, 0, SourceText(std::move(*read_text.text)), std::move(facts));
  const LintEngine& engine = input.surroundings.project->engine;
  if (fix == FixMode::none) {
    result.report =
        FileReport{input.shown, snapshot->text, findings(input, *snapshot, result.failure), 0};
    return result;
  }
  FixedText fixed = fix_all(snapshot, engine, {.most = most});
  if (fixed.applied > 0 && read_text.decoded) {
    result.failure = Failure{input.shown, "is UTF-16: fixes are written to UTF-8 files only"};
    fixed = {snapshot, engine.run(*snapshot), 0};
  }
  if (input.surroundings.project->shellcheck) {
    fixed.diagnostics = findings(input, *fixed.snapshot, result.failure);
  }
  if (fixed.applied > 0) result.original = std::string(snapshot->text.bytes());
  result.report =
      FileReport{input.shown, fixed.snapshot->text, std::move(fixed.diagnostics), fixed.applied};
  return result;
}

}  // namespace

LintResult lint_input(const Input& input, SourceTrees& trees, FixMode fix, Applicability most) {
  // Nothing here throws for what the user or the disk does; memory may still run out.
  try {
    return lint(input, trees, fix, most);
  } catch (const std::exception& error) {
    LintResult result;
    result.failure = Failure{input.shown, std::string("internal error: ") + error.what()};
    return result;
  }
}

}  // namespace buildspec::cli
