// unrepeatable-cache-key: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/cache/keys/keys.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kPerBuild[] = {"CODEBUILD_BUILD_ID",      "CODEBUILD_BUILD_ARN",
                                          "CODEBUILD_BUILD_NUMBER",  "CODEBUILD_START_TIME",
                                          "CODEBUILD_LOG_PATH",      "RANDOM",
                                          "CODEBUILD_BATCH_BUILD_ID"};

// Why the expansion is another text in every build; empty where it is not known to be.
std::string_view reason(const cache::Expansion& expansion) {
  if (expansion.name == "$") return "`$$` is the number of the shell's process";
  if (std::find(std::begin(kPerBuild), std::end(kPerBuild), expansion.name) != std::end(kPerBuild))
    return "it has another value in every build";
  return {};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node key = snapshot.buildspec.cache.key;
  if (!key.is_scalar()) return;
  const Scalar scalar = key.scalar();
  const bool falls_back = !list_items(snapshot.buildspec.cache.fallback_keys).empty();
  for (const cache::Expansion& expansion : cache::expansions(scalar.value())) {
    const std::string_view why = reason(expansion);
    // Per build a new copy, found again by its prefix: that is a way to have the newest one.
    if (why.empty() || (falls_back && expansion.name != "$")) continue;
    Span span = expansion.span;
    // "$$(codebuild-hash-files x)" was to be a substitution.
    const bool doubled = expansion.name == "$" && span.end < scalar.value().size() &&
                         scalar.value()[span.end] == '(';
    Diagnostic& finding = reporter.report(
        scalar.source(span), "No build finds a cache by this key: it is new every time");
    finding.notes.push_back({std::string(why), {}});
    if (doubled)
      finding.fixes.push_back({"Remove one `$`",
                               Applicability::unsafe,
                               {{scalar.source(Span{span.begin, span.begin + 1}), ""}}});
  }
}

}  // namespace

extern const Rule unrepeatable_cache_key;
const Rule unrepeatable_cache_key{
    .meta = {.id = "unrepeatable-cache-key",
             .summary = "Flags cache keys that are new in every build.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-CACHE-06"},
    .check = check,
};

}  // namespace buildspec::rules
