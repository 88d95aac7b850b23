// unpinned-runtime: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/images/programs/programs.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;

void check(const Snapshot& snapshot, Reporter& reporter) {
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state == ImageKnowledge::State::other) return;
  std::vector<std::string> selected;
  for (const runtimes::Selection& selection : runtimes::selections(snapshot.buildspec))
    selected.push_back(selection.name);
  for (const auto& [name, use] : images::runtime_uses(snapshot)) {
    if (std::find(selected.begin(), selected.end(), name) != selected.end()) continue;
    const schema::Runtime* const runtime =
        known.image != nullptr ? schema::find_runtime(*known.image, name) : nullptr;
    if (known.image != nullptr && runtime == nullptr) continue;
    if (selected.empty() && runtimes::past_default(snapshot, known, name) != nullptr)
      continue;  // end-of-life-runtime
    Diagnostic& finding = reporter.report(
        use.span, "No version of " + code(name) + " is selected: the image's default is used");
    if (runtime != nullptr && !runtime->default_version.empty())
      finding.notes.push_back(
          {"on " + code(known.name) + " that is " + std::string(runtime->default_version), {}});
    finding.notes.push_back(
        {"AWS replaces a default when it reaches its end of life; `runtime-versions` pins it", {}});
  }
}

}  // namespace

extern const Rule unpinned_runtime;
const Rule unpinned_runtime{
    .meta = {.id = "unpinned-runtime",
             .summary = "Flags commands that use a language of which no version is selected.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-RT-10"},
    .check = check,
};

}  // namespace buildspec::rules
