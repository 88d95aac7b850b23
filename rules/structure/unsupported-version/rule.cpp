// unsupported-version: see rule.md.
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node version = snapshot.buildspec.version;
  if (!version.is_scalar() || snapshot.buildspec.format || version.source().empty()) return;
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (!(mismatch.node == version)) continue;
    const Scalar scalar = version.scalar();
    Diagnostic& finding = reporter.report(
        version.span(), code(scalar.value()) + " is not a version of the buildspec format");
    finding.notes.push_back(
        {"there are 0.2 and, older, 0.1; what CodeBuild does with another is not documented",
         std::nullopt});
    finding.fixes.push_back({"Change to 0.2", Applicability::unsafe, {{version.span(), "0.2"}}});
    return;
  }
}

}  // namespace

extern const Rule unsupported_version;
constexpr Rule unsupported_version{
    .meta = {.id = "unsupported-version",
             .summary = "Flags a version of the format that does not exist.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-02"},
    .check = check,
};

}  // namespace buildspec::rules
