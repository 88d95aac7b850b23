// old-version: see rule.md.
#include <string>
#include <utility>

#include "linter/lint/fixes.h"
#include "rules/registry.h"
#include "rules/structure/old-version/migration.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node version = snapshot.buildspec.version;
  if (snapshot.buildspec.format != FormatVersion::v0_1) return;
  Diagnostic& finding =
      reporter.report(version.span(), "Format 0.1 runs every command in a shell of its own");
  finding.tags.push_back(DiagnosticTag::deprecated);
  finding.notes.push_back(
      {"variables and directories that a command sets are gone for the next one; format 0.2 keeps "
       "them",
       std::nullopt});
  auto edits = structure::migrate_keys(snapshot);
  if (!edits) return;
  edits->insert(edits->begin(), {text_span(version), "0.2"});
  finding.fixes.push_back({"Move to format 0.2", Applicability::unsafe, *std::move(edits)});
}

}  // namespace

extern const Rule old_version;
constexpr Rule old_version{
    .meta = {.id = "old-version",
             .summary = "Flags files in format 0.1, whose commands share no shell.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-STRUCT-04"},
    .check = check,
};

}  // namespace buildspec::rules
