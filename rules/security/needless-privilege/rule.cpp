// needless-privilege: see rule.md.
#include <string>
#include <vector>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Programs that surely start no container. Everything else may: scripts, make, sam, cdk, test
// runners.
bool is_harmless(std::string_view name) {
  return name.empty() ||
         commands::is_one_of(
             name,
             {"aws",     "echo",     "printf",  "cd",        "export", "set",  "cat",   "ls",
              "pwd",     "jq",       "sed",     "grep",      "cut",    "tr",   "date",  "git",
              "test",    "[",        "[[",      "cp",        "mv",     "rm",   "mkdir", "head",
              "tail",    "awk",      "unzip",   "zip",       "tar",    "curl", "wget",  "apt-get",
              "yum",     "sleep",    "true",    "false",     "env",    "exit", "pip",   "pip3",
              "chmod",   "touch",    "find",    "which",     "tee",    "npm",  "yarn",  "node",
              "dirname", "basename", "kubectl", "terraform", "unset",  "apt",  "dnf",   "java"});
}

// `npm run x` and `npm test` are scripts of the project.
bool runs_script(const commands::Invocation& run) {
  if (run.program != "npm" && run.program != "yarn") return false;
  return !commands::is_one_of(run.word(1), {"ci", "install", "i", "config", "audit", "--version"});
}

bool starts_containers(const Snapshot& snapshot) {
  bool any = false;
  for (const CommandText& command : commands::read_commands(snapshot)) {
    if (command.script->broken || command.holds("docker")) return true;
    if (command.dialect == shell::Dialect::powershell || command.dialect == shell::Dialect::cmd)
      return true;
    for (const shell::Command& each : command.script->commands) {
      if (!each.words.empty() && !each.words.front().plain()) return true;
      const commands::Invocation run = commands::invocation(each);
      const bool path = !run.words.empty() && commands::contains(run.words.front().text, "/");
      if (path || !is_harmless(run.program) || runs_script(run)) return true;
      any = true;
    }
  }
  return !any;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<Node> modes;
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    const Node mode = task.env.get("privileged-mode");
    if (!task.buildspec && mode.is_scalar() && mode.is("true")) modes.push_back(mode);
  }
  if (modes.empty() || starts_containers(snapshot)) return;
  for (const Node mode : modes) {
    Diagnostic& finding =
        reporter.report(mode.span(), "No command of this file needs privileged mode");
    finding.notes.push_back({"it gives the build every right on its host", {}});
    finding.fixes.push_back(
        {"Run the task without it",
         Applicability::unsafe,
         {{mode.span(), mode.style() == ScalarStyle::plain ? "false" : "\"false\""}}});
  }
}

}  // namespace

extern const Rule needless_privilege;
constexpr Rule needless_privilege{
    .meta = {.id = "needless-privilege",
             .summary = "Flags privileged mode of tasks whose commands start no containers.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-SEC-14"},
    .check = check,
};

}  // namespace buildspec::rules
