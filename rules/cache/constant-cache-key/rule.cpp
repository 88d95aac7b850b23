// constant-cache-key: see rule.md.
#include <string>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/cache/keys/keys.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node key = snapshot.buildspec.cache.key;
  if (!key.is_scalar()) return;
  const Scalar scalar = key.scalar();
  if (scalar.value().empty() || !cache::expansions(scalar.value()).empty()) return;
  Diagnostic& finding =
      reporter.report(key.span(), "This cache key never changes, and so never does the cache");
  finding.notes.push_back(
      {"a stored copy is never written again: the first one is restored for ever", {}});
  const std::string value =
      std::string(scalar.value()) + "-$(codebuild-hash-files " + cache::lock_file(snapshot) + ")";
  const bool plain = key.style() == ScalarStyle::plain;
  const bool one_line = scalar.value().find('\n') == std::string_view::npos;
  if (!one_line || (plain && !key.tag().empty())) return;
  finding.fixes.push_back(
      {"Add a hash of the lock file",
       Applicability::manual,
       {{Span{text_span(key).end, text_span(key).end}, value.substr(scalar.value().size())}}});
}

}  // namespace

extern const Rule constant_cache_key;
const Rule constant_cache_key{
    .meta = {.id = "constant-cache-key",
             .summary = "Flags cache keys that never change.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-CACHE-06"},
    .check = check,
};

}  // namespace buildspec::rules
