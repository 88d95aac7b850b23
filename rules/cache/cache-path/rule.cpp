// cache-path: see rule.md.
#include <string>
#include <string_view>

#include "linter/lang/glob.h"
#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"

namespace buildspec::rules {
namespace {

// "C:\Users", "d:/x"
bool has_drive(std::string_view path) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return path.size() > 2 && letter(path[0]) && path[1] == ':' &&
         (path[2] == '\\' || path[2] == '/');
}

void judge_home(const Scalar& path, Reporter& reporter) {
  Diagnostic& finding =
      reporter.report(Severity::info, path.source({0, 1}),
                      "Whether CodeBuild takes `~` for the home directory is not documented");
  finding.notes.push_back({"commands run as root, unless `run-as` says otherwise: /root", {}});
  finding.fixes.push_back(
      {"Change to `/root`", Applicability::unsafe, {{path.source({0, 1}), "/root"}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& tree = snapshot.facts->source_tree;
  for (const Node node : list_items(snapshot.buildspec.cache.paths)) {
    if (!node.is_scalar()) continue;
    const Scalar path = node.scalar();
    const std::string_view value = path.value();
    if (has_drive(value)) {
      reporter.report(text_span(node), "A cache path with a drive letter breaks the cache")
          .notes.push_back(
              {"seen in a log: \"The filename, directory name, or volume label syntax is "
               "incorrect\"; paths relative to the source work",
               {}});
    } else if (value.starts_with("~/")) {
      judge_home(path, reporter);
    } else if (tree && !has_wildcard(value) && !schema::has_reference(value) &&
               tree->has_file(value)) {
      reporter.report(Severity::info, text_span(node),
                      "This is a file: a local cache takes directories only");
    }
  }
}

}  // namespace

extern const Rule cache_path;
const Rule cache_path{
    .meta = {.id = "cache-path",
             .summary = "Flags cache paths that CodeBuild does not take, or may not take.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-CACHE-03"},
    .check = check,
};

}  // namespace buildspec::rules
