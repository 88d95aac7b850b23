// secret-argument: see rule.md.
#include <string>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

// No process of their own, or told of by other rules.
bool is_left_alone(const commands::Invocation& run) {
  if (run.program.empty()) return true;
  if (commands::is_one_of(run.program, {"echo",     "printf",  "export",  "test",  "[",    "[[",
                                        "read",     "local",   "declare", "set",   "eval", "unset",
                                        "readonly", "typeset", "return",  "exit",  "cd",   "case",
                                        "let",      "((",      "true",    "false", ":"}))
    return true;
  for (const std::string_view word : {run.word(1), run.word(2)})
    if (word == "login" || word == "build" || word == "buildx") return true;
  return false;
}

void check_use(const Flow& flow, const Usage& usage, std::string_view name, output::Places& places,
               Reporter& reporter) {
  const shell::VariableUse& use = flow.variable(usage);
  if (use.form == shell::UseForm::length || use.form == shell::UseForm::test || use.here_document)
    return;
  const shell::Script& script = flow.script(usage.command);
  if (use.command >= script.commands.size()) return;
  const shell::Command& command = script.commands[use.command];
  const commands::Invocation run = commands::invocation(command);
  if (is_left_alone(run)) return;
  for (const shell::Word& word : run.words) {
    if (!word.span.contains(use.span)) continue;
    Diagnostic& finding = reporter.report(
        places.source(usage.command, use.span),
        "The secret in " + code(name) + " stands on the command line of " + code(run.program));
    finding.notes.push_back(
        {"every process of the build can read it there, and messages may repeat it", {}});
    finding.notes.push_back(
        {"pass it in the environment, in a file or on standard input where the program can", {}});
    return;
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  output::Places places(snapshot);
  for (const output::NamedUse& each : output::named_uses(snapshot, flow))
    check_use(flow, each.usage, each.name, places, reporter);
  for (const Flow::SecretUse& each : flow.secret_uses())
    if (output::is_secret(snapshot, flow.name(each.name), each.use.secrecy))
      check_use(flow, each.use, flow.name(each.name), places, reporter);
}

}  // namespace

extern const Rule secret_argument;
constexpr Rule secret_argument{
    .meta = {.id = "secret-argument",
             .summary = "Flags secrets that are passed to programs as arguments.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0"},
    .check = check,
};

}  // namespace buildspec::rules
