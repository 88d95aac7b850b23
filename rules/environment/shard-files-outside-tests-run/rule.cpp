// shard-files-outside-tests-run: see rule.md.
#include <algorithm>

#include "linter/lang/command_text.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kName = "CODEBUILD_CURRENT_SHARD_FILES";

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (command.text().find(kName) == std::string_view::npos) return;
  for (const shell::VariableUse& use : command.script->variables) {
    if (use.name != kName || use.may_be_unset()) continue;
    const auto& commands = command.script->commands;
    const bool inside =
        use.command < commands.size() && commands[use.command].name() == "codebuild-tests-run";
    Diagnostic& finding = reporter.report(
        command.source(use.span),
        inside ? "The shell expands " + code(kName) + " before `codebuild-tests-run` sets it"
               : code(kName) + " is empty here");
    finding.notes.push_back(
        {"it is set only inside of the command that `codebuild-tests-run --test-command` runs",
         {}});
    if (inside) finding.notes.push_back({"put the test command in single quotes", {}});
  }
}

}  // namespace

extern const Rule shard_files_outside_tests_run;
constexpr Rule shard_files_outside_tests_run{
    .meta = {.id = "shard-files-outside-tests-run",
             .summary = "Flags `CODEBUILD_CURRENT_SHARD_FILES` where it is not set.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-16"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
