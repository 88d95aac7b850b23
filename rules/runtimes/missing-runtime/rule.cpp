// missing-runtime: see rule.md.
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state != ImageKnowledge::State::catalogued || !known.image->requires_runtimes) return;
  if (!buildspec.phases_node.is_mapping() || buildspec.phases.empty()) return;
  if (!runtimes::selections(buildspec).empty()) return;
  const Phase* const install = buildspec.phase(PhaseName::install);
  const Node place = install != nullptr ? install->key : buildspec.root.find("phases").key;
  reporter
      .report(place.span(),
              "The image " + code(known.name) + " wants a runtime, and `install` selects none")
      .notes.push_back(
          {"the build stops with \"YAML_FILE_ERROR: This build image requires selecting "
           "at least one runtime version\"",
           {}});
}

}  // namespace

extern const Rule missing_runtime;
const Rule missing_runtime{
    .meta = {.id = "missing-runtime",
             .summary = "Flags a file without runtimes where the build image demands one.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-RT-03"},
    .check = check,
};

}  // namespace buildspec::rules
