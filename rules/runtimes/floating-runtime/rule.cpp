// floating-runtime: see rule.md.
#include <algorithm>
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
using schema::VersionForm;

// "22.x" of nodejs is one release; "3.x" of python is any.
bool spans_releases(const Selection& selection) {
  constexpr std::string_view kByMinor[] = {"golang", "php", "python", "ruby", "rust"};
  return std::find(std::begin(kByMinor), std::end(kByMinor), selection.name) != std::end(kByMinor);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  if (found.empty()) return;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state == ImageKnowledge::State::other) return;
  for (const Selection& selection : found) {
    if (selection.language == nullptr) continue;
    const VersionForm form = schema::version_form(selection.version);
    if (form != VersionForm::latest &&
        !(form == VersionForm::wildcard && spans_releases(selection)))
      continue;
    const Span span = value_span(selection.value);
    Diagnostic& finding =
        reporter.report(span, code(selection.version) + " of " + code(selection.name) +
                                  " is another release from one image to the next");
    const schema::Runtime* const runtime =
        known.image != nullptr ? schema::find_runtime(*known.image, selection.name) : nullptr;
    if (runtime == nullptr) continue;
    const schema::RuntimeVersion* const now =
        schema::choose_version(*runtime, selection.version).version;
    if (now == nullptr) continue;
    finding.notes.push_back(
        {"on " + code(known.name) + " it is " + std::string(now->text) + ", as far as is known",
         {}});
    finding.fixes.push_back(
        {"Select " + code(now->text), Applicability::unsafe, {{span, std::string(now->text)}}});
  }
}

}  // namespace

extern const Rule floating_runtime;
const Rule floating_runtime{
    .meta = {.id = "floating-runtime",
             .summary = "Flags runtime versions that the next image may take for another release.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-RT-09"},
    .check = check,
};

}  // namespace buildspec::rules
