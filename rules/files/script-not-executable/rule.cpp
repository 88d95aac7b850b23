// script-not-executable: see rule.md.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/glob.h"
#include "linter/lang/named_files.h"
#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/files/source/source.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using files::Named;
using files::Role;
using files::Source;

// What the first line of a script says to run it with: "bash" of "#!/usr/bin/env bash"; empty where
// it says nothing, or more than a name.
std::string interpreter_of(const SourceFile& file) {
  if (!file.text || !file.text->starts_with("#!")) return {};
  std::string_view line(*file.text);
  line = line.substr(2, line.find('\n') - 2);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  constexpr std::string_view kEnv = "/usr/bin/env ";
  if (line.starts_with(kEnv)) line.remove_prefix(kEnv.size());
  if (line.find(' ') != std::string_view::npos) return {};
  return std::string(file_name(line));
}

class Judge {
 public:
  Judge(const Snapshot& snapshot, Reporter& reporter)
      : snapshot_(snapshot), reporter_(reporter), source_(*snapshot.facts) {}

  void look_at(const CommandStep& step) {
    const commands::Invocation run = commands::invocation(step.command);
    if (run.program == "chmod") return note_modes(step, run);
    // `find . -name '*.sh' -exec chmod +x {} \;`, `xargs chmod`
    for (const shell::Word& word : step.command.words) {
      if (word.text == "chmod") anything_ = true;
    }
    if (anything_) return;
    for (const Named& named : files::named_files(step)) {
      if (named.role == Role::program) judge(step, run, named);
    }
  }

 private:
  void note_modes(const CommandStep& step, const commands::Invocation& run) {
    const auto arguments = commands::arguments(run);
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      const auto path = resolve(step.directory, path_of(*arguments[i]));
      if (path) changed_.push_back(*path);
    }
    // `chmod -x x`: the mode looks like an option.
    if (arguments.size() < 2) anything_ = true;
  }

  [[nodiscard]] bool mode_changed(const std::string& path) const {
    return std::any_of(changed_.begin(), changed_.end(), [&path](const std::string& pattern) {
      return pattern.empty() || globs_overlap(pattern, path) ||
             globs_overlap(pattern + "/**", path);
    });
  }

  void judge(const CommandStep& step, const commands::Invocation& run, const Named& named) {
    const SourceFilePtr file = source_.file(named.path);
    if (!file || file->executable != false || mode_changed(named.path)) return;
    if (step.written.may_hold_file(named.path) || !told_.insert(named.path).second) return;
    Diagnostic& finding =
        reporter_.report(files::surely_fails(source_, step) ? Severity::error : Severity::warning,
                         step.text.source(named.span()), code(named.path) + " is not executable");
    finding.notes.push_back(
        {"the command ends with exit status 126: \"Permission denied\"", std::nullopt});
    add_fix(step, run, named, *file, finding);
    finding.notes.push_back(
        {"or keep the mode in git: `git update-index --chmod=+x " + named.path + "`",
         std::nullopt});
  }

  void add_fix(const CommandStep& step, const commands::Invocation& run, const Named& named,
               const SourceFile& file, Diagnostic& finding) const {
    const std::string interpreter = interpreter_of(file);
    const bool shell = interpreter == "sh" || interpreter == "bash";
    // Only where the script is the program, and no word of a wrapper.
    if (!shell || run.words.empty() || &run.words.front() != named.word) return;
    const std::uint32_t at = named.word->span.begin;
    commands::offer(snapshot_, step.text, finding, "Run it with " + code(interpreter),
                    Applicability::safe, {at, at}, interpreter + " ");
  }

  const Snapshot& snapshot_;
  Reporter& reporter_;
  Source source_;
  std::vector<std::string> changed_;  // globs
  bool anything_ = false;             // some mode was changed of which nothing is known
  std::set<std::string> told_;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  files::judge_commands<Judge>(snapshot, {"/"}, reporter);
}

}  // namespace

extern const Rule script_not_executable;
constexpr Rule script_not_executable{
    .meta = {.id = "script-not-executable",
             .summary = "Flags scripts that are run by their path, but are not executable.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-10"},
    .check = check,
};

}  // namespace buildspec::rules
