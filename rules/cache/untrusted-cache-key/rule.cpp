// untrusted-cache-key: see rule.md.
#include <string>
#include <string_view>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/cache/keys/keys.h"

namespace buildspec::rules {
namespace {

// Names that whoever opens a pull request, or pushes a branch, chooses.
bool is_chosen_by_others(std::string_view name) {
  return name == "CODEBUILD_WEBHOOK_HEAD_REF" || name == "CODEBUILD_SOURCE_VERSION";
}

void judge(Node key, Reporter& reporter) {
  if (!key.is_scalar()) return;
  const Scalar scalar = key.scalar();
  for (const cache::Expansion& expansion : cache::expansions(scalar.value())) {
    if (!is_chosen_by_others(expansion.name)) continue;
    Diagnostic& finding = reporter.report(
        scalar.source(expansion.span),
        "Whoever starts a build chooses " + code(expansion.name) + ", and with it the cache");
    finding.notes.push_back(
        {"where pull requests of strangers are built, one of them can store a cache that later "
         "builds of another branch restore",
         {}});
    finding.notes.push_back(
        {"a hash of the lock file, and a project of its own for untrusted builds, avoid that", {}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Cache& cache = snapshot.buildspec.cache;
  judge(cache.key, reporter);
  for (const Node key : list_items(cache.fallback_keys)) judge(key, reporter);
}

}  // namespace

extern const Rule untrusted_cache_key;
const Rule untrusted_cache_key{
    .meta = {.id = "untrusted-cache-key",
             .summary = "Flags cache keys with a branch name that others choose.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-CACHE-07"},
    .check = check,
};

}  // namespace buildspec::rules
