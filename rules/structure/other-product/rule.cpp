// other-product: see rule.md.
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.broken() || !snapshot.amplify) return;
  reporter
      .report(snapshot.amplify.span(),
              "This is a build specification of Amplify Hosting, not a buildspec")
      .notes.push_back(
          {"CodeBuild looks for `phases` at the top of the file; nothing else here is checked but "
           "for secrets",
           std::nullopt});
}

}  // namespace

extern const Rule other_product;
constexpr Rule other_product{
    .meta = {.id = "other-product",
             .summary = "Points out files that belong to Amplify Hosting.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-11",
             .despite_faults = true},
    .check = check,
};

}  // namespace buildspec::rules
