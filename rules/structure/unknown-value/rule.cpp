// unknown-value: see rule.md.
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void report(const Mismatch& mismatch, Reporter& reporter) {
  const Scalar scalar = mismatch.node.scalar();
  const schema::Value* const meant = schema::nearest_value(*mismatch.type, scalar.value());
  std::string message = code(scalar.value()) + " is not a documented value";
  if (mismatch.key != nullptr) message += " of " + code(mismatch.key->name);
  if (meant != nullptr) message += ": did you mean " + code(meant->text) + "?";
  Diagnostic& finding = reporter.report(mismatch.node.span(), std::move(message));
  finding.notes.push_back({"expected " + one_of(value_texts(*mismatch.type)), std::nullopt});
  if (meant != nullptr) {
    finding.fixes.push_back({"Change to " + code(meant->text),
                             Applicability::unsafe,
                             {{text_span(mismatch.node), std::string(meant->text)}}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    // The version has rules of its own.
    if (mismatch.kind == MismatchKind::unknown_value &&
        !(mismatch.node == snapshot.buildspec.version)) {
      report(mismatch, reporter);
    }
  }
}

}  // namespace

extern const Rule unknown_value;
constexpr Rule unknown_value{
    .meta = {.id = "unknown-value",
             .summary = "Flags values that the documentation does not list.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-ENV-11 CB-REP-02 CB-CACHE-11 CB-BATCH-10"},
    .check = check,
};

}  // namespace buildspec::rules
