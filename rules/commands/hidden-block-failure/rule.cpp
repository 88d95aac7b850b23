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

// `for i in 1 2 3; do npm ci && break; done` tries again: a failure is expected there.
bool tries_again(const shell::Script& script, const shell::Command& command) {
  if (command.compound >= script.compounds.size()) return false;
  Span loop = script.compounds[command.compound].span;
  for (std::uint32_t outer = command.compound; outer < script.compounds.size();
       outer = script.compounds[outer].parent)
    loop = script.compounds[outer].span;
  return std::any_of(script.commands.begin(), script.commands.end(), [&](const auto& each) {
    return loop.contains(each.span) &&
           commands::is_one_of(each.name(), {"break", "exit", "return", "sleep"});
  });
}

// A failure of this command need not be one of the item.
bool is_hidden(const shell::Script& script, const shell::Command& command) {
  if (command.function || command.nested != 0) return false;
  using shell::FailureCause;
  if (command.failure == shell::Failure::sometimes)
    return command.cause == FailureCause::loop && !tries_again(script, command);
  return command.failure == shell::Failure::never &&
         (command.cause == FailureCause::not_last ||
          command.cause == FailureCause::unchecked_chain);
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const shell::Script& script = *command.script;
  if (script.broken || (script.commands.size() < 2 && script.compounds.empty())) return;
  for (std::size_t i = 0; i < script.commands.size(); ++i) {
    const shell::Command& each = script.commands[i];
    if (!is_hidden(script, each) || !matters(each) || fails_later(script, i)) continue;
    const commands::Invocation run = commands::invocation(each);
    const bool loop = each.cause == shell::FailureCause::loop;
    Diagnostic& finding =
        reporter.report(command.source(run.span()), "If " + code(commands::label(run)) + " fails" +
                                                        (loop ? " in any round but the last" : "") +
                                                        ", the command goes on and may succeed");
    const bool chain = each.cause == shell::FailureCause::unchecked_chain;
    finding.notes.push_back({chain  ? "`set -e` does not look at what stands left of `&&`"
                             : loop ? "a loop has the status of the last command in its last round"
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
