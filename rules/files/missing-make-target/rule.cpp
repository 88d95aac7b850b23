// missing-make-target: see rule.md.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/files/missing-make-target/makefile.h"
#include "rules/files/source/source.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using files::Source;

constexpr std::array<std::string_view, 12> kWithValue{
    "-C", "--directory", "-f", "--file", "--makefile", "-I",
    "-o", "-W",          "-l", "--eval", "-E",         "--include-dir"};

std::string in_folder(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

class Judge {
 public:
  Judge(const Snapshot& snapshot, Reporter& reporter)
      : snapshot_(snapshot), reporter_(reporter), source_(*snapshot.facts) {}

  void look_at(const CommandStep& step) {
    const commands::Invocation run = commands::invocation(step.command);
    if (run.program != "make" || files::failure_is_expected(step.command)) return;
    if (commands::has_option(run, {"--eval", "-E", "-q", "-n"})) return;
    const auto folder = folder_of(step, run);
    if (!folder) return;
    const auto path = makefile(run, *folder);
    if (!path || step.written.may_hold_file(*path)) return;
    const auto found = source_.files(*path);
    if (found.size() != 1 || !found.front()->text) return;
    const auto targets = files::targets_of(*found.front()->text);
    if (!targets) return;
    for (const shell::Word* const word : commands::arguments(run, kWithValue)) {
      judge(step, *word, *folder, *path, *targets);
    }
  }

 private:
  // Where make looks for its file: the working directory, or that of -C.
  static std::optional<std::string> folder_of(const CommandStep& step,
                                              const commands::Invocation& run) {
    PathWord at{".", false};
    for (const auto& value : commands::option_values(run, {"-C", "--directory"})) {
      if (!value.value->plain()) return std::nullopt;
      at.glob = in_folder(at.glob, value.text());
    }
    auto folder = resolve(step.directory, at);
    if (!folder || folder->find('*') != std::string::npos) return std::nullopt;
    return folder;
  }

  [[nodiscard]] std::optional<std::string> makefile(const commands::Invocation& run,
                                                    const std::string& folder) const {
    const auto named = commands::option_values(run, {"-f", "--file", "--makefile"});
    if (named.size() > 1 || (!named.empty() && !named.front().value->plain())) return std::nullopt;
    if (!named.empty()) return join_paths(folder, named.front().text());
    for (const std::string_view name : {"GNUmakefile", "makefile", "Makefile"}) {
      const std::string path = in_folder(folder, name);
      if (!source_.files(path).empty()) return path;
    }
    return std::nullopt;
  }

  void judge(const CommandStep& step, const shell::Word& word, const std::string& folder,
             const std::string& path, const std::vector<std::string>& targets) {
    const std::string_view name = word.text;
    // A variable's value, the number of -j, a file that implicit rules may make.
    if (!word.plain() || name.empty() || name.find_first_of("=./") != std::string_view::npos ||
        (name[0] >= '0' && name[0] <= '9')) {
      return;
    }
    if (std::any_of(targets.begin(), targets.end(),
                    [&](std::string_view target) { return files::makes(target, name); })) {
      return;
    }
    // There is nothing to be done for a file that is there; and foo may be made of foo.c.
    const std::string file = in_folder(folder, name);
    if (source_.may_have_file(file) || source_.may_have_folder(file) ||
        step.written.may_hold(file) || step.written.may_hold_folder(file) || has_source(file)) {
      return;
    }
    std::vector<std::string_view> candidates;
    for (const std::string& target : targets)
      if (target.find('%') == std::string::npos) candidates.emplace_back(target);
    const auto nearest = schema::nearest(name, candidates);
    Diagnostic& finding =
        reporter_.report(files::surely_fails(source_, step) ? Severity::error : Severity::warning,
                         step.text.source(word.span),
                         code(path) + " has no target " + code(name) +
                             (nearest ? ": did you mean " + code(*nearest) + "?" : ""));
    finding.notes.push_back({"make ends with \"No rule to make target\"", std::nullopt});
    if (nearest) {
      commands::offer(snapshot_, step.text, finding, "Write " + code(*nearest),
                      Applicability::unsafe, word.inner(), std::string(*nearest));
    }
  }

  [[nodiscard]] bool has_source(const std::string& file) const {
    static constexpr std::array<std::string_view, 7> kSources{".c",  ".cc", ".cpp", ".o",
                                                              ".sh", ".f",  ".p"};
    return std::any_of(kSources.begin(), kSources.end(), [&](std::string_view end) {
      return source_.may_have_file(file + std::string(end));
    });
  }

  const Snapshot& snapshot_;
  Reporter& reporter_;
  Source source_;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  files::judge_commands<Judge>(snapshot, {"make"}, reporter);
}

}  // namespace

extern const Rule missing_make_target;
constexpr Rule missing_make_target{
    .meta = {.id = "missing-make-target",
             .summary = "Flags targets that the Makefile does not have.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check = check,
};

}  // namespace buildspec::rules
