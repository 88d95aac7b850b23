// item-count: see rule.md.
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    const bool few = mismatch.kind == MismatchKind::too_few;
    if (!few && mismatch.kind != MismatchKind::too_many) continue;
    const std::uint16_t limit = few ? mismatch.type->min_items : mismatch.type->max_items;
    const Node place = mismatch.key_node ? mismatch.key_node : mismatch.node;
    std::string message = std::string(few ? "Expected at least " : "Expected at most ") +
                          counted(limit, "entry", "entries");
    // As it is written: names of matrix variables are the author's own.
    if (mismatch.key_node.is_scalar()) {
      message += " in " + code(mismatch.key_node.scalar().value());
    } else if (mismatch.key != nullptr) {
      message += " in " + code(mismatch.key->name);
    }
    message += ", found " + std::to_string(mismatch.node.size());
    reporter.report(place.span(), std::move(message));
  }
}

}  // namespace

extern const Rule item_count;
constexpr Rule item_count{
    .meta = {.id = "item-count",
             .summary = "Flags sections with fewer or more entries than the documentation allows.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-RT-05 CB-CACHE-05 CB-REP-05"},
    .check = check,
};

}  // namespace buildspec::rules
