// other-product: see rule.md.
#include <string>

#include "rules/registry.h"
#include "rules/structure/other-product/products.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.broken()) return;
  if (const auto product = structure::other_product(snapshot)) {
    reporter
        .report(product->key.span(), "This looks like a file of " + std::string(product->name) +
                                         ", not like a buildspec")
        .notes.push_back(
            {"CodeBuild looks for `version` and `phases` at the top of the file", std::nullopt});
    return;
  }
  if (!snapshot.amplify) return;
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
             .summary = "Flags files that belong to another product.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-11",
             .despite_faults = true},
    .check = check,
};

}  // namespace buildspec::rules
