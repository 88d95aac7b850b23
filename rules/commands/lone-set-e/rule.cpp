// lone-set-e: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool only_sets_options(const shell::Command& command) {
  const std::string_view name = command.name();
  if (!command.redirections.empty() || !command.assignments.empty() || command.words.size() < 2)
    return false;
  if (name == "shopt") return true;
  return name == "set" && (command.word(1)[0] == '-' || command.word(1)[0] == '+') &&
         command.word(1) != "--";
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const auto& all = command.script->commands;
  if (all.empty() || command.script->broken ||
      !std::all_of(all.begin(), all.end(), only_sets_options))
    return;
  const Span span{all.front().span.begin, all.back().span.end};
  const std::string text(command.text().substr(span.begin, span.size()));
  Diagnostic& finding = reporter.report(
      command.source(span), code(text) + " ends with its item: other items do not notice it");
  finding.tags.push_back(DiagnosticTag::unnecessary);
  finding.notes.push_back(
      {"every item is a script of its own; variables and the directory carry over, options do not",
       std::nullopt});
  finding.notes.push_back(
      {"an item that fails ends its phase without `set -e`; inside a block, write it there",
       std::nullopt});
  const Phase* const phase = snapshot.buildspec.phase(command.command.phase);
  if (phase == nullptr) return;
  const Node list =
      command.command.list == CommandList::commands ? phase->commands : phase->finally;
  if (auto edit = removal(snapshot.text, list, command.command.node))
    finding.fixes.push_back({"Remove the item", Applicability::safe, {std::move(*edit)}});
}

}  // namespace

extern const Rule lone_set_e;
constexpr Rule lone_set_e{
    .meta = {.id = "lone-set-e",
             .summary = "Flags `set -e` and other shell options as an item of their own.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-04"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
