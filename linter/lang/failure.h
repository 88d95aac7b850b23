// What a failure does to a build: which commands and phases still run, and whether the build fails.
// Pure, from a snapshot; looks only at what it is asked about. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/schema/on_failure.h"
#include "linter/shell/script.h"

namespace buildspec {

enum class Fate : std::uint8_t { runs, skipped, unknown };

// What comes of a phase whose commands have failed.
struct PhaseFailure {
  PhaseName phase = PhaseName::install;
  std::optional<schema::OnFailure> action;  // what its on-failure says, if that is understood
  // Of the phases behind it, whether the file has them or not; those in front count as running.
  std::array<Fate, kPhaseNames.size()> later{};
  // The build fails in the end. Not known for CONTINUE, and for RETRY, which starts the whole build
  // again as often as `retries` says (and only for errors that its pattern matches).
  Fate build_fails = Fate::runs;
  std::uint32_t retries = 0;

  [[nodiscard]] Fate fate(PhaseName name) const { return later[static_cast<std::size_t>(name)]; }
};
[[nodiscard]] PhaseFailure phase_failure(const Buildspec& buildspec, PhaseName phase);

// What comes of an item that has failed.
struct ItemFailure {
  std::uint32_t skipped_items = 0;  // behind it in the same list
  bool finally_runs = false;        // there is a `finally` to run, and the item is not in it
  PhaseFailure phase;
};
[[nodiscard]] ItemFailure item_failure(const Buildspec& buildspec, const Command& command);

// An earlier phase after whose failure a phase runs all the same.
struct EarlierFailure {
  PhaseName failed = PhaseName::build;
  bool certain = true;  // false: under RETRY nobody says what comes after the last attempt
};
// post_build runs though build has failed, unless that says ABORT; every phase runs behind one that
// says CONTINUE. Only phases that the file has, and that have commands.
[[nodiscard]] std::vector<EarlierFailure> survived_failures(const Buildspec& buildspec,
                                                            PhaseName phase);

// One sentence or two for a human: "If `npm test` fails, the rest of the phase `build` is skipped,
// `post_build` still runs and the build fails". `index` is a command of the script of `command`.
[[nodiscard]] std::string explain_failure(const Buildspec& buildspec, const Command& command,
                                          const shell::Script& script, std::size_t index);

}  // namespace buildspec
