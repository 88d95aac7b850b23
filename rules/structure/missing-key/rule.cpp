// missing-key: see rule.md.
#include "linter/lang/key_advice.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The file's own sections have rules of their own (missing-version, missing-build-phase), and so
// have the commands of phases.
bool has_own_rule(const schema::Type* type) {
  return type == &schema::buildspec_type() || type == &schema::install_phase_type() ||
         type == &schema::phase_type() || type == &schema::build_phase_type();
}

// Where the key is missing: the key of the section, or the begin of the item.
Span place_of(const Mismatch& mismatch) {
  if (mismatch.key_node) return mismatch.key_node.span();
  const Pair first = mismatch.node.pair(0);
  return first ? first.key.span() : mismatch.node.span();
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::missing_key || has_own_rule(mismatch.type)) continue;
    if (is_misspelled(mismatch)) continue;
    reporter
        .report(place_of(mismatch), "Missing key " + code(mismatch.key->name) + " in " +
                                        std::string(mismatch.type->name))
        .notes.push_back({"the documentation requires it: " + std::string(mismatch.key->type->name),
                          std::nullopt});
  }
}

}  // namespace

extern const Rule missing_key;
constexpr Rule missing_key{
    .meta = {.id = "missing-key",
             .summary = "Flags sections that lack a key that the documentation requires.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-ART-03 CB-REP-06 CB-BATCH-15"},
    .check = check,
};

}  // namespace buildspec::rules
