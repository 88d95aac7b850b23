// conflicting-runtimes: see rule.md.
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

const Selection* find(const std::vector<Selection>& found, std::string_view name) {
  for (const Selection& selection : found)
    if (selection.name == name) return &selection;
  return nullptr;
}

bool is_java_8(std::string_view version) {
  return version.starts_with("corretto8") || version.starts_with("openjdk8");
}

// What the image's runtime needs beside it; without an image, what every Android runtime needs.
std::string needed(const ImageKnowledge& known) {
  if (known.image != nullptr) {
    const schema::Runtime* const android = schema::find_runtime(*known.image, "android");
    if (android != nullptr && android->requires_runtime.starts_with("java: "))
      return std::string(android->requires_runtime.substr(6));
  }
  return "corretto8";
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  const Selection* const android = find(found, "android");
  const Selection* const java = find(found, "java");
  if (android == nullptr || java == nullptr || is_java_8(java->version)) return;
  const schema::VersionForm form = schema::version_form(java->version);
  if (form != schema::VersionForm::exact && form != schema::VersionForm::wildcard) return;
  // A version that no image has is another mistake, and so is Android where there is none.
  if (schema::match_anywhere(*java->language, java->version) == schema::VersionMatch::unknown)
    return;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state == ImageKnowledge::State::other) return;
  if (known.image != nullptr && schema::find_runtime(*known.image, "android") == nullptr) return;
  const std::string wanted = needed(known);
  Diagnostic& finding = reporter.report(
      value_span(java->value),
      "`android` needs Java 8: with " + code("java: " + java->version) + " the build fails");
  finding.notes.push_back({"`android` is selected here", android->key.span()});
  finding.fixes.push_back(
      {"Select " + code(wanted), Applicability::unsafe, {{value_span(java->value), wanted}}});
}

}  // namespace

extern const Rule conflicting_runtimes;
const Rule conflicting_runtimes{
    .meta = {.id = "conflicting-runtimes",
             .summary = "Flags runtimes that exclude each other: Android and a newer Java.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-RT-06"},
    .check = check,
};

}  // namespace buildspec::rules
