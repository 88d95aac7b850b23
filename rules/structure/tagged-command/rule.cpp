// tagged-command: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/structure/commands/source.h"

namespace buildspec::rules {
namespace {

// "!!str" and its like are meant as tags, and so is "!" before a text that has its own sign.
bool is_meant(std::string_view tag, Node value) {
  const bool of_yaml = tag.substr(0, 2) == "!!" || tag.substr(0, 2) == "!<";
  return of_yaml || (tag == "!" && value.is_scalar() && value.style() != ScalarStyle::plain);
}

void report(const Snapshot& snapshot, Node command, Reporter& reporter) {
  const Span tag = command.tag();
  const std::string_view name = snapshot.text.bytes(tag);
  const bool empty = !command.is_scalar();
  const Span whole = commands::written(snapshot, command)
                         .value_or(Span{tag.begin, empty ? tag.end : command.span().end});
  Diagnostic& finding = reporter.report(
      empty ? tag : whole,
      "YAML takes " + code(name) + " for a tag: " +
          (empty ? "there is no command behind it" : "the command is only what stands behind it"));
  finding.notes.push_back({"quotes around the whole command make it a text", std::nullopt});
  if (!empty && command.style() != ScalarStyle::plain) return;
  std::optional<Fix> fix = commands::make_text(snapshot, whole);
  if (!fix) return;
  fix->applicability = Applicability::unsafe;
  finding.fixes.push_back(std::move(*fix));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const Node list : {phase.commands, phase.finally}) {
      if (!list.is_sequence()) continue;
      for (const Node item : list.items()) {
        const bool text = item.is_scalar() || item.is_missing();
        if (text && !item.tag().empty() && !is_meant(snapshot.text.bytes(item.tag()), item))
          report(snapshot, item, reporter);
      }
    }
  }
}

}  // namespace

extern const Rule tagged_command;
constexpr Rule tagged_command{
    .meta = {.id = "tagged-command",
             .summary = "Flags commands that lose their beginning, since YAML takes it for a tag.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-07"},
    .check = check,
};

}  // namespace buildspec::rules
