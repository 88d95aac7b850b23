// unsupported-run-as: see rule.md.
#include "linter/shell/script.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The image, the environment or env.shell says that the build runs on Windows.
bool is_windows(const Snapshot& snapshot) {
  const ProjectFacts& facts = *snapshot.facts;
  if (shell::is_windows(facts.image.value_or(""), facts.environment_type.value_or(""))) return true;
  const Node named = snapshot.buildspec.env.shell;
  if (!named.is_scalar()) return false;
  const auto dialect = shell::dialect_of(named.scalar().value());
  return dialect == shell::Dialect::powershell || dialect == shell::Dialect::cmd;
}

void report(Node run_as, Reporter& reporter) {
  if (!run_as) return;
  reporter.report(run_as.span(), "`run-as` is for Linux, and this build runs on Windows")
      .notes.push_back({"the documentation does not say what it does there", std::nullopt});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!is_windows(snapshot)) return;
  report(snapshot.buildspec.run_as, reporter);
  for (const Phase& phase : snapshot.buildspec.phases) report(phase.run_as, reporter);
}

}  // namespace

extern const Rule unsupported_run_as;
constexpr Rule unsupported_run_as{
    .meta = {.id = "unsupported-run-as",
             .summary = "Flags `run-as` in builds on Windows.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-12"},
    .check = check,
};

}  // namespace buildspec::rules
