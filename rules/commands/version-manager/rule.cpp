// version-manager: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::is_one_of;

// The runtime that the command installs or chooses; empty where it does neither.
std::string_view runtime_of(const commands::Invocation& run) {
  const std::string_view name = run.program;
  const std::string_view first = run.word(1);
  const bool chooses = is_one_of(first, {"install", "use", "global", "local", "default"});
  if (name == "nvm" || name == "fnm" || name == "nodenv") return chooses ? "nodejs" : "";
  if (name == "n" && !first.empty()) return "nodejs";
  if (name == "pyenv") return chooses ? "python" : "";
  if (name == "rbenv" || name == "rvm") return chooses ? "ruby" : "";
  if (name == "goenv") return chooses ? "golang" : "";
  if (name == "phpenv") return chooses ? "php" : "";
  if (name == "sdk" && run.word(2) == "java") return chooses ? "java" : "";
  return {};
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    if (run.words.size() < 2) continue;
    const std::string_view runtime = runtime_of(run);
    if (runtime.empty()) continue;
    Diagnostic& finding =
        reporter.report(command.source({run.words[0].span.begin, run.words[1].span.end}),
                        code("runtime-versions") + " can choose the version of " + code(runtime));
    finding.notes.push_back({"a download in every build is slower and may fail", {}});
  }
}

}  // namespace

extern const Rule version_manager;
constexpr Rule version_manager{
    .meta = {.id = "version-manager",
             .summary = "Flags nvm, n, pyenv and the like where `runtime-versions` could choose.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-06"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
