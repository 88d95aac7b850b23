// unusable-root: see rule.md.
#include <algorithm>

#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node root = snapshot.buildspec.root;
  if (root.is_mapping()) return;
  const bool empty = !root || root.is_missing();
  std::string message = "The file is ";
  if (empty) {
    message += "empty";
  } else {
    message += root.is_sequence() ? "a list" : "a single text";
  }
  message += ": a buildspec is a mapping with `version` and `phases`";
  // A long list is marked by its first line.
  Span place = empty ? Span{} : root.span();
  const Span line = snapshot.text.line(snapshot.text.line_of(place.begin));
  place.end = std::max(place.begin, std::min(place.end, line.end));
  reporter.report(place, std::move(message))
      .notes.push_back({"CodeBuild stops with `YAML_FILE_ERROR Message: wrong number of container "
                        "tags, expected 1`",
                        std::nullopt});
}

}  // namespace

extern const Rule unusable_root;
constexpr Rule unusable_root{
    .meta = {.id = "unusable-root",
             .summary = "Flags a file that is empty, or no mapping.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-09"},
    .check = check,
};

}  // namespace buildspec::rules
