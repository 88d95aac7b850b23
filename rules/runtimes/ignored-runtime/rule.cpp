// ignored-runtime: see rule.md.
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;
using runtimes::Selection;

// Why an image takes no runtimes.
std::string_view kind_of(const schema::Image* image) {
  if (image == nullptr) return "custom images take no runtimes";
  if (image->compute == schema::ComputeKind::lambda)
    return "the images of Lambda compute have one language each, which their name says";
  return "only the Ubuntu and Amazon Linux images of CodeBuild take runtimes";
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  if (found.empty()) return;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state == ImageKnowledge::State::other) {
    const Phase* const install = snapshot.buildspec.phase(PhaseName::install);
    const Pair section = install->value.find("runtime-versions");
    Diagnostic& finding =
        reporter.report(section.key.span(), "The image " + code(known.name) +
                                                " takes no runtimes: this section has no effect");
    finding.notes.push_back({std::string(kind_of(known.image)), {}});
    finding.notes.push_back(
        {"the log says: \"Skipping install of runtimes. Runtime version selection is not supported "
         "by this build image\"",
         {}});
    return;
  }
  if (known.state != ImageKnowledge::State::catalogued) return;
  for (const Selection& selection : found) {
    // The oldest images really installed a Docker of that version; a version that the image does
    // not have stops the build (unknown-runtime-version).
    const schema::Runtime* const runtime = schema::find_runtime(*known.image, selection.name);
    const bool listed =
        selection.name == "docker" && runtime != nullptr &&
        known.image->status == schema::ImageStatus::current &&
        schema::choose_version(*runtime, selection.version).match != schema::VersionMatch::unknown;
    if (!listed) continue;
    Diagnostic& finding =
        reporter.report(Severity::info, value_span(selection.key),
                        "The version of Docker cannot be selected: this entry has no effect");
    finding.tags.push_back(DiagnosticTag::unnecessary);
    finding.notes.push_back(
        {"the log says: \"Specifying docker version in buildspec is deprecated\"", {}});
    if (const auto edit = runtimes::removal(snapshot, selection))
      finding.fixes.push_back({"Remove `docker`", Applicability::unsafe, {*edit}});
  }
}

}  // namespace

extern const Rule ignored_runtime;
const Rule ignored_runtime{
    .meta = {.id = "ignored-runtime",
             .summary = "Flags runtimes that the build image does not let one select.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-RT-04 CB-RT-08"},
    .check = check,
};

}  // namespace buildspec::rules
