// unlocked-install: see rule.md.
#include <string>

#include "linter/lang/flow.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;

// `npm install` of what package.json lists: no package is named, nothing global.
const shell::Word* plain_install(const Invocation& run) {
  if (run.program != "npm") return nullptr;
  const shell::Word* found = nullptr;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (commands::is_one_of(word, {"-g", "--global", "--prefix", "-C", "--package-lock-only"}) ||
        word.starts_with("--prefix="))
      return nullptr;
    if (word.starts_with("-")) continue;
    if (found != nullptr || !commands::is_one_of(word, {"install", "i"})) return nullptr;
    found = &run.words[i];
  }
  return found;
}

bool has_lock(const Snapshot& snapshot, const Directory& directory) {
  if (directory.state != Directory::State::known) return false;
  const SourceTree* const tree = snapshot.facts->source_tree.get();
  if (tree == nullptr) return false;
  for (const std::string_view name : {"package-lock.json", "npm-shrinkwrap.json"}) {
    const auto path = resolved(directory, name);
    if (path && tree->has_file(*path)) return true;
  }
  return false;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  for (const std::uint32_t index : commands_holding(snapshot, {"npm i", "npm -", "npm  "})) {
    const shell::Script& script = flow.script(index);
    for (std::size_t i = 0; i < script.commands.size(); ++i) {
      const Invocation run = commands::invocation(script.commands[i]);
      const shell::Word* const install = plain_install(run);
      if (install == nullptr) continue;
      const auto directories = flow.directories(index);
      if (i >= directories.size() || !has_lock(snapshot, directories[i])) continue;
      const CommandText command = read_command(snapshot, snapshot.buildspec.commands[index]);
      const Span span{run.words.front().span.begin, install->span.end};
      Diagnostic& finding =
          reporter.report(command.source(span),
                          "`npm install` may install other versions than the lock file names");
      finding.notes.push_back(
          {"`npm ci` installs exactly those, faster, and fails where package.json does not agree",
           {}});
      if (script.commands[i].nested == 0)
        commands::offer(snapshot, command, finding, "Run `npm ci`", Applicability::unsafe,
                        install->span, "ci");
    }
  }
}

}  // namespace

extern const Rule unlocked_install;
constexpr Rule unlocked_install{
    .meta = {.id = "unlocked-install",
             .summary = "Flags `npm install` where a lock file could be followed.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PR-02"},
    .check = check,
};

}  // namespace buildspec::rules
