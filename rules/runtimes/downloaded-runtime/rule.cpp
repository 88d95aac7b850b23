// downloaded-runtime: see rule.md.
#include <string>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;
using runtimes::Selection;

std::string versions_of(const schema::Runtime& runtime) {
  std::string list;
  for (const schema::RuntimeVersion& version : runtime.versions)
    list += (list.empty() ? "" : ", ") + std::string(version.text);
  return list;
}

// Past its end of life: end-of-life-runtime says so, and what to select instead.
bool is_past(const Snapshot& snapshot, const Selection& selection) {
  const schema::Release* const release =
      schema::find_release(*selection.language, selection.version);
  if (release == nullptr || !snapshot.facts->today) return false;
  const schema::Day day = release->end_of_life;
  return day && Date{day.year, day.month, day.day} < *snapshot.facts->today;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  if (found.empty()) return;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.image == nullptr) return;
  for (const Selection& selection : found) {
    if (selection.language == nullptr || !selection.value.is_scalar()) continue;
    const schema::Runtime* const runtime = schema::find_runtime(*known.image, selection.name);
    if (runtime == nullptr || is_past(snapshot, selection)) continue;
    if (schema::choose_version(*runtime, selection.version).match != schema::VersionMatch::custom)
      continue;
    Diagnostic& finding =
        reporter.report(value_span(selection.value),
                        "The image " + code(known.name) + " does not have this version of " +
                            code(selection.name) + ": every build installs it anew");
    finding.notes.push_back({"it has " + versions_of(*runtime), {}});
    finding.notes.push_back({"that takes time, and needs the internet", {}});
  }
}

}  // namespace

extern const Rule downloaded_runtime;
const Rule downloaded_runtime{
    .meta = {.id = "downloaded-runtime",
             .summary =
                 "Flags runtime versions that the image lacks, so that each build installs them.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-RT-12"},
    .check = check,
};

}  // namespace buildspec::rules
