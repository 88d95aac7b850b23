// deprecated-entry: see rule.md.
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void report_key(const Mismatch& mismatch, Reporter& reporter) {
  Diagnostic& finding = reporter.report(mismatch.key_node.span(),
                                        "The key " + code(mismatch.key->name) + " is deprecated");
  finding.tags.push_back(DiagnosticTag::deprecated);
  if (!mismatch.key->note.empty()) {
    finding.notes.push_back({std::string(mismatch.key->note), std::nullopt});
  }
}

void report_value(const Mismatch& mismatch, Reporter& reporter) {
  const Scalar scalar = mismatch.node.scalar();
  std::string message = "The value " + code(scalar.value());
  if (mismatch.key != nullptr) message += " of " + code(mismatch.key->name);
  Diagnostic& finding =
      reporter.report(Severity::info, mismatch.node.span(), message + " is deprecated");
  finding.tags.push_back(DiagnosticTag::deprecated);
  const schema::Value* const value = schema::find_value(*mismatch.type, scalar.value());
  if (value != nullptr) finding.notes.push_back({std::string(value->doc), std::nullopt});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::deprecated_key) report_key(mismatch, reporter);
    if (mismatch.kind == MismatchKind::deprecated_value) report_value(mismatch, reporter);
  }
}

}  // namespace

extern const Rule deprecated_entry;
constexpr Rule deprecated_entry{
    .meta = {.id = "deprecated-entry",
             .summary = "Flags keys and values that are deprecated.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-04 CB-STRUCT-10"},
    .check = check,
};

}  // namespace buildspec::rules
