// unsafe-removal: see rule.md.
#include <string>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Set in every build.
bool is_always_set(std::string_view name) {
  return commands::is_one_of(name, {"CODEBUILD_SRC_DIR", "HOME", "PWD", "OLDPWD"});
}

// The word is a variable and then "/", "/*" or "/.": the root, where the variable is empty.
const shell::Part* only_variable(const shell::Word& word, std::string_view text) {
  if (word.parts.empty() || word.parts.front().kind != shell::PartKind::variable) return nullptr;
  for (std::size_t i = 1; i < word.parts.size(); ++i)
    if (word.parts[i].kind != shell::PartKind::text) return nullptr;
  const shell::Part& variable = word.parts.front();
  std::string rest;
  for (std::size_t i = 1; i < word.parts.size(); ++i) rest += word.parts[i].text;
  if (!commands::is_one_of(rest, {"/", "/*", "/.", "/.*", "/**"})) return nullptr;
  const std::string_view source = text.substr(variable.span.begin, variable.span.size());
  // "${DIR:?}" and "${DIR:-x}" see to it themselves.
  const bool plain = source == "$" + variable.text || source == "${" + variable.text + "}";
  return plain ? &variable : nullptr;
}

// Some definition, or the file's env, certainly reaches the place.
bool is_certain(const Flow& flow, std::uint32_t index, std::string_view name, Span span) {
  const auto number = flow.find(name);
  if (!number) return false;
  for (const Usage& usage : flow.uses(*number))
    if (usage.command == index && flow.variable(usage).span == span)
      return usage.reach == Reach::certain || flow.is_tested(*number);
  return true;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  for (const std::uint32_t index : commands_holding(snapshot, {" rm "})) {
    const CommandText command = read_command(snapshot, snapshot.buildspec.commands[index]);
    for (const shell::Command& each : command.script->commands) {
      const commands::Invocation run = commands::invocation(each);
      if (run.program != "rm" || !commands::has_option(run, {"-r", "-R", "--recursive"})) continue;
      for (std::size_t i = 1; i < run.words.size(); ++i) {
        const shell::Part* const variable = only_variable(run.words[i], command.text());
        if (variable == nullptr || is_always_set(variable->text) ||
            is_certain(flow, index, variable->text, variable->span))
          continue;
        Diagnostic& finding = reporter.report(
            command.source(run.words[i].span),
            "If " + code(variable->text) + " is empty, this removes everything there is");
        finding.notes.push_back({"`${" + variable->text + ":?}` stops the command instead", {}});
        commands::offer(snapshot, command, finding, "Stop where it is empty", Applicability::safe,
                        variable->span, "${" + variable->text + ":?}");
      }
    }
  }
}

}  // namespace

extern const Rule unsafe_removal;
constexpr Rule unsafe_removal{
    .meta = {.id = "unsafe-removal",
             .summary = "Flags `rm -r` of a variable that may be empty, with a slash behind it.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check = check,
};

}  // namespace buildspec::rules
