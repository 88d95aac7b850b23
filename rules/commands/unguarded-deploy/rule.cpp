// unguarded-deploy: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool deploys(const commands::Invocation& run) {
  const std::string_view name = run.program;
  if (name == "terraform" || name == "tofu" || name == "terragrunt")
    return commands::is_one_of(run.word(1), {"apply", "destroy"}) &&
           commands::has_option(run, {"-auto-approve", "--auto-approve"});
  if (name != "cdk") return false;
  for (const auto& value : commands::option_values(run, {"--require-approval"}))
    if (value.text() == "never") return run.word(1) == "deploy";
  return false;
}

// A build of a pipeline runs where the pipeline says so.
void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (snapshot.facts->source.value_or("") == "codepipeline") return;
  for (const shell::Command& each : command.script->commands) {
    if (each.conditional) continue;
    const commands::Invocation run = commands::invocation(each);
    if (!deploys(run) || command.holds("CODEBUILD_")) continue;
    Diagnostic& finding =
        reporter.report(command.source({run.words[0].span.begin, run.words[1].span.end}),
                        "Every build deploys, whichever branch or pull request it is of");
    finding.notes.push_back({"ask for the branch first, or deploy in a stage of a pipeline", {}});
  }
}

}  // namespace

extern const Rule unguarded_deploy;
constexpr Rule unguarded_deploy{
    .meta = {.id = "unguarded-deploy",
             .summary = "Flags deployments without approval that no condition guards.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-08"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
