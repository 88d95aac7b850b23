// bash-under-sh: see rule.md.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "rules/commands/additions/additions.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

using shell::BashSyntax;

// What dash makes of it.
enum class Under : std::uint8_t {
  refused,  // a syntax error: the item fails
  aborts,   // the script ends there and fails
  fails,    // this one command fails
  differs,  // means something else
  empty,    // a variable without a value
};

struct Bashism {
  Span span;  // in the decoded text
  std::string_view name;
  Under under = Under::fails;
  std::uint32_t command = shell::kNowhere;
};

struct Known {
  BashSyntax kind;
  std::string_view name;
  Under under;
};
constexpr std::array<Known, 19> kKnown{{
    {BashSyntax::double_bracket, "[[ ]]", Under::fails},
    {BashSyntax::arithmetic_command, "(( ))", Under::fails},
    {BashSyntax::arithmetic_for, "for (( ))", Under::refused},
    {BashSyntax::array, "an array", Under::refused},
    {BashSyntax::array_use, "an array's index", Under::aborts},
    {BashSyntax::function_keyword, "function", Under::refused},
    {BashSyntax::select, "select", Under::refused},
    {BashSyntax::process_substitution, "<( )", Under::refused},
    {BashSyntax::here_string, "<<<", Under::refused},
    {BashSyntax::both_outputs, "&>", Under::differs},
    {BashSyntax::pipe_both, "|&", Under::refused},
    {BashSyntax::brace_list, "a list in braces", Under::differs},
    {BashSyntax::append_assignment, "+=", Under::fails},
    {BashSyntax::substring, "${NAME:1:2}", Under::aborts},
    {BashSyntax::replacement, "${NAME/a/b}", Under::aborts},
    {BashSyntax::case_change, "${NAME^^}", Under::aborts},
    {BashSyntax::indirection, "${!NAME}", Under::aborts},
    {BashSyntax::ansi_quotes, "$'…'", Under::differs},
    {BashSyntax::case_fall_through, ";&", Under::refused},
}};

// The nested script is read by the shell of the build, or by another sh.
bool read_by_sh(const shell::Script& script, std::uint32_t nested) {
  while (nested != 0) {
    const shell::NestedScript& each = script.nested[nested - 1];
    if (each.interpreter != shell::Interpreter::same)
      return each.interpreter == shell::Interpreter::sh;
    nested = each.parent;
  }
  return true;
}

bool sets_pipefail(const shell::Command& command) {
  for (std::size_t i = 1; i < command.words.size(); ++i)
    if (command.word(i) == "pipefail") return true;
  return false;
}

// Builtins that dash lacks, and options that its builtins lack.
std::optional<Bashism> builtin(const shell::Command& command, std::uint32_t index) {
  if (command.words.empty() || !command.words[0].plain()) return std::nullopt;
  const std::string_view name = command.words[0].text;
  const auto found = [&](std::string_view what, Under under, std::size_t word) {
    return Bashism{command.words[word].span, what, under, index};
  };
  static constexpr std::array<std::string_view, 11> kAbsent{
      "source",  "pushd",   "popd",      "shopt",  "let",    "declare",
      "typeset", "mapfile", "readarray", "disown", "compgen"};
  for (const std::string_view absent : kAbsent)
    if (name == absent) return found(absent, Under::fails, 0);
  if (name == "set" && sets_pipefail(command)) {
    for (std::size_t i = 1; i < command.words.size(); ++i)
      if (command.word(i) == "pipefail") return found("pipefail", Under::aborts, i);
  }
  if (name == "[" || name == "test") {
    for (std::size_t i = 2; i < command.words.size(); ++i)
      if (command.word(i) == "==") return found("==", Under::differs, i);
  }
  if (name == "read" && command.words.size() > 1) {
    const std::string_view option = command.word(1);
    if (option.size() > 1 && option[0] == '-' &&
        option.find_first_of("adinNstu", 1) != std::string_view::npos)
      return found("an option of `read`", Under::fails, 1);
  }
  if (name == "printf" && command.word(1) == "-v") return found("printf -v", Under::fails, 1);
  if (name == "export" && command.word(1) == "-f") return found("export -f", Under::aborts, 1);
  if (name == "trap" && command.words.size() > 2 && command.words.back().text == "ERR")
    return found("trap … ERR", Under::fails, command.words.size() - 1);
  return std::nullopt;
}

// What goes into a file or another program; in the log an "-e" does no harm.
std::optional<Bashism> echo_option(const shell::Script& script, std::uint32_t index) {
  const shell::Command& command = script.commands[index];
  if (command.name() != "echo" || !command.words[0].plain()) return std::nullopt;
  const std::string_view option = command.word(1);
  const bool escapes = option.size() > 1 && option[0] == '-' &&
                       option.find_first_not_of("neE", 1) == std::string_view::npos &&
                       option.find('e', 1) != std::string_view::npos;
  if (!escapes || output::fate(script, command).logged) return std::nullopt;
  return Bashism{command.words[1].span, "echo -e", Under::differs, index};
}

// Variables that bash sets and dash does not.
constexpr std::array<std::string_view, 7> kBashVariables{
    "RANDOM", "SECONDS", "UID", "EUID", "OSTYPE", "EPOCHSECONDS", "BASH_SOURCE"};

// Those of them that nothing else defines.
std::vector<std::string_view> undefined_ones(const Snapshot& snapshot) {
  const Flow flow(snapshot);
  std::vector<std::string_view> found;
  for (const std::string_view name : kBashVariables) {
    const auto number = flow.find(name);
    if (number && flow.definition_count(*number) == 0 && !flow.in_batch(name) &&
        !flow.in_project(name).value_or(false))
      found.push_back(name);
  }
  return found;
}

// dash leaves {a,b} as it is. Where no files are named that may be what is meant: "{Name=a,Id=b}".
bool names_files(const shell::Script& script, const shell::BashFeature& feature) {
  if (feature.kind != BashSyntax::brace_list) return true;
  if (feature.command >= script.commands.size()) return false;
  const shell::Command& command = script.commands[feature.command];
  if (command.words.empty()) return true;  // a loop
  const commands::Invocation run = commands::invocation(command);
  return commands::is_one_of(run.program, {"mkdir", "rm", "cp", "mv", "touch", "ls", "zip", "tar",
                                           "cat", "chmod", "chown", "echo", "seq", "rsync"});
}

// The worst first, then the first in the text.
std::optional<Bashism> worst(const shell::Script& script,
                             std::span<const std::string_view> variables) {
  std::optional<Bashism> found;
  const auto take = [&found](const Bashism& each) {
    if (!found || each.under < found->under ||
        (each.under == found->under && each.span < found->span))
      found = each;
  };
  for (const shell::BashFeature& feature : script.bash_features) {
    if (!read_by_sh(script, feature.nested) || !names_files(script, feature)) continue;
    for (const Known& known : kKnown)
      if (known.kind == feature.kind)
        take({feature.span, known.name, known.under, feature.command});
  }
  for (std::uint32_t i = 0; i < script.commands.size(); ++i)
    if (read_by_sh(script, script.commands[i].nested))
      for (const auto& bashism : {builtin(script.commands[i], i), echo_option(script, i)})
        if (bashism) take(*bashism);
  if (variables.empty()) return found;
  for (const shell::VariableUse& use : script.variables) {
    const auto name = std::find(variables.begin(), variables.end(), use.name);
    if (name != variables.end() && !use.may_be_unset() && read_by_sh(script, use.nested))
      take({use.span, *name, Under::empty, use.command});
  }
  return found;
}

// Under dash the build fails there for sure.
bool is_fatal(const Bashism& bashism, const shell::Script& script) {
  if (bashism.under == Under::refused) return true;
  if (bashism.under >= Under::differs || bashism.command >= script.commands.size()) return false;
  const shell::Command& command = script.commands[bashism.command];
  if (command.conditional || command.function) return false;
  if (bashism.under == Under::aborts && !command.subshell) return true;
  return command.failure == shell::Failure::at_once || command.failure == shell::Failure::at_end;
}

std::string_view consequence(const Bashism& bashism) {
  if (bashism.name == "echo -e") return "dash takes the option for a part of the text";
  switch (bashism.under) {
    case Under::refused: return "dash stops at it with a syntax error, and the command fails";
    case Under::aborts: return "dash ends the command there, and the command fails";
    case Under::fails: return "for dash this one command fails";
    case Under::empty: return "dash does not set this variable: it is empty";
    default: return "for dash it means something else";
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const shell::SystemShell system = snapshot.facts->image
                                        ? shell::system_shell(*snapshot.facts->image)
                                        : shell::SystemShell::unknown;
  if (system == shell::SystemShell::bash) return;
  const bool dash = system == shell::SystemShell::dash;
  const std::vector<std::string_view> variables = undefined_ones(snapshot);
  bool fixed = false;
  for (std::size_t i = 0; i < snapshot.readings.size(); ++i) {
    const CommandReading& reading = *snapshot.readings[i];
    if (reading.dialect != shell::Dialect::posix || reading.script->commands.empty()) continue;
    const auto bashism = worst(*reading.script, variables);
    if (!bashism) continue;
    const CommandText command = read_command(snapshot, snapshot.buildspec.commands[i]);
    const Severity severity = !dash                                 ? Severity::info
                              : is_fatal(*bashism, *reading.script) ? Severity::error
                                                                    : Severity::warning;
    const bool plain = bashism->name.find(' ') == std::string_view::npos ||
                       bashism->name == "echo -e" ||
                       bashism->name.find_first_of("[(<$") != std::string_view::npos;
    const bool variable = bashism->under == Under::empty;
    const std::string name = variable ? code("$" + std::string(bashism->name))
                             : plain  ? code(bashism->name)
                                      : std::string(bashism->name);
    std::string message = name + " needs bash, but " +
                          (dash ? "the commands run in dash" : "the commands run in `/bin/sh`");
    message = message[0] == 'a' ? "A" + message.substr(1) : message;
    Diagnostic& finding = reporter.report(severity, command.source(bashism->span), message);
    if (!dash)
      finding.notes.push_back(
          {"on the Ubuntu images `/bin/sh` is dash, on those with Amazon Linux it is bash",
           std::nullopt});
    finding.notes.push_back({std::string(consequence(*bashism)), std::nullopt});
    auto edit = fixed ? std::nullopt : commands::set_bash(snapshot);
    if (edit)
      finding.fixes.push_back(
          {"Run the commands in bash (`env.shell`)", Applicability::unsafe, {std::move(*edit)}});
    fixed = fixed || edit.has_value();
  }
}

}  // namespace

extern const Rule bash_under_sh;
constexpr Rule bash_under_sh{
    .meta = {.id = "bash-under-sh",
             .summary = "Flags syntax and builtins of bash where the commands run in `/bin/sh`.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-02 CB-PH-02"},
    .check = check,
};

}  // namespace buildspec::rules
