// folded-commands: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Programs that a line begins with and an argument seldom is.
bool begins_command(std::string_view word) {
  return commands::is_one_of(
      word, {"npm",    "yarn",  "pnpm",   "npx",     "docker",    "aws",   "cd",      "echo",
             "export", "pip",   "pip3",   "python3", "mvn",       "git",   "mkdir",   "curl",
             "wget",   "chmod", "sam",    "cdk",     "terraform", "unzip", "kubectl", "apt-get",
             "yum",    "sudo",  "dotnet", "helm",    "gradle"});
}

// What they run stands in their arguments.
bool runs_arguments(const shell::Command& command) {
  const commands::Invocation run = commands::invocation(command);
  if (run.first > 0) return true;
  return commands::is_one_of(
      run.program, {"docker", "docker-compose", "podman", "kubectl", "nix",   "xargs", "ssh",
                    "poetry", "pipenv",         "npx",    "npm",     "yarn",  "find",  "bash",
                    "sh",     "exec",           "uv",     "bundle",  "conda", "if",    "cmd",
                    "eval",   "cross-env",      "retry"});
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const Node node = command.command.node;
  const bool folds = node.style() == ScalarStyle::plain || node.style() == ScalarStyle::folded;
  if (!folds || command.script->broken || node.source().find('\n') == std::string_view::npos)
    return;
  for (const shell::Command& each : command.script->commands) {
    if (each.words.size() < 2 || each.nested != 0 || runs_arguments(each)) continue;
    for (std::size_t i = 1; i + 1 < each.words.size(); ++i) {
      const shell::Word& word = each.words[i];
      if (!word.plain() || word.parts.size() != 1 ||
          word.parts[0].quoting != shell::Quoting::none || !begins_command(word.text))
        continue;
      // The first word of its line.
      const Span place = command.source(word.span);
      const Span line = snapshot.text.line(snapshot.text.line_of(place.begin));
      const std::string_view margin = snapshot.text.bytes({line.begin, place.begin});
      if (margin.find_first_not_of(" \t") != std::string_view::npos ||
          line.begin <= node.span().begin)
        continue;
      const std::string_view before = command.text().substr(0, word.span.begin);
      if (before.ends_with("\\ ")) continue;  // folded-backslash
      Diagnostic& finding =
          reporter.report(place, "YAML folds these lines into one: " + code(word.text) +
                                     " is an argument of " + code(each.words[0].text));
      finding.notes.push_back(
          {"a block (`|`) keeps the lines; an item of its own is better still", std::nullopt});
      if (auto edits = as_literal_block(snapshot, node))
        finding.fixes.push_back({"Keep the lines (`|`)", Applicability::unsafe, std::move(*edits)});
      return;
    }
  }
}

}  // namespace

extern const Rule folded_commands;
constexpr Rule folded_commands{
    .meta = {.id = "folded-commands",
             .summary = "Flags commands on lines that YAML folds into the command before them.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-14"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
