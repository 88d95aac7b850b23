// cache-restore-glob: see rule.md.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kEverythingBelow = "/**/*";

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Node> paths = list_items(snapshot.buildspec.cache.paths);
  std::set<std::string, std::less<>> listed;
  for (const Node node : paths) listed.insert(std::string(node.scalar().value()));
  for (const Node node : paths) {
    if (!node.is_scalar()) continue;
    const Scalar path = node.scalar();
    if (!path.value().ends_with(kEverythingBelow)) continue;
    const std::string_view directory =
        path.value().substr(0, path.value().size() - kEverythingBelow.size());
    if (listed.contains(directory)) continue;  // the directory itself is there too
    Diagnostic& finding = reporter.report(
        text_span(node), "Entries of this path may be left out when the cache is restored");
    finding.notes.push_back(
        {"look for \"Skipping cache entry\" in the log; the directory itself, listed beside the "
         "pattern, may help",
         {}});
  }
}

}  // namespace

extern const Rule cache_restore_glob;
const Rule cache_restore_glob{
    .meta = {.id = "cache-restore-glob",
             .summary = "Flags cache paths of the form that was seen to lose entries on restore.",
             .severity = Severity::info,
             .stage = Stage::preview,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-CACHE-02"},
    .check = check,
};

}  // namespace buildspec::rules
