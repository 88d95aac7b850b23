// artifact-collision: see rule.md.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Files that end in one folder.
struct Flattened {
  Node files;
  Node base_directory;
  Node exclude_paths;
  Node discard_paths;
};

std::vector<Flattened> flattened(const Buildspec& buildspec) {
  std::vector<Flattened> found;
  const auto add = [&found](const Flattened& each) {
    if (!each.discard_paths.is_scalar()) return;
    const std::string text(each.discard_paths.scalar().value());
    if (schema::yaml_boolean(text).value_or(false)) found.push_back(each);
  };
  for (const Artifact& each : buildspec.artifacts)
    add({each.files, each.base_directory, each.exclude_paths, each.discard_paths});
  for (const Report& each : buildspec.reports)
    add({each.files, each.base_directory, Node(), each.discard_paths});
  return found;
}

// Nothing for what only the build knows, and for patterns that are not documented.
std::optional<std::string> glob_of(const std::string& folder, Node item) {
  if (!item.is_scalar()) return std::nullopt;
  const std::string text(item.scalar().value());
  if (has_reference(text) || has_undocumented_metacharacter(text)) return std::nullopt;
  return join_paths(folder, text);
}

class Judge {
 public:
  Judge(const Snapshot& snapshot, Reporter& reporter) : snapshot_(snapshot), reporter_(reporter) {}

  void judge(const Flattened& each) {
    const auto base = each.base_directory ? glob_of("", each.base_directory) : std::string();
    if (!base || has_wildcard(*base)) return;
    excluded_.clear();
    for (const Node item : list_items(each.exclude_paths)) {
      const auto glob = glob_of(*base, item);
      if (!glob) return;
      excluded_.push_back(*glob);
    }
    by_name_.clear();
    for (const Node item : list_items(each.files)) {
      const auto glob = glob_of(*base, item);
      if (!glob || glob->empty()) continue;
      const bool pattern = has_wildcard(*glob);
      if (pattern ? collides_in_tree(each, item, *glob) : collides(each, item, *glob)) return;
    }
  }

 private:
  // True where two files of the tree have the same name.
  bool collides_in_tree(const Flattened& each, Node item, const std::string& glob) {
    const SourceTree* const tree = snapshot_.facts->source_tree.get();
    if (tree == nullptr) return false;
    for (const std::string& file : tree->files) {
      if (match_glob(glob, file) == GlobMatch::yes && collides(each, item, file)) return true;
    }
    return false;
  }

  bool collides(const Flattened& each, Node item, const std::string& file) {
    for (const std::string& glob : excluded_) {
      if (match_glob(glob, file) != GlobMatch::no) return false;
    }
    const auto [known, added] = by_name_.emplace(std::string(file_name(file)), file);
    if (added || known->second == file) return false;
    Diagnostic& finding =
        reporter_.report(value_span(item), code(known->second) + " and " + code(file) +
                                               " get the same name: only one of them is kept");
    finding.notes.push_back({"all files end in one folder, and which one wins is not documented",
                             value_span(each.discard_paths)});
    return true;
  }

  const Snapshot& snapshot_;
  Reporter& reporter_;
  std::vector<std::string> excluded_;
  std::map<std::string, std::string, std::less<>> by_name_;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  Judge judge(snapshot, reporter);
  for (const Flattened& each : flattened(snapshot.buildspec)) judge.judge(each);
}

}  // namespace

extern const Rule artifact_collision;
constexpr Rule artifact_collision{
    .meta = {.id = "artifact-collision",
             .summary = "Flags artifacts and reports where files of the same name end in one "
                        "folder.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ART-08"},
    .check = check,
};

}  // namespace buildspec::rules
