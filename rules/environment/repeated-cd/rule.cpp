// repeated-cd: see rule.md.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// "./app/" is "app".
std::string_view plain_path(std::string_view path) {
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path;
}

// The directory is, or ends in, the one that the command goes to.
bool ends_in(const std::string& directory, std::string_view target) {
  if (directory == target) return true;
  return directory.size() > target.size() &&
         directory.compare(directory.size() - target.size(), target.size(), target) == 0 &&
         directory[directory.size() - target.size() - 1] == '/';
}

constexpr std::string_view kMakers[]{"mkdir", "git clone", "unzip", "tar ", "cp ", "mv ", "ln "};

// Something in front of the command may have made the directory: only what cannot be is said.
bool may_be_made(const Snapshot& snapshot, const std::vector<std::uint32_t>& makers,
                 std::uint32_t last, std::string_view target) {
  const std::string_view name = target.substr(0, target.find('/'));
  for (const std::uint32_t i : makers) {
    if (i > last) break;
    const std::string_view text = snapshot.buildspec.commands[i].node.source();
    for (const std::string_view maker : kMakers) {
      const std::size_t at = text.find(maker);
      if (at != std::string_view::npos && text.find(name, at) != std::string_view::npos)
        return true;
    }
  }
  return false;
}

void judge(const Snapshot& snapshot, const Flow& flow, const std::vector<std::uint32_t>& makers,
           std::uint32_t command, Reporter& reporter) {
  constexpr std::size_t kLongestPath = 1'000;
  std::vector<Directory> before;
  for (const DirectoryChange& change : flow.effects(command).directory) {
    if (change.kind != DirectoryChange::Kind::to && change.kind != DirectoryChange::Kind::push)
      continue;
    const std::string_view target = plain_path(change.path);
    if (change.from_source || target.empty() || target[0] == '.' || target[0] == '/' ||
        target[0] == '~')
      continue;
    if (before.empty()) before = flow.directories(command);
    const Directory& here = before[change.command];
    if (here.state != Directory::State::known || !ends_in(here.path, target) ||
        here.path.size() > kLongestPath)
      continue;
    const std::string below = here.path + "/" + std::string(target);
    if (may_be_made(snapshot, makers, command, target)) continue;
    // Where the source tree is known, missing-file says what is not there.
    const SourceTree* const tree = snapshot.facts->source_tree.get();
    if (tree != nullptr && (tree->complete || tree->has_directory(below))) continue;
    const Span span = snapshot.buildspec.commands[command].node.scalar().source(change.span);
    Diagnostic& finding = reporter.report(
        span, "The build is in " + code(here.path) + " already: this goes to " + code(below));
    finding.notes.push_back(
        {"the directory is kept from command to command and from phase to phase", {}});
    finding.notes.push_back({"begin with `cd \"$CODEBUILD_SRC_DIR/" + here.path +
                                 "\"`, or put what is done there in parentheses",
                             {}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  if (flow.directory_changers().empty()) return;
  const std::vector<std::uint32_t> all = commands_holding(snapshot, kMakers);
  // Many of both: no file that anybody wrote.
  constexpr std::size_t kMostWork = 100'000;
  if (all.size() * flow.directory_changers().size() > kMostWork) return;
  for (const std::uint32_t command : flow.directory_changers())
    judge(snapshot, flow, all, command, reporter);
}

}  // namespace

extern const Rule repeated_cd;
constexpr Rule repeated_cd{
    .meta = {.id = "repeated-cd",
             .summary = "Flags a `cd` to the directory in which the build already is.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-07"},
    .check = check,
};

}  // namespace buildspec::rules
