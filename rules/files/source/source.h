// What is in the source where a command looks for it: shared by the rules of this group. Pure.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lang/source_outputs.h"
#include "linter/lint/rule.h"

namespace buildspec::files {

// Whether a command fails does not matter (`|| true`), is what is asked (`if`, `!`), or is cared
// for (`|| exit`); or it only runs where somebody calls its function.
[[nodiscard]] bool failure_is_expected(const shell::Command& command);
// The files around a buildspec. Asks for the listing only where a file is not on the disk.
class Source {
 public:
  explicit Source(const ProjectFacts& facts);

  // Files can be looked at, and the source is a checkout of them. Else nothing is said.
  [[nodiscard]] bool known() const { return known_; }

  // A file is on the disk at that normal path from the source root, or from one of the folders
  // below.
  [[nodiscard]] bool sees_file(const std::string& path) const;
  // A normal path from the source root is there, or may be: at the root, or in the folder of the
  // buildspec or one above it, which are often pushed as a source of their own.
  [[nodiscard]] bool may_have_file(const std::string& path) const;
  [[nodiscard]] bool may_have_folder(const std::string& path) const;

  // The file at that path of the source root; null where it is not there, or where the folder of
  // the buildspec has one too.
  [[nodiscard]] SourceFilePtr file(const std::string& path) const;

  // The files at that path of the root, of the folder of the buildspec and of those above it.
  [[nodiscard]] std::vector<SourceFilePtr> files(const std::string& path) const;

  // The buildspec lies at the root: then nothing else can be meant.
  [[nodiscard]] bool at_root() const { return folders_.size() == 1; }
  // The path is there from the source root, and not from the folder of the buildspec.
  [[nodiscard]] bool only_at_root(const std::string& path) const;

  // A path like one that is not there. A file: of the same name elsewhere, else of the nearest name
  // in the same folder; a folder: of the nearest name beside it. Nothing where none is, or several.
  [[nodiscard]] std::optional<std::string> file_like(const std::string& path) const;
  [[nodiscard]] std::optional<std::string> folder_like(const std::string& path) const;

 private:
  [[nodiscard]] const SourceTree* listing() const;  // null where it is not complete
  [[nodiscard]] bool behind_link(const std::string& path) const;

  const ProjectFacts& facts_;
  bool known_ = false;
  std::vector<std::string> folders_;  // "", then the others, each with a slash at its end
};

// Where the source lacks what the command needs, the phase fails: it runs in any case, its failure
// counts, and nothing in front of it may have written what is missing.
[[nodiscard]] bool surely_fails(const Source& source, const CommandStep& step);

// Lets a judge look at the commands in running order. What commands wrote can only take findings
// back, so that is followed only where a first look, at the commands with one of the words, finds
// something.
template <class Judge>
void judge_commands(const Snapshot& snapshot, std::initializer_list<std::string_view> words,
                    Reporter& reporter) {
  if (!Source(*snapshot.facts).known()) return;
  Reporter first(reporter);
  Judge scout(snapshot, first);
  walk_places(snapshot, words, [&scout](const CommandStep& step) { scout.look_at(step); });
  if (std::move(first).take().empty()) return;
  Judge judge(snapshot, reporter);
  walk_commands(snapshot, [&judge](const CommandStep& step) { judge.look_at(step); });
}

// `path` as a command in `folder` writes it.
[[nodiscard]] std::string relative_path(std::string_view folder, std::string_view path);

}  // namespace buildspec::files
