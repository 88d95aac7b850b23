// other-version-key: see rule.md.
#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

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
