// lost-function: see rule.md.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

struct Definition {
  std::uint32_t item = 0;  // in Buildspec::commands
  Span span;               // decoded
  bool alias = false;
};
using Definitions = std::map<std::string_view, std::vector<Definition>>;  // in order

void define_functions(const shell::Script& script, std::uint32_t item, Definitions& known) {
  for (const shell::Compound& compound : script.compounds)
    if (compound.kind == shell::CompoundKind::function && compound.nested == 0)
      known[compound.name].push_back({item, compound.keyword, false});
}

void define_aliases(const shell::Script& script, std::uint32_t item, Definitions& known) {
  for (const shell::Command& command : script.commands) {
    if (command.nested != 0 || command.name() != "alias") continue;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
      const std::string_view word = command.words[i].text;
      const std::size_t equals = word.find('=');
      if (equals != std::string_view::npos && equals > 0)
        known[word.substr(0, equals)].push_back({item, command.words[i].span, true});
    }
  }
}

bool sources_a_file(const shell::Script& script) {
  return std::any_of(script.commands.begin(), script.commands.end(), [](const auto& command) {
    return command.name() == "source" || command.name() == ".";
  });
}

// All of the file. Behind "()" stands a blank or a brace.
Definitions definitions(const Snapshot& snapshot) {
  Definitions found;
  for (const std::uint32_t item : commands_holding(snapshot, {" function ", "   "}))
    define_functions(*snapshot.readings[item]->script, item, found);
  for (const std::uint32_t item : commands_holding(snapshot, {" alias "}))
    define_aliases(*snapshot.readings[item]->script, item, found);
  for (auto& [name, all] : found)
    std::stable_sort(all.begin(), all.end(),
                     [](const Definition& a, const Definition& b) { return a.item < b.item; });
  return found;
}

// The last one in front of an item; null where there is none.
const Definition* definition_before(const std::vector<Definition>& all, std::uint32_t item) {
  const auto behind = std::partition_point(
      all.begin(), all.end(), [item](const Definition& each) { return each.item < item; });
  return behind == all.begin() ? nullptr : &*std::prev(behind);
}

void check_item(const Snapshot& snapshot, const Definitions& known, std::uint32_t item,
                Reporter& reporter) {
  const shell::Script& script = *snapshot.readings[item]->script;
  if (sources_a_file(script)) return;
  for (const shell::Command& command : script.commands) {
    if (command.words.empty() || !command.words[0].plain()) continue;
    const auto entry = known.find(command.words[0].text);
    if (entry == known.end()) continue;
    const Definition* const definition = definition_before(entry->second, item);
    if (definition == nullptr) continue;
    const bool here =
        std::any_of(script.compounds.begin(), script.compounds.end(),
                    [&](const auto& compound) { return compound.name == entry->first; });
    if (here) continue;
    const CommandText use = read_command(snapshot, snapshot.buildspec.commands[item]);
    const CommandText owner = read_command(snapshot, snapshot.buildspec.commands[definition->item]);
    Diagnostic& finding =
        reporter.report(use.source(command.words[0].span),
                        "The " + std::string(definition->alias ? "alias " : "function ") +
                            code(entry->first) + " ends with the item that defines it");
    finding.notes.push_back({"it is defined here", owner.source(definition->span)});
    finding.notes.push_back(
        {"every item is a script of its own; only variables and the directory carry over",
         std::nullopt});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Definitions known = definitions(snapshot);
  if (known.empty()) return;
  std::vector<std::string> words;
  for (const auto& [name, definition] : known) words.push_back(' ' + std::string(name) + ' ');
  for (const std::uint32_t item :
       commands_holding(snapshot, std::vector<std::string_view>(words.begin(), words.end())))
    check_item(snapshot, known, item, reporter);
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
