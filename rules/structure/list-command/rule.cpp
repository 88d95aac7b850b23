// list-command: see rule.md.
#include <optional>
#include <string>
#include <utility>

#include "rules/registry.h"
#include "rules/structure/commands/source.h"

namespace buildspec::rules {
namespace {

// "- - make": the dash of an item too many.
std::optional<Fix> remove_dash(Node item) {
  const Node only = item.item(0);
  if (item.flow() || item.size() != 1 || !only.is_scalar()) return std::nullopt;
  return Fix{"Remove the second dash",
             Applicability::unsafe,
             {{Span{item.span().begin, only.span().begin}, ""}}};
}

void report(const Snapshot& snapshot, Node item, Reporter& reporter) {
  const auto written = commands::written(snapshot, item);
  Diagnostic& finding =
      reporter.report(written.value_or(item.span()),
                      std::string("This command is a list, not a text: ") +
                          (item.flow() ? "it begins with a bracket" : "a second dash begins one"));
  finding.notes.push_back(
      {"what CodeBuild does with a list here is not known; a mapping stops the build",
       std::nullopt});
  auto fix = item.flow() && written ? commands::make_text(snapshot, *written) : remove_dash(item);
  // `["make", "test"]` may be meant as a list of words.
  if (fix && !(item.flow() && item.item(0).style() == ScalarStyle::plain && item.size() == 1)) {
    fix->applicability = Applicability::unsafe;
  }
  if (fix) finding.fixes.push_back(std::move(*fix));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const Node list : {phase.commands, phase.finally}) {
      for (const Node item : list.items()) {
        if (item.is_sequence()) report(snapshot, item, reporter);
      }
    }
  }
}

}  // namespace

extern const Rule list_command;
constexpr Rule list_command{
    .meta = {.id = "list-command",
             .summary = "Flags commands that YAML reads as a list.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-03 CB-YAML-06"},
    .check = check,
};

}  // namespace buildspec::rules
