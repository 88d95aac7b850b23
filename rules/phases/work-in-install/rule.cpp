// work-in-install: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Purpose;

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (command.command.phase != PhaseName::install) return;
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    const Purpose purpose = commands::purpose_of(run);
    const bool installs = commands::is_one_of(run.word(1), {"install", "get"}) ||
                          (run.program == "npx" && run.word(2) == "cache");
    const bool make = run.program == "make" || run.program == "cmake";  // tools built from source
    if (make || installs ||
        (purpose != Purpose::test && purpose != Purpose::publish && purpose != Purpose::build))
      continue;
    reporter
        .report(
            command.source(run.span()),
            code(commands::label(run)) + " does more than install: it belongs into a later phase")
        .notes.push_back(
            {"the documentation recommends `install` only for packages in the build environment",
             std::nullopt});
    return;
  }
}

}  // namespace

extern const Rule work_in_install;
constexpr Rule work_in_install{
    .meta = {.id = "work-in-install",
             .summary = "Flags builds, tests and deployments in the phase `install`.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PH-11"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
