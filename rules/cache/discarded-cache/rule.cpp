// discarded-cache: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/images/programs/programs.h"

namespace buildspec::rules {
namespace {

bool is_node_modules(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path == "node_modules" || path.starts_with("node_modules/");
}

// The commands that install into the root's node_modules: all of them `npm ci`, run there, always.
const images::ProgramUse* clean_install(const std::vector<images::ProgramUse>& uses) {
  const images::ProgramUse* clean = nullptr;
  for (const images::ProgramUse& use : uses) {
    const bool npm = use.name == "npm";
    if (npm && (use.argument == "ci" || use.argument == "clean-install")) {
      if (use.guarded) return nullptr;
      if (clean == nullptr) clean = &use;
    } else if (!npm || use.argument == "install" || use.argument == "i") {
      return nullptr;  // another directory, or another program that fills it
    }
  }
  return clean;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Node path : list_items(snapshot.buildspec.cache.paths)) {
    if (!path.is_scalar() || !is_node_modules(path.scalar().value())) continue;
    constexpr std::string_view kPrograms[] = {"npm", "yarn", "pnpm", "cd", "pushd"};
    const std::vector<images::ProgramUse> uses = images::uses_of(snapshot, kPrograms);
    const images::ProgramUse* const clean = clean_install(uses);
    if (clean == nullptr) return;
    Diagnostic& finding = reporter.report(
        text_span(path), "`npm ci` deletes `node_modules` first: this cache is never used");
    finding.notes.push_back({"it is run here", clean->span});
    finding.notes.push_back({"npm's own cache, `/root/.npm`, makes it faster", {}});
    finding.fixes.push_back({"Cache `/root/.npm` instead",
                             Applicability::unsafe,
                             {{text_span(path), "/root/.npm/**/*"}}});
  }
}

}  // namespace

extern const Rule discarded_cache;
const Rule discarded_cache{
    .meta = {.id = "discarded-cache",
             .summary = "Flags a cached `node_modules` that `npm ci` deletes before it installs.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check = check,
};

}  // namespace buildspec::rules
