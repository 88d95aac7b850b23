// missing-commands: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lang/key_advice.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_empty(Node list) {
  return !list || is_null(list) || (list.is_sequence() && list.size() == 0) ||
         (list.is_scalar() && list.scalar().value().empty());
}

// Among the keys of the phase is a misspelled `commands`, or one that belongs to another section:
// there are commands, and another rule says where.
bool has_unknown_key(const Snapshot& snapshot, const Phase& phase) {
  return std::any_of(
      snapshot.mismatches.begin(), snapshot.mismatches.end(), [&phase](const Mismatch& mismatch) {
        return mismatch.kind == MismatchKind::unknown_key && mismatch.owner == phase.value;
      });
}

// `commands:` beside the phase that it belongs to: unknown-phase says so.
bool has_slipped(const Snapshot& snapshot) {
  const Node phases = snapshot.buildspec.root.get("phases");
  return phases.get("commands") || phases.get("finally") || phases.get("command");
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  for (const Phase& phase : buildspec.phases) {
    if (!phase.value.is_mapping() && !is_null(phase.value)) continue;  // wrong-type
    const bool empty_phase = phase.value.size() == 0;
    // A merge key brings keys from elsewhere.
    if (!is_empty(phase.commands) || phase.value.get("steps") || phase.value.get("<<")) continue;
    const std::string name = code(to_string(phase.name));
    if (empty_phase) {
      if (has_slipped(snapshot)) continue;
      reporter
          .report(phase.name == PhaseName::install ? Severity::info : Severity::warning,
                  phase.key.span(), "The phase " + name + " is empty")
          .notes.push_back({"give it commands or delete it", std::nullopt});
      continue;
    }
    // `install` may have nothing but runtimes; an empty list there is a left-over.
    if (phase.name == PhaseName::install || has_unknown_key(snapshot, phase)) continue;
    const Pair commands = phase.value.find("commands");
    const bool cleans_up = !is_empty(phase.finally);
    Diagnostic& finding =
        reporter.report(commands || cleans_up ? Severity::info : Severity::warning,
                        commands ? commands.key.span() : phase.key.span(),
                        commands ? "The phase " + name + " has no commands"
                                 : "The phase " + name + " lacks `commands`");
    finding.notes.push_back(
        {"the documentation requires them in every phase but `install`; what CodeBuild does "
         "without is not known",
         std::nullopt});
  }
}

}  // namespace

extern const Rule missing_commands;
constexpr Rule missing_commands{
    .meta = {.id = "missing-commands",
             .summary = "Flags phases that have nothing to run.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-12"},
    .check = check,
};

}  // namespace buildspec::rules
