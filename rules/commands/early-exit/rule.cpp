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

// Runs only if something in the same item says so.
bool is_guarded(const CommandText& text, const shell::Script& script) {
  const shell::Command& last = script.commands.back();
  if (last.conditional) return true;
  if (script.commands.size() < 2) return false;
  const std::uint32_t before = script.commands[script.commands.size() - 2].span.end;
  if (before >= last.span.begin) return false;
  const std::string_view between = text.text().substr(before, last.span.begin - before);
  return between.find("&&") != std::string_view::npos;
}

// An exit that leaves out commands of its own item has its use; one at the end has none.
void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& all = snapshot.buildspec.commands;
  std::size_t looks = 0;
  for (const std::uint32_t i : commands_holding(snapshot, {"exit"})) {
    const shell::Script& script = *snapshot.readings[i]->script;
    if (script.commands.empty() || !leaves_happily(script.commands.back())) continue;
    const CommandText text = read_command(snapshot, all[i]);
    if (!is_guarded(text, script)) continue;
    // Walks the list: not for more than can be told.
    if (++looks > Reporter::kMostFindings) return;
    const ItemFailure item = item_failure(snapshot.buildspec, all[i]);
    if (item.skipped_items == 0) continue;
    Diagnostic& finding = reporter.report(
        text.source(script.commands.back().span),
        "`exit 0` ends this item only: " + counted(item.skipped_items, "item", "items") +
            " behind it " + (item.skipped_items == 1 ? "runs" : "run") + " all the same");
    finding.notes.push_back(
        {"every item is a script of its own; put the condition around what it is for",
         std::nullopt});
  }
}

}  // namespace

extern const Rule early_exit;
constexpr Rule early_exit{
    .meta = {.id = "early-exit",
             .summary = "Flags `exit 0` that is meant to skip what follows in other items.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-18"},
    .check = check,
};

}  // namespace buildspec::rules
