// fallback-without-key: see rule.md.
#include <string>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/cache/keys/keys.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Cache& cache = snapshot.buildspec.cache;
  const Pair fallback = cache.node.find("fallback-keys");
  if (!fallback || cache.key) return;
  const std::vector<Node> prefixes = list_items(fallback.value);
  if (prefixes.empty()) return;
  for (const Mismatch& mismatch : snapshot.mismatches)  // a misspelled `key`: unknown-key
    if (mismatch.kind == MismatchKind::unknown_key && mismatch.owner == cache.node) return;
  Diagnostic& finding =
      reporter.report(fallback.key.span(), "Without `key`, CodeBuild ignores `fallback-keys`");
  const Scalar first = prefixes.front().scalar();
  if (first.value().find_first_of("\n:#'\"{}[],&*!|>%@`") != std::string_view::npos ||
      first.value().empty() || schema::has_reference(first.value()))
    return;
  finding.fixes.push_back(
      {"Add a `key` with a hash of the lock file",
       Applicability::manual,
       {cache::inserted_before(snapshot, cache.node, fallback, "key",
                               std::string(first.value()) + "$(codebuild-hash-files " +
                                   cache::lock_file(snapshot) + ")")}});
}

}  // namespace

extern const Rule fallback_without_key;
const Rule fallback_without_key{
    .meta = {.id = "fallback-without-key",
             .summary = "Flags fallback keys of a cache that has no key.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-CACHE-04"},
    .check = check,
};

}  // namespace buildspec::rules
