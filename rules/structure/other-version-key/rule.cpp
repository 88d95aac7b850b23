// other-version-key: see rule.md.
#include <algorithm>
#include <optional>

#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/registry.h"
#include "rules/structure/old-version/migration.h"

namespace buildspec::rules {
namespace {

// What the key is called in format 0.2, for all of them: the blocks below it have new names too.
void offer_newer(const Snapshot& snapshot, const Mismatch& mismatch, Diagnostic& finding) {
  const auto edits = structure::migrate_keys(snapshot);
  const std::uint32_t begin = mismatch.key_node.span().begin;
  const bool here = edits && std::ranges::any_of(*edits, [begin](const Edit& edit) {
                      return edit.span.contains(begin) || edit.span.begin == begin + 1;
                    });
  if (here) finding.fixes.push_back({"Write it as in format 0.2", Applicability::safe, *edits});
}

void report(const Snapshot& snapshot, const Mismatch& mismatch, Reporter& reporter) {
  const bool older = mismatch.key->versions == schema::Versions::v0_1;
  Diagnostic& finding =
      reporter.report(mismatch.key_node.span(), code(mismatch.key->name) + " is a key of format " +
                                                    (older ? "0.1" : "0.2") + ", not of " +
                                                    (older ? "0.2" : "0.1"));
  if (older) finding.tags.push_back(DiagnosticTag::deprecated);
  const schema::OtherName* const known =
      schema::find_other_name(*mismatch.type, mismatch.key->name);
  if (known != nullptr && !known->explanation.empty()) {
    finding.notes.push_back({std::string(known->explanation), std::nullopt});
  } else if (known != nullptr && !known->instead.empty()) {
    finding.notes.push_back({"write " + code(known->instead), std::nullopt});
  }
  if (snapshot.buildspec.version) {
    finding.notes.push_back({"the version of the file", snapshot.buildspec.version.span()});
  }
  finding.notes.push_back({"CodeBuild ignores it", std::nullopt});
  if (older) offer_newer(snapshot, mismatch, finding);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::other_version_key) report(snapshot, mismatch, reporter);
  }
}

}  // namespace

extern const Rule other_version_key;
constexpr Rule other_version_key{
    .meta = {.id = "other-version-key",
             .summary = "Flags keys that only the other version of the format has.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-05"},
    .check = check,
};

}  // namespace buildspec::rules
