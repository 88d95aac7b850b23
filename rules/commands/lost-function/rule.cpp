// lost-function: see rule.md.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

struct Definition {
  std::size_t item = 0;  // in Buildspec::commands
  Span span;             // decoded
  bool alias = false;
};
using Definitions = std::map<std::string_view, Definition>;

void define(const CommandReading& reading, std::size_t item, Definitions& known) {
  const shell::Script& script = *reading.script;
  for (const shell::Compound& compound : script.compounds)
    if (compound.kind == shell::CompoundKind::function && compound.nested == 0)
      known[compound.name] = {item, compound.keyword, false};
  if (!reading.sketch.may_hold("alias")) return;
  for (const shell::Command& command : script.commands) {
    if (command.nested != 0 || command.name() != "alias") continue;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const std::string_view word = command.words[i].text;
      const std::size_t equals = word.find('=');
      if (equals != std::string_view::npos && equals > 0)
        known[word.substr(0, equals)] = {item, command.words[i].span, true};
    }
  }
}

bool sources_a_file(const shell::Script& script) {
  return std::any_of(script.commands.begin(), script.commands.end(), [](const auto& command) {
    return command.name() == "source" || command.name() == ".";
  });
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& readings = snapshot.readings;
  Definitions known;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const shell::Script& script = *readings[i]->script;
    if (!known.empty() && !sources_a_file(script)) {
      for (const shell::Command& command : script.commands) {
        if (command.words.empty() || !command.words[0].plain()) continue;
        const auto definition = known.find(command.words[0].text);
        if (definition == known.end() || definition->second.item == i) continue;
        const bool here =
            std::any_of(script.compounds.begin(), script.compounds.end(),
                        [&](const auto& compound) { return compound.name == definition->first; });
        if (here) continue;
        const bool alias = definition->second.alias;
        const CommandText use = read_command(snapshot, snapshot.buildspec.commands[i]);
        const CommandText owner =
            read_command(snapshot, snapshot.buildspec.commands[definition->second.item]);
        Diagnostic& finding =
            reporter.report(use.source(command.words[0].span),
                            "The " + std::string(alias ? "alias " : "function ") +
                                code(definition->first) + " ends with the item that defines it");
        finding.notes.push_back({"it is defined here", owner.source(definition->second.span)});
        finding.notes.push_back(
            {"every item is a script of its own; only variables and the directory carry over",
             std::nullopt});
      }
    }
    define(*readings[i], i, known);
  }
}

}  // namespace

extern const Rule lost_function;
constexpr Rule lost_function{
    .meta = {.id = "lost-function",
             .summary = "Flags functions and aliases that are used in another item than their own.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-08"},
    .check = check,
};

}  // namespace buildspec::rules
