// untrusted-code: see rule.md.
#include <algorithm>
#include <string>
#include <vector>

#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "rules/registry.h"
#include "rules/security/downloads/downloads.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;

// Names of variables that hold what whoever pushes chooses: from CodeBuild, or made of such by an
// earlier command.
class Untrusted {
 public:
  [[nodiscard]] bool holds(std::string_view name) const {
    const schema::BuiltinVariable* const builtin = schema::find_builtin_variable(name);
    return (builtin != nullptr && builtin->untrusted) ||
           std::find(names_.begin(), names_.end(), name) != names_.end();
  }

  void learn(const shell::Script& script) {
    for (const shell::Command& command : script.commands)
      for (const shell::Assignment& assignment : command.assignments)
        if (is_untrusted(script, assignment.value.span) && !holds(assignment.name))
          names_.push_back(assignment.name);
  }

 private:
  // A variable among the bytes, or the words of a commit.
  [[nodiscard]] bool is_untrusted(const shell::Script& script, Span value) const {
    for (const shell::VariableUse& use : script.variables)
      if (value.contains(use.span) && holds(use.name)) return true;
    for (const shell::Command& command : script.commands)
      if (value.contains(command.span) && prints_commit(commands::invocation(command))) return true;
    return false;
  }

  // `git log --format=%s`: message or author.
  static bool prints_commit(const Invocation& run) {
    if (run.program != "git" || (run.word(1) != "log" && run.word(1) != "show")) return false;
    for (const shell::Word& word : run.words)
      for (const std::string_view field : {"%s", "%B", "%b", "%an", "%ae", "%cn", "%f"})
        if (commands::contains(word.text, field)) return true;
    return false;
  }

  std::vector<std::string> names_;
};

// The words that a program reads as commands.
std::vector<const shell::Word*> code_of(const Invocation& run) {
  std::vector<const shell::Word*> found;
  if (run.program == "eval") {
    for (std::size_t i = 1; i < run.words.size(); ++i) found.push_back(&run.words[i]);
    return found;
  }
  std::string_view option;
  if (downloads::is_shell(run.program) ||
      commands::is_one_of(run.program, {"python", "python3", "su"}))
    option = "-c";
  if (commands::is_one_of(run.program, {"node", "perl", "ruby"})) option = "-e";
  for (std::size_t i = 1; !option.empty() && i + 1 < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    const bool cluster =
        word.size() > 1 && word[0] == '-' && word[1] != '-' && word.back() == option[1];
    if (word == option || (cluster && downloads::is_shell(run.program))) return {&run.words[i + 1]};
  }
  if (run.program == "ssh" && run.words.size() > 2) found.push_back(&run.words.back());
  return found;
}

void report(const CommandText& command, std::string_view program, const shell::Part& part,
            Reporter& reporter) {
  Diagnostic& finding =
      reporter.report(command.source(part.span),
                      code(program) + " runs the text of " + code(part.text) + " as a command");
  finding.notes.push_back(
      {"whoever pushes chooses it: a name such as `a;curl${IFS}example.com` is a legal branch",
       {}});
  finding.notes.push_back(
      {"write the command without " + code(program) +
           ", or let it read the variable from its environment, in single quotes",
       {}});
}

void check_words(const CommandText& command, const shell::Command& each, const Untrusted& untrusted,
                 Reporter& reporter) {
  const Invocation run = commands::invocation(each);
  for (const shell::Word* const word : code_of(run)) {
    for (const shell::Part& part : word->parts) {
      if (part.kind != shell::PartKind::variable || !untrusted.holds(part.text)) continue;
      report(command, run.program, part, reporter);
    }
  }
}

// `echo "$REF" | bash`: the shell reads what is printed.
void check_pipe(const CommandText& command, const shell::Command& each, const Untrusted& untrusted,
                Reporter& reporter) {
  const Invocation run = commands::invocation(each);
  if (run.program != "echo" && run.program != "printf") return;
  const shell::Command* const next = commands::piped_to(*command.script, each);
  if (next == nullptr) return;
  const Invocation reader = commands::invocation(*next);
  if (!downloads::is_shell(reader.program) || !commands::arguments(reader).empty() ||
      commands::has_option(reader, {"-c"}))
    return;
  for (const shell::Word& word : each.words)
    for (const shell::Part& part : word.parts)
      if (part.kind == shell::PartKind::variable && untrusted.holds(part.text))
        report(command, reader.program, part, reporter);
}

// Programs that read code: downloads::is_shell() and those of code_of().
constexpr std::string_view kReaders[]{" eval ", " sh ",   " bash ",   " zsh ",    " dash ",
                                      " ksh ",  " ash ",  " python ", " su ",     " node ",
                                      " perl ", " ruby ", " ssh ",    " python3 "};

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<std::uint32_t> readers = commands_holding(snapshot, kReaders);
  if (readers.empty() || !commands::any_may_hold(snapshot, {"CODEBUILD_", "git "})) return;
  Untrusted untrusted;
  std::uint32_t learnt = 0;
  for (const std::uint32_t number : readers) {
    for (; learnt <= number; ++learnt) untrusted.learn(*snapshot.readings[learnt]->script);
    const CommandText command = read_command(snapshot, snapshot.buildspec.commands[number]);
    for (const shell::Command& each : command.script->commands)
      if (each.nested == 0) {
        check_words(command, each, untrusted, reporter);
        check_pipe(command, each, untrusted, reporter);
      }
  }
}

}  // namespace

extern const Rule untrusted_code;
constexpr Rule untrusted_code{
    .meta = {.id = "untrusted-code",
             .summary = "Flags text that whoever pushes chooses, where it is run as a command.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-12 CB-SH-19"},
    .check = check,
};

}  // namespace buildspec::rules
