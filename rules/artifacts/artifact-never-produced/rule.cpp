// artifact-never-produced: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/glob.h"
#include "linter/lang/source_outputs.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/artifacts/paths/paths.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using artifacts::PathKind;
using artifacts::PathSite;

// A site with what it means relative to the source root.
struct Wanted {
  PathSite site;
  std::string base;  // normal, may be empty
  std::string glob;  // base included
};

// Nothing where it cannot be told: variables, undocumented patterns, other folders.
std::optional<Wanted> wanted(const PathSite& site) {
  if (site.kind == PathKind::cache || !site.node.is_scalar()) return std::nullopt;
  Wanted result;
  result.site = site;
  const std::string text(site.node.scalar().value());
  const std::string base = site.base_directory.is_scalar()
                               ? std::string(site.base_directory.scalar().value())
                               : std::string();
  for (const std::string& part : {text, base})
    if (has_reference(part) || has_undocumented_metacharacter(part) ||
        part.find('\\') != std::string::npos)
      return std::nullopt;
  const auto normal_base = normal_path(base);
  if (text.empty() || !normal_base) return std::nullopt;
  const auto whole = join_paths(*normal_base, text);
  if (!whole || whole->empty()) return std::nullopt;
  result.base = *normal_base;
  result.glob = *whole;
  return result;
}

// `room`: how many files may still be compared with patterns. When it is used up, everything may be
// in the tree.
bool in_tree(const SourceTree& tree, const std::string& glob, std::size_t& room) {
  if (!has_wildcard(glob)) {
    if (tree.has_file(glob) || tree.has_directory(glob)) return true;
  } else if (tree.files.size() > room) {
    return true;
  } else if (room -= tree.files.size();
             std::any_of(tree.files.begin(), tree.files.end(), [&glob](const std::string& file) {
               return match_glob(glob, file) != GlobMatch::no;
             })) {
    return true;
  }
  // A link is listed as a file: below it may be anything.
  for (std::size_t slash = glob.find('/'); slash != std::string::npos;
       slash = glob.find('/', slash + 1))
    if (tree.has_file(std::string_view(glob).substr(0, slash))) return true;
  return false;
}

// The folder of the buildspec, with a slash; empty at the root, or where it is not known. What is
// one folder of a large repository is often pushed as a source of its own.
std::string own_folder(const ProjectFacts& facts) {
  const std::string path = facts.path.value_or("");
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

// A file of the same name that is there, elsewhere.
std::optional<std::string> elsewhere(const Outputs& outputs, const SourceTree& tree,
                                     const std::string& glob) {
  const std::string name = glob.substr(glob.rfind('/') + 1);
  if (has_wildcard(name)) return std::nullopt;
  const auto same_name = [&name](const std::string& path) {
    return path.size() > name.size() && !has_wildcard(path) &&
           path.compare(path.size() - name.size(), name.size(), name) == 0 &&
           path[path.size() - name.size() - 1] == '/';
  };
  for (const std::vector<std::string>* const list : {&outputs.files, &tree.files}) {
    const auto found = std::find_if(list->begin(), list->end(), same_name);
    if (found != list->end()) return *found;
    if (glob.size() > name.size() && std::find(list->begin(), list->end(), name) != list->end())
      return name;
  }
  return std::nullopt;
}

class Judge {
 public:
  Judge(const Snapshot& snapshot, const SourceTree& tree, Reporter& reporter)
      : snapshot_(snapshot),
        tree_(tree),
        reporter_(reporter),
        folder_(own_folder(*snapshot.facts)) {}

  void judge(const Wanted& wanted) {
    const bool has_base = !wanted.base.empty() && !has_wildcard(wanted.base);
    if (has_base && wanted.site.base_directory == missing_base_) return;
    if (in_tree(tree_, wanted.glob, room_) || artifacts::cached(snapshot_.buildspec, wanted.glob))
      return;
    if (!folder_.empty() && in_tree(tree_, folder_ + wanted.glob, room_)) return;
    if (!outputs_) outputs_ = outputs_of(snapshot_);
    if (outputs_->knowledge == Knowledge::partial || outputs_->may_hold(wanted.glob)) return;
    if (has_base && !tree_.has_directory(wanted.base) && !tree_.has_file(wanted.base) &&
        !outputs_->may_hold_folder(wanted.base)) {
      missing_base_ = wanted.site.base_directory;
      report_base(wanted);
    } else {
      report_path(wanted);
    }
  }

 private:
  [[nodiscard]] Severity severity() const {
    return outputs_->knowledge == Knowledge::complete ? Severity::warning : Severity::info;
  }

  void add_doubt(Diagnostic& finding) const {
    if (outputs_->knowledge == Knowledge::typical)
      finding.notes.push_back(
          {"build tools were taken to write where they usually do (Maven to `target`, Gradle to "
           "`build` …)",
           std::nullopt});
  }

  void report_base(const Wanted& wanted) {
    Diagnostic& finding =
        reporter_.report(severity(), value_span(wanted.site.base_directory),
                         "The base directory " + code(wanted.base) +
                             " is not in the source tree, and no command makes it");
    if (wanted.site.kind == PathKind::artifact)
      finding.notes.push_back(
          {"without it the build fails: \"no matching base directory path found "
           "for " +
               wanted.base + "\"",
           std::nullopt});
    add_doubt(finding);
  }

  void report_path(const Wanted& wanted) {
    const std::string subject = has_wildcard(wanted.glob)
                                    ? "Nothing that matches " + code(wanted.glob) +
                                          " is in the source tree or written by a "
                                          "command"
                                    : "The file " + code(wanted.glob) +
                                          " is not in the source tree, and no command writes it";
    Diagnostic& finding = reporter_.report(severity(), value_span(wanted.site.node), subject);
    if (wanted.site.kind == PathKind::artifact) {
      finding.notes.push_back(
          {"where no path matches, the build fails: \"no matching artifact paths found\"",
           std::nullopt});
    } else {
      finding.notes.push_back({"a report without files has the status INCOMPLETE", std::nullopt});
    }
    if (const auto other = elsewhere(*outputs_, tree_, wanted.glob))
      finding.notes.push_back({"there is " + code(*other), std::nullopt});
    add_doubt(finding);
  }

  const Snapshot& snapshot_;
  const SourceTree& tree_;
  Reporter& reporter_;
  std::string folder_;
  std::optional<Outputs> outputs_;
  Node missing_base_;
  std::size_t room_ = 400'000;  // a tenth of a second
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  // Commands elsewhere: in the files of a batch, or in steps of another product.
  if (buildspec.batch.node && buildspec.commands.empty()) return;
  for (const Phase& phase : buildspec.phases)
    if (phase.value.get("steps")) return;
  std::vector<Wanted> all;
  for (const PathSite& site : artifacts::path_sites(buildspec))
    if (auto path = wanted(site)) all.push_back(std::move(*path));
  if (all.empty()) return;
  const SourceTree* const tree = snapshot.facts->source_tree.get();
  if (tree == nullptr || !tree->complete) return;
  Judge judge(snapshot, *tree, reporter);
  for (const Wanted& each : all) judge.judge(each);
}

}  // namespace

extern const Rule artifact_never_produced;
constexpr Rule artifact_never_produced{
    .meta = {.id = "artifact-never-produced",
             .summary =
                 "Flags artifacts and reports that are neither in the source tree nor written "
                 "by a command.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-ART-01 CB-ART-02 CB-REP-06"},
    .check = check,
};

}  // namespace buildspec::rules
