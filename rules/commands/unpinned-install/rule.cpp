// unpinned-install: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::contains;
using commands::Invocation;
using commands::is_one_of;
using shell::Word;

bool is_local(std::string_view word) {
  return word.empty() || word[0] == '.' || word[0] == '/' || word[0] == '~' || word[0] == '$' ||
         contains(word, "://") || word.ends_with(".whl") || word.ends_with(".tgz") ||
         word.ends_with(".txt");
}

// "typescript", "@angular/cli"; "typescript@latest" is not pinned either.
bool is_unpinned_npm(std::string_view package) {
  const std::size_t at = package.find('@', 1);
  return at == std::string_view::npos || package.substr(at) == "@latest" ||
         package.substr(at) == "@next";
}

void report(const CommandText& command, const Word& word, Reporter& reporter) {
  reporter
      .report(command.source(word.span),
              "Every build may install another version of " + code(word.text))
      .notes.push_back({"name a version: what is new tomorrow runs with the build's role", {}});
}

void check_npm(const CommandText& command, const Invocation& run, Reporter& reporter) {
  if (run.program == "npm") {
    if (!is_one_of(run.word(1), {"install", "i", "add"})) return;
  } else if (!(run.word(1) == "global" && run.word(2) == "add")) {
    return;
  }
  const std::size_t first = run.program == "npm" ? 2 : 3;
  for (std::size_t i = first; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (is_one_of(word, {"--prefix", "--registry", "-C"})) ++i;
    if (!word.empty() && word[0] != '-' && !is_local(word) && run.words[i].literal &&
        is_unpinned_npm(word))
      report(command, run.words[i], reporter);
  }
}

void check_pip(const CommandText& command, const Invocation& run, Reporter& reporter) {
  std::size_t first = 1;
  if (is_one_of(run.program, {"python", "python3"})) {
    if (run.word(1) != "-m" || run.word(2) != "pip") return;
    first = 3;
  }
  if (run.word(first) != "install") return;
  for (std::size_t i = first + 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (is_one_of(word, {"-r", "-c", "-e", "-t", "-i", "--requirement", "--constraint", "--target",
                         "--index-url", "--extra-index-url", "--trusted-host", "--prefix",
                         "--editable", "-f", "--find-links"})) {
      ++i;
      continue;
    }
    const bool tool = is_one_of(word, {"pip", "setuptools", "wheel"});
    if (!word.empty() && word[0] != '-' && !is_local(word) && !tool && run.words[i].literal &&
        word.find_first_of("=<>~!@") == std::string_view::npos)
      report(command, run.words[i], reporter);
  }
}

void check_other(const CommandText& command, const Invocation& run, Reporter& reporter) {
  if (run.program == "gem" && run.word(1) == "install") {
    if (commands::has_option(run, {"-v", "--version"})) return;
    for (std::size_t i = 2; i < run.words.size(); ++i)
      if (run.words[i].literal && !run.words[i].text.starts_with("-") &&
          !contains(run.words[i].text, ":") && !run.words[i].text.ends_with(".gem"))
        report(command, run.words[i], reporter);
  }
  if (run.program == "go" && run.word(1) == "install") {
    for (std::size_t i = 2; i < run.words.size(); ++i)
      if (run.words[i].text.ends_with("@latest")) report(command, run.words[i], reporter);
  }
  if (run.program == "git" && run.word(1) == "clone") {
    if (commands::has_option(run, {"-b", "--branch", "--revision"})) return;
    for (std::size_t i = 2; i < run.words.size(); ++i)
      if (contains(run.words[i].text, "github.com/") && run.words[i].literal)
        report(command, run.words[i], reporter);
  }
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!command.holds("install") && !command.holds("add") && !command.holds("npm i") &&
      !command.holds("clone"))
    return;
  const bool checks_out = command.holds("checkout");
  for (const shell::Command& each : command.script->commands) {
    const Invocation run = commands::invocation(each);
    if (is_one_of(run.program, {"npm", "yarn"})) check_npm(command, run, reporter);
    if (is_one_of(run.program, {"pip", "pip3", "python", "python3"}))
      check_pip(command, run, reporter);
    if (run.program != "git" || !checks_out) check_other(command, run, reporter);
  }
}

}  // namespace

extern const Rule unpinned_install;
constexpr Rule unpinned_install{
    .meta = {.id = "unpinned-install",
             .summary = "Flags packages that are installed without a version.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-SEC-13"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
