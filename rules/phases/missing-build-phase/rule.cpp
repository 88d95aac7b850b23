// missing-build-phase: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lang/command_text.h"
#include "linter/lang/key_advice.h"
#include "linter/lint/wording.h"
#include "rules/phases/missing-build-phase/setup.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

const char* const kNothingRuns =
    "the build succeeds all the same (its log: `Phases found in YAML: 0`)";

// The first key of the file: where something that is absent is reported.
Span first_key(const Snapshot& snapshot) {
  const Pair first = snapshot.buildspec.root.pair(0);
  return first ? first.key.span() : snapshot.buildspec.root.span();
}

// A phase's name at the top level, indented too little: misplaced-key speaks of it.
bool phases_misplaced(const Snapshot& snapshot) {
  return std::any_of(snapshot.mismatches.begin(), snapshot.mismatches.end(),
                     [&snapshot](const Mismatch& mismatch) {
                       return mismatch.kind == MismatchKind::unknown_key &&
                              mismatch.owner == snapshot.buildspec.root &&
                              mismatch.key_node.is_scalar() &&
                              phase_name(mismatch.key_node.scalar().value());
                     });
}

bool phases_misspelled(const Snapshot& snapshot) {
  return std::any_of(snapshot.mismatches.begin(), snapshot.mismatches.end(),
                     [&snapshot](const Mismatch& mismatch) {
                       return mismatch.kind == MismatchKind::missing_key &&
                              mismatch.node == snapshot.buildspec.root &&
                              mismatch.key->name == "phases" && is_misspelled(mismatch);
                     });
}

// Something beside commands in the file makes use of what they leave behind.
bool keeps_results(const Buildspec& buildspec) {
  return buildspec.artifacts_node || buildspec.reports_node || buildspec.cache.node ||
         buildspec.env.exported_variables;
}

bool has_text(const Command& command) {
  return command.node.is_scalar() && !is_null(command.node) &&
         command.node.scalar().value().find_first_not_of(" \t\r\n") != std::string_view::npos;
}

bool means_commands(const Mismatch& unknown) {
  if (!unknown.key_node.is_scalar()) return false;
  const schema::Key* const meant =
      advise_on_key(*unknown.type, unknown.key_node.scalar().value()).meant;
  return meant != nullptr && meant->name == "commands";
}

// What the phase runs is not read here: it comes through an alias or a merge key, or has a form
// that other rules speak of (a mapping, a list in a list, a misspelled key).
bool runs_something_else(const Snapshot& snapshot, const Phase& phase) {
  if (!phase.value.is_mapping()) return !is_null(phase.value);
  if (phase.value.get("<<") || phase.value.get("steps")) return true;
  for (const Node list : {phase.commands, phase.finally}) {
    if (!list) continue;
    if (list.kind() == Kind::alias || (list.is_mapping() && list.size() != 0)) return true;
    for (const Node item : list.items())
      if (!item.is_scalar() && !item.is_missing()) return true;
  }
  return std::any_of(snapshot.mismatches.begin(), snapshot.mismatches.end(),
                     [&phase](const Mismatch& mismatch) {
                       return mismatch.kind == MismatchKind::unknown_key &&
                              mismatch.owner == phase.value && means_commands(mismatch);
                     });
}

void check_set_up_only(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  if (buildspec.phase(PhaseName::build) != nullptr || keeps_results(buildspec)) return;
  const bool prepares = std::all_of(
      buildspec.commands.begin(), buildspec.commands.end(), [&](const Command& command) {
        const CommandText text = read_command(snapshot, command);
        // Of PowerShell and cmd nothing is known.
        const bool unix =
            text.dialect == shell::Dialect::posix || text.dialect == shell::Dialect::bash;
        return command.phase == PhaseName::install && unix && phases::only_prepares(*text.script);
      });
  if (!prepares) return;
  const Pair phases = buildspec.root.find("phases");
  reporter
      .report(phases.key.span(),
              "There is no `build` phase, and `install` only prepares the environment")
      .notes.push_back({"the environment is thrown away when the build ends", std::nullopt});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  // The tasks of a batch may all name files of their own. Of what is not read at all `unread-text`
  // speaks.
  if (!buildspec.root.is_mapping() || buildspec.batch.node || snapshot.unread) return;
  const Pair phases = buildspec.root.find("phases");
  if (!phases) {
    if (phases_misspelled(snapshot) || phases_misplaced(snapshot) || buildspec.root.get("<<"))
      return;
    reporter.report(first_key(snapshot), "There is no `phases`: no command will run")
        .notes.push_back({kNothingRuns, std::nullopt});
    return;
  }
  if (!phases.value.is_mapping() && !is_null(phases.value)) return;  // wrong-type
  if (phases.value.size() == 0) {
    if (phases_misplaced(snapshot)) return;
    reporter.report(phases.key.span(), "`phases` is empty: no command will run")
        .notes.push_back({kNothingRuns, std::nullopt});
    return;
  }
  // With a phase of an unknown name the build does not even start: unknown-phase says so.
  if (buildspec.phases.size() != phases.value.size()) return;
  if (std::any_of(buildspec.phases.begin(), buildspec.phases.end(),
                  [&snapshot](const Phase& phase) { return runs_something_else(snapshot, phase); }))
    return;
  if (std::none_of(buildspec.commands.begin(), buildspec.commands.end(), has_text)) {
    reporter.report(phases.key.span(), "No phase has a command")
        .notes.push_back({"the build succeeds and does nothing", std::nullopt});
    return;
  }
  check_set_up_only(snapshot, reporter);
}

}  // namespace

extern const Rule missing_build_phase;
constexpr Rule missing_build_phase{
    .meta = {.id = "missing-build-phase",
             .summary = "Flags a file whose phases do nothing that lasts.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-07"},
    .check = check,
};

}  // namespace buildspec::rules
