// lost-assignment: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "rules/environment/names/names.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

enum class Lost : std::uint8_t { other_command, subshell, prefix };

// `NAME=$NAME program $NAME` gives the program what the environment has.
bool hands_on(const Flow& flow, const Assigned& assigned, const Usage& use) {
  return std::any_of(assigned.made_of.begin(), assigned.made_of.end(), [&](std::uint32_t part) {
    return flow.script(use.command).variables[part].name == assigned.name;
  });
}

// Why a definition does not reach a use that it was meant for; nothing where that is not evident.
std::optional<Lost> why(const Flow& flow, const Definition& definition, const Usage& use,
                        bool separate) {
  const Assigned* const assigned = flow.assigned(definition);
  if (assigned == nullptr || definition.command > use.command) return std::nullopt;
  const bool here = definition.command == use.command;
  const shell::VariableUse& variable = flow.variable(use);
  if (assigned->prefix) {
    if (!here || variable.command != assigned->command || variable.span.begin < assigned->from ||
        hands_on(flow, *assigned, use))
      return std::nullopt;
    return Lost::prefix;
  }
  if (assigned->carries) {
    return separate && !here ? std::optional(Lost::other_command) : std::nullopt;
  }
  if (here && variable.span.begin < assigned->scope.end) return std::nullopt;
  if (assigned->in_function || variable.nested != 0) return std::nullopt;
  return Lost::subshell;
}

std::string_view explanation(Lost lost) {
  switch (lost) {
    case Lost::other_command:
      return "in version 0.1 every command runs in a shell of its own; version 0.2 hands variables "
             "on";
    case Lost::subshell:
      return "what a pipe, parentheses, $( ) or a command in front of & assigns is gone behind it";
    case Lost::prefix:
      return "the shell expands the words of a command before it makes the assignment in front of "
             "it, which is for the program alone";
  }
  return {};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  const bool separate = snapshot.buildspec.format == FormatVersion::v0_1;
  for (std::uint32_t number = 0; number < flow.names(); ++number) {
    if (flow.definition_count(number) == 0 || flow.use_count(number) == 0) continue;
    const std::vector<Usage> uses = environment::unreached(snapshot, flow, number);
    if (uses.empty()) continue;
    const std::vector<Definition> definitions = flow.definitions(number);
    for (const Usage& use : uses) {
      // The nearest one in front of it.
      std::optional<Lost> lost;
      Definition from;
      for (const Definition& definition : definitions) {
        if (const auto reason = why(flow, definition, use, separate)) {
          lost = reason;
          from = definition;
        }
      }
      if (!lost) continue;
      Diagnostic& finding = reporter.report(
          flow.span(use), "The assignment of " + code(flow.name(number)) + " does not reach this");
      finding.notes.push_back({"it is assigned here", flow.name_span(from)});
      finding.notes.push_back({std::string(explanation(*lost)), {}});
    }
  }
}

}  // namespace

extern const Rule lost_assignment;
constexpr Rule lost_assignment{
    .meta = {.id = "lost-assignment",
             .summary = "Flags variables that were assigned where it has no effect on their use.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-17"},
    .check = check,
};

}  // namespace buildspec::rules
