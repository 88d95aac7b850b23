// several-documents: see rule.md.
#include <algorithm>

#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  Span rest = snapshot.tree->further_documents();
  if (rest.empty()) return;
  // Marked by its first line: the rest may be long.
  const Span line = snapshot.text.line(snapshot.text.line_of(rest.begin));
  rest.end = std::max(rest.begin, std::min(rest.end, line.end));
  reporter.report(rest, "A second document begins here: a buildspec is one document")
      .notes.push_back(
          {"what CodeBuild does with further documents is not documented; its YAML parser reads "
           "the first only",
           std::nullopt});
}

}  // namespace

extern const Rule several_documents;
constexpr Rule several_documents{
    .meta = {.id = "several-documents",
             .summary = "Flags a file that holds more than one YAML document.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-12"},
    .check = check,
};

}  // namespace buildspec::rules
