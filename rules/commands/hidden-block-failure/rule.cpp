// hidden-block-failure: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Its failure is worth the end of the build; a directory that is not there makes what follows work
// in the wrong place.
bool matters(const shell::Command& command) {
  const commands::Invocation run = commands::invocation(command);
  // Without fresh lists of packages and without the newest ones most builds go on all the same.
  if (commands::is_one_of(run.program, {"apt-get", "apt", "yum", "dnf", "apk"}) &&
      std::none_of(run.words.begin(), run.words.end(), [](const shell::Word& word) {
        return commands::is_one_of(word.text, {"install", "add"});
      }))
    return false;
  return commands::purpose_of(run) != commands::Purpose::other;
}

// An image that was not built can be neither tagged nor pushed nor run: what follows fails too.
bool fails_later(const shell::Script& script, std::size_t index) {
  const commands::Invocation run = commands::invocation(script.commands[index]);
  if (run.program != "docker" || commands::purpose_of(run) != commands::Purpose::build)
    return false;
  for (std::size_t i = index + 1; i < script.commands.size(); ++i) {
    const commands::Invocation later = commands::invocation(script.commands[i]);
    if (later.program == "docker" && (commands::is_one_of(later.word(1), {"tag", "push", "run"}) ||
                                      commands::is_one_of(later.word(2), {"tag", "push", "run"})))
      return true;
  }
  return false;
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const shell::Script& script = *command.script;
  if (script.commands.size() < 2 || script.broken) return;
  for (std::size_t i = 0; i < script.commands.size(); ++i) {
    const shell::Command& each = script.commands[i];
    const bool hidden = each.failure == shell::Failure::never && !each.function &&
                        each.nested == 0 &&
                        (each.cause == shell::FailureCause::not_last ||
                         each.cause == shell::FailureCause::unchecked_chain);
    if (!hidden || !matters(each) || fails_later(script, i)) continue;
    const commands::Invocation run = commands::invocation(each);
    Diagnostic& finding = reporter.report(
        command.source(run.span()),
        "If " + code(commands::label(run)) + " fails, the command goes on and may succeed");
    const bool chain = each.cause == shell::FailureCause::unchecked_chain;
    finding.notes.push_back({chain ? "`set -e` does not look at what stands left of `&&`"
                                   : "only the status of the last command in an item counts",
                             std::nullopt});
    if (!chain) {
      const bool lines = command.text().find('\n') != std::string_view::npos;
      commands::offer(snapshot, command, finding, "Stop at the first failure (`set -e`)",
                      Applicability::unsafe, {0, 0}, lines ? "set -e\n" : "set -e; ");
    }
    return;  // one fix for all of them
  }
}

}  // namespace

extern const Rule hidden_block_failure;
constexpr Rule hidden_block_failure{
    .meta = {.id = "hidden-block-failure",
             .summary = "Flags builds, tests and deployments whose failure a later command hides.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-03"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
