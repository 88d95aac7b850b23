// early-exit: see rule.md.
#include <string>

#include "linter/lang/failure.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// `exit` with success, that ends the script and not a subshell.
bool leaves_happily(const shell::Command& command) {
  return command.name() == "exit" && command.words.size() == 2 && command.word(1) == "0" &&
         !command.subshell && !command.function && command.nested == 0;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& all = snapshot.buildspec.commands;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const shell::Script& script = *snapshot.readings[i]->script;
    for (std::size_t at = 0; at < script.commands.size(); ++at) {
      const shell::Command& command = script.commands[at];
      // Behind a condition: alone it would be a way to say "success".
      const bool guarded = command.conditional || (at > 0 && all[i].node);
      if (!leaves_happily(command) || !guarded) continue;
      const ItemFailure item = item_failure(snapshot.buildspec, all[i]);
      if (item.skipped_items == 0) continue;
      if (!command.conditional && at + 1 == script.commands.size() &&
          script.commands[at - 1].failure != shell::Failure::at_end)
        continue;  // the last of a block: swallowed-failure and its like
      const CommandText text = read_command(snapshot, all[i]);
      Diagnostic& finding = reporter.report(
          text.source(command.span),
          "`exit 0` ends this item only: " + counted(item.skipped_items, "item", "items") +
              " behind it " + (item.skipped_items == 1 ? "runs" : "run") + " all the same");
      finding.notes.push_back(
          {"every item is a script of its own; put the condition around what it is for",
           std::nullopt});
      break;
    }
  }
}

}  // namespace

extern const Rule early_exit;
constexpr Rule early_exit{
    .meta = {.id = "early-exit",
             .summary = "Flags `exit 0` that is meant to skip what follows in other items.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-18"},
    .check = check,
};

}  // namespace buildspec::rules
