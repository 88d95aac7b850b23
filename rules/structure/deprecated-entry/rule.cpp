// deprecated-entry: see rule.md.
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The tables hold sentences, a note has no full stop.
void add_note(Diagnostic& finding, std::string_view text) {
  while (!text.empty() && text.back() == '.') text.remove_suffix(1);
  if (!text.empty()) finding.notes.push_back({std::string(text), std::nullopt});
}

void report_key(const Mismatch& mismatch, Reporter& reporter) {
  Diagnostic& finding = reporter.report(mismatch.key_node.span(),
                                        "The key " + code(mismatch.key->name) + " is deprecated");
  finding.tags.push_back(DiagnosticTag::deprecated);
  add_note(finding, mismatch.key->note);
}

void report_value(const Mismatch& mismatch, Reporter& reporter) {
  const Scalar scalar = mismatch.node.scalar();
  std::string message = "The value " + code(scalar.value());
  if (mismatch.key != nullptr) message += " of " + code(mismatch.key->name);
  Diagnostic& finding =
      reporter.report(Severity::info, mismatch.node.span(), message + " is deprecated");
  finding.tags.push_back(DiagnosticTag::deprecated);
  const schema::Value* const value = schema::find_value(*mismatch.type, scalar.value());
  if (value != nullptr) add_note(finding, value->doc);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::deprecated_key) report_key(mismatch, reporter);
    // The version is old-version.
    if (mismatch.kind == MismatchKind::deprecated_value &&
        !(mismatch.node == snapshot.buildspec.version)) {
      report_value(mismatch, reporter);
    }
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
             .catalogue = "CB-STRUCT-10"},
    .check = check,
};

}  // namespace buildspec::rules
