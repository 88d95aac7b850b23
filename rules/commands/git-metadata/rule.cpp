// git-metadata: see rule.md.
#include <optional>
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using commands::is_one_of;

bool needs_repository(std::string_view subcommand) {
  return is_one_of(subcommand, {"log", "describe", "rev-parse", "diff", "status", "show", "branch",
                                "checkout", "fetch", "merge-base", "rev-list", "submodule", "push",
                                "pull", "tag", "merge", "commit", "add", "symbolic-ref"});
}

std::string_view subcommand(const Invocation& run) {
  static constexpr std::string_view kValues[] = {"-c", "-C", "--git-dir", "--work-tree"};
  const auto words = commands::arguments(run, kValues);
  return words.empty() ? std::string_view() : std::string_view(words.front()->text);
}

// Another repository than the source may be meant, or one that commands make.
bool has_own_repository(const std::vector<CommandText>& all) {
  for (const CommandText& command : all)
    for (const std::string_view sign : {"git clone", "git init", "GIT_DIR", "git -C", "gh repo",
                                        "rev-parse --is-inside-work-tree", "git remote add"})
      if (command.holds(sign)) return true;
  return false;
}

void report_missing(const Snapshot& snapshot, const std::vector<CommandText>& all,
                    Reporter& reporter) {
  const bool pipeline = *snapshot.facts->source == "codepipeline";
  for (const CommandText& command : all) {
    if (!command.holds("git")) continue;
    for (const shell::Command& each : command.script->commands) {
      const Invocation run = commands::invocation(each);
      if (run.program != "git" || !needs_repository(subcommand(run))) continue;
      Diagnostic& finding =
          reporter.report(pipeline ? Severity::info : Severity::warning, command.source(run.span()),
                          pipeline ? "The source of a pipeline has no repository, unless a full "
                                     "clone is chosen"
                                   : "A source from S3 has no repository");
      finding.notes.push_back({"git answers `fatal: not a git repository`", {}});
      finding.notes.push_back(
          {"`CODEBUILD_RESOLVED_SOURCE_VERSION` names the commit; with the output artifact format "
           "`full clone` the repository is there",
           {}});
      return;  // once: the others fail for the same reason
    }
  }
}

// `cat .git/HEAD`.
void check_files(const CommandText& command, Reporter& reporter) {
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (!is_one_of(run.program, {"cat", "head", "cut", "sed", "awk", "grep", "cp"})) continue;
    for (std::size_t i = 1; i < run.words.size(); ++i) {
      const std::string_view text = run.words[i].text;
      const std::size_t at = text.find(".git/");
      if (at == std::string_view::npos || (at > 0 && text[at - 1] != '/')) continue;
      Diagnostic& finding = reporter.report(command.source(run.words[i].span),
                                            "With the local source cache `.git` is a file");
      finding.notes.push_back({"reading below it then answers `Not a directory`", {}});
      finding.notes.push_back(
          {"ask git: `git rev-parse HEAD`, or `$(git rev-parse --git-dir)/…`", {}});
    }
  }
}

// With the depth of clone that many projects have, there is no history to look at.
void check_history(const std::vector<CommandText>& all, Reporter& reporter) {
  for (const CommandText& command : all)
    for (const std::string_view sign : {"unshallow", "--depth", "fetch --tags", "git fetch"})
      if (command.holds(sign)) return;
  for (const CommandText& command : all) {
    if (!command.holds("git")) continue;
    for (const shell::Command& each : command.script->commands) {
      const Invocation run = commands::invocation(each);
      if (run.program != "git" || !is_one_of(subcommand(run), {"describe", "merge-base"})) continue;
      if (commands::has_option(run, {"--always"})) continue;
      Diagnostic& finding =
          reporter.report(command.source(run.span()),
                          "This needs the history, which a shallow clone does not have");
      finding.notes.push_back(
          {"set the depth of the project's source to full, or run `git fetch --unshallow --tags`",
           {}});
      return;
    }
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto all = commands::read_commands(snapshot, {"git", "gh repo"});
  for (const CommandText& command : all)
    if (command.holds(".git/")) check_files(command, reporter);
  const auto& source = snapshot.facts->source;
  if (!source || has_own_repository(all)) return;
  if (*source == "codepipeline" || *source == "s3" || *source == "no-source") {
    report_missing(snapshot, all, reporter);
  } else {
    check_history(all, reporter);
  }
}

}  // namespace

extern const Rule git_metadata;
constexpr Rule git_metadata{
    .meta = {.id = "git-metadata",
             .summary = "Flags commands that need more of a Git repository than the source has.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-20 CB-SH-21 CB-SH-22"},
    .check = check,
};

}  // namespace buildspec::rules
