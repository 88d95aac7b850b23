// missing-file: see rule.md.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/named_files.h"
#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "rules/artifacts/paths/paths.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/files/missing-file/guards.h"
#include "rules/files/source/source.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using files::Implied;
using files::Kind;
using files::Named;
using files::Role;
using files::Source;

// What programs of the project hardly ever make: where one ran before, nothing else is missed.
bool is_written_by_hand(const Named& named) {
  const std::string_view name = file_name(named.path);
  for (const std::string_view end : {".sh", ".bash", ".py", ".rb", ".pl", ".php", ".yml", ".yaml"})
    if (name.ends_with(end)) return named.role != Role::data || end == ".sh";
  return name.starts_with("Dockerfile");
}

struct Missing {
  CommandText text;
  Span span;  // in the command's text
  std::string path;
  std::string folder;  // the working directory
  Kind kind = Kind::file;
  bool program = false;
  bool conditional = false;
  Knowledge knowledge = Knowledge::complete;
  std::string_view needed_by;  // of what a program looks for by itself
  std::vector<std::string_view> names;
};

class Judge {
 public:
  Judge(const Snapshot& snapshot, Reporter& reporter)
      : snapshot_(snapshot), reporter_(reporter), source_(*snapshot.facts) {}

  void look_at(const CommandStep& step) {
    for (const Named& named : files::named_files(step)) look_for(step, named);
    for (const Implied& implied : files::implied_files(step)) look_for(step, implied);
  }

  void report() {
    for (const Missing& each : missing_) report(each);
  }

 private:
  void look_for(const CommandStep& step, const Named& named) {
    root_proven_ = root_proven_ || (!source_.at_root() && source_.only_at_root(named.path));
    if (files::failure_is_expected(step.command) || below_missing(named.path) ||
        is_there(step, named))
      return;
    if (step.written.knowledge == Knowledge::partial && !is_written_by_hand(named)) return;
    if (files::is_tested(snapshot_.buildspec, file_name(named.path))) return;
    missing_.push_back({step.text,
                        named.span(),
                        named.path,
                        step.directory.path,
                        named.kind,
                        named.role == Role::program,
                        step.command.conditional,
                        step.written.knowledge,
                        {},
                        {}});
  }

  void look_for(const CommandStep& step, const Implied& implied) {
    if (files::failure_is_expected(step.command) || step.written.knowledge == Knowledge::partial)
      return;
    const std::string& first = folder_and(implied.folder, implied.names.front());
    if (below_missing(first) || implied_is_there(step, implied)) return;
    const Span words = commands::invocation(step.command).span();
    missing_.push_back({step.text, words, first, step.directory.path, Kind::file, false,
                        step.command.conditional, step.written.knowledge, implied.what,
                        implied.names});
  }

  static std::string folder_and(std::string_view folder, std::string_view name) {
    return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
  }

  // One finding for a folder that is not there, and all that should be in it.
  [[nodiscard]] bool below_missing(const std::string& path) const {
    return std::any_of(missing_.begin(), missing_.end(), [&path](const Missing& known) {
      return path == known.path || path.starts_with(known.path + "/");
    });
  }

  [[nodiscard]] bool is_there(const CommandStep& step, const Named& named) const {
    const auto there = [&](const std::string& path) {
      const bool file = named.kind != Kind::folder;
      // What costs least first; the listing of the tree last.
      if (file && source_.sees_file(path)) return true;
      if (step.written.may_hold_file(path) || artifacts::cached(snapshot_.buildspec, path))
        return true;
      return file && source_.may_have_file(path);
    };
    if (named.kind != Kind::file && source_.sees_file(named.path + "/")) return true;
    if (there(named.path) || std::any_of(named.others.begin(), named.others.end(), there))
      return true;
    if (named.kind == Kind::file) return false;
    return step.written.may_hold_folder(named.path) || source_.may_have_folder(named.path);
  }

  [[nodiscard]] bool implied_is_there(const CommandStep& step, const Implied& implied) const {
    std::string_view folder = implied.folder;
    while (true) {
      for (const std::string_view name : implied.names) {
        const std::string path = folder_and(folder, name);
        if (source_.sees_file(path) || step.written.may_hold_file(path) ||
            source_.may_have_file(path))
          return true;
      }
      if (!implied.upward || folder.empty()) return false;
      folder = parent_folder(folder);
    }
  }

  [[nodiscard]] Severity severity(const Missing& missing, bool resembling) const {
    const bool place_known = source_.at_root() || root_proven_ || resembling;
    const bool certain =
        place_known && !missing.conditional && missing.knowledge != Knowledge::partial;
    return certain ? Severity::warning : Severity::info;
  }

  void report(const Missing& missing) {
    if (!missing.needed_by.empty()) return report_implied(missing);
    const bool folder = missing.kind == Kind::folder;
    const auto other = folder ? source_.folder_like(missing.path) : source_.file_like(missing.path);
    const std::string what = folder ? "The folder " : "The file ";
    Diagnostic& finding = reporter_.report(
        severity(missing, other.has_value()), missing.text.source(missing.span),
        what + code(missing.path) + " is not in the source tree, and no command makes it");
    if (other) add_other(missing, *other, finding);
    add_notes(missing, finding);
  }

  void add_other(const Missing& missing, const std::string& other, Diagnostic& finding) const {
    finding.notes.push_back({"there is " + code(other), std::nullopt});
    std::string written = files::relative_path(missing.folder, other);
    if (missing.program && written.find('/') == std::string::npos) written = "./" + written;
    commands::offer(snapshot_, missing.text, finding, "Write " + code(written),
                    Applicability::unsafe, missing.span, written);
  }

  void report_implied(const Missing& missing) {
    std::vector<std::string> quoted;
    for (const std::string_view name : missing.names) quoted.push_back(code(name));
    const std::vector<std::string_view> names(quoted.begin(), quoted.end());
    const std::string_view folder = parent_folder(missing.path);
    const std::string where = folder.empty() ? "at the root of the source" : "in " + code(folder);
    Diagnostic& finding = reporter_.report(
        severity(missing, false), missing.text.source(missing.span),
        std::string(missing.needed_by) + " " + one_of(names) + ", but there is none " + where);
    add_notes(missing, finding);
  }

  void add_notes(const Missing& missing, Diagnostic& finding) const {
    if (!source_.at_root() && !root_proven_)
      finding.notes.push_back(
          {"commands begin at the root of the source, not in the folder of the buildspec", {}});
    if (missing.knowledge == Knowledge::partial)
      finding.notes.push_back({"programs that ran before may have written it", std::nullopt});
  }

  const Snapshot& snapshot_;
  Reporter& reporter_;
  Source source_;
  bool root_proven_ = false;
  std::vector<Missing> missing_;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!Source(*snapshot.facts).known() || snapshot.buildspec.commands.empty()) return;
  Judge judge(snapshot, reporter);
  walk_commands(snapshot, [&judge](const CommandStep& step) { judge.look_at(step); });
  judge.report();
}

}  // namespace

extern const Rule missing_file;
constexpr Rule missing_file{
    .meta = {.id = "missing-file",
             .summary = "Flags files and folders that commands name, but that are neither in the "
                        "source tree nor written by a command.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check = check,
};

}  // namespace buildspec::rules
