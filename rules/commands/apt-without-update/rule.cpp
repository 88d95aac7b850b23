// apt-without-update: see rule.md.
#include <optional>
#include <string>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_apt(std::string_view program) {
  return commands::is_one_of(program, {"apt-get", "apt", "aptitude"});
}

// A command that may bring the lists of packages up to date by itself: a script,
// add-apt-repository.
bool may_update(const commands::Invocation& run) {
  if (run.words.empty()) return false;
  if (!run.words.front().plain() || commands::contains(run.words.front().text, "/")) return true;
  if (commands::is_one_of(run.program, {"source", ".", "eval", "make", "add-apt-repository",
                                        "apt-add-repository", "task", "just", "ansible-playbook"}))
    return true;
  if (!commands::is_one_of(run.program, {"sh", "bash", "python", "python3", "ruby", "perl"}))
    return false;
  return !commands::has_option(run, {"-c"});
}

struct Install {
  const CommandText* command = nullptr;
  const shell::Command* simple = nullptr;
  Span span;
};

// The first command that installs packages from the lists; nothing where some command updates them.
std::optional<Install> first_install(const std::vector<CommandText>& all) {
  std::optional<Install> first;
  for (const CommandText& command : all) {
    for (const shell::Command& each : command.script->commands) {
      const commands::Invocation run = commands::invocation(each);
      if (!is_apt(run.program)) continue;
      // Packages of a file need no list.
      bool local = false;
      for (const shell::Word& word : run.words) {
        if (word.text == "update") return std::nullopt;
        local = local || commands::contains(word.text, "/");
      }
      if (first || local) continue;
      for (const shell::Word& word : run.words)
        if (word.text == "install")
          first = Install{&command, &each, {run.words.front().span.begin, word.span.end}};
    }
  }
  return first;
}

bool may_be_updated_before(const Snapshot& snapshot, const Install& install) {
  for (std::uint32_t i = 0; i <= install.command->command.order; ++i) {
    for (const shell::Command& each : snapshot.readings[i]->script->commands) {
      if (&each == install.simple) return false;
      if (may_update(commands::invocation(each))) return true;
    }
  }
  return false;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto all = commands::read_commands(snapshot, {" apt-get ", " apt ", " aptitude "});
  const std::optional<Install> first = first_install(all);
  if (!first || may_be_updated_before(snapshot, *first)) return;
  Diagnostic& finding = reporter.report(first->command->source(first->span),
                                        "No command brings the lists of packages up to date");
  finding.notes.push_back(
      {"where the image has none, this ends with `E: Unable to locate package`", {}});
  if (first->simple->nested != 0 || first->simple->pipeline != 0 ||
      !first->simple->assignments.empty())
    return;
  const std::string sudo = commands::invocation(*first->simple).sudo != nullptr ? "sudo " : "";
  const std::uint32_t at = first->simple->words.front().span.begin;
  commands::offer(snapshot, *first->command, finding, "Run `apt-get update` first",
                  Applicability::unsafe, {at, at}, sudo + "apt-get update && ");
}

}  // namespace

extern const Rule apt_without_update;
constexpr Rule apt_without_update{
    .meta = {.id = "apt-without-update",
             .summary = "Flags `apt-get install` in files that never run `apt-get update`.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-14"},
    .check = check,
};

}  // namespace buildspec::rules
