// printed-secret: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/flow.h"
#include "linter/lang/secret_name.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using output::Fate;
using output::Shape;

// A variable whose text a command prints: as it is, or edited (`${TOKEN:0:4}`).
struct Printed {
  Span span;  // in the snapshot's text
  std::string name;
  Secrecy secrecy = Secrecy::named;
  Shape shape = Shape::same;
};

void add_mask_notes(Diagnostic& finding) {
  finding.notes.push_back(
      {"CodeBuild masks values from Parameter Store and Secrets Manager only where their exact "
       "text appears",
       {}});
}

void report(const Printed& printed, Reporter& reporter) {
  const bool fetched = printed.secrecy == Secrecy::fetched;
  const bool stored = printed.secrecy == Secrecy::stored;
  if (fetched) {
    Diagnostic& finding =
        reporter.report(Severity::error, printed.span,
                        "The secret in " + code(printed.name) + " ends in the log of the build");
    finding.notes.push_back({"a command of the build fetched it: nothing masks it", {}});
    return;
  }
  if (printed.shape == Shape::same) {
    Diagnostic& finding =
        reporter.report(printed.span, "This prints the secret in " + code(printed.name));
    if (stored) {
      add_mask_notes(finding);
    } else {
      finding.notes.push_back({"whoever can read the log of the build can read it", {}});
    }
    return;
  }
  const bool exposed = stored && printed.shape == Shape::encoded;
  Diagnostic& finding = reporter.report(
      exposed ? Severity::error : Severity::warning, printed.span,
      printed.shape == Shape::part
          ? "This prints a part of the secret in " + code(printed.name)
          : "This prints the secret in " + code(printed.name) + " in a form that nothing masks");
  add_mask_notes(finding);
}

Shape shape_of(const shell::VariableUse& use, const Fate& fate) {
  return use.form == shell::UseForm::edited ? std::max(fate.shape, Shape::part) : fate.shape;
}

// What of the use's text becomes output of its command; nothing where none does.
std::optional<Shape> printed_shape(const shell::Command& command, const shell::VariableUse& use) {
  const Invocation run = commands::invocation(command);
  if (use.here_document || output::in_here_string(command, use)) return output::passed_on(run);
  if (!output::prints_arguments(run)) return std::nullopt;
  return Shape::same;
}

// The command that gets the text: of `sh -c "echo $A"` the one in the quotes.
const shell::Command& command_of(const shell::Script& script, const shell::VariableUse& use) {
  const shell::Command* found = &script.commands[use.command];
  if (script.nested.empty()) return *found;
  for (const shell::Command& each : script.commands)
    if (each.nested > found->nested && each.span.contains(use.span)) found = &each;
  return *found;
}

void check_use(const Flow& flow, const Usage& usage, std::string_view name, output::Places& places,
               Reporter& reporter, Shape least = Shape::same) {
  const shell::VariableUse& use = flow.variable(usage);
  if (use.form == shell::UseForm::length || use.form == shell::UseForm::test) return;
  const shell::Script& script = flow.script(usage.command);
  if (use.command >= script.commands.size()) return;
  const shell::Command& command = command_of(script, use);
  const std::optional<Shape> printed = printed_shape(command, use);
  if (!printed) return;
  const Fate fate = output::fate(script, command);
  if (!fate.logged) return;
  report({places.source(usage.command, use.span), std::string(name), usage.secrecy,
          std::max({least, *printed, shape_of(use, fate)})},
         reporter);
}

// Some value of the variable is a secret that went through base64 or the like as a whole: nothing
// masks that, whatever the variable's name.
bool holds_encoded(const Snapshot& snapshot, const Flow& flow, std::uint32_t number,
                   const Usage& usage) {
  for (const Definition& definition : flow.reaching(number, usage)) {
    const Assigned* const assigned = flow.assigned(definition);
    if (assigned == nullptr) continue;
    const shell::Script& script = flow.script(definition.command);
    for (const std::uint32_t index : assigned->made_of) {
      const shell::VariableUse& source = script.variables[index];
      if (source.form != shell::UseForm::plain || source.command >= script.commands.size() ||
          !output::is_secret(snapshot, source.name, flow.secrecy(source.name, definition.command)))
        continue;
      const shell::Command& command = script.commands[source.command];
      const bool encoded = output::in_here_string(command, source) &&
                           output::passed_on(commands::invocation(command)) == Shape::encoded;
      if (encoded || output::piped_shape(script, command) == Shape::encoded) return true;
    }
  }
  return false;
}

// Files that hold nothing but secrets.
bool is_secret_file(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return commands::is_one_of(name, {".env", ".netrc", ".git-credentials", ".npmrc", ".pypirc",
                                    "id_rsa", "id_ed25519", "id_ecdsa"}) ||
         path.ends_with(".aws/credentials") || path.ends_with(".docker/config.json") ||
         name.ends_with("-key.pem") || name.ends_with(".key");
}

// What is printed without a variable: by a command that fetches it, or from a file.
void check_command_output(std::uint32_t index, const shell::Script& script, output::Places& places,
                          Reporter& reporter) {
  const auto source = [&](Span span) { return places.source(index, span); };
  for (const shell::Command& each : script.commands) {
    const Invocation run = commands::invocation(each);
    if (run.program == "cat") {
      for (const shell::Word* const file : commands::arguments(run)) {
        if (!is_secret_file(file->text) || !output::fate(script, each).logged) continue;
        // These two hold settings as often as secrets.
        const bool settings = file->text.ends_with(".env") || file->text.ends_with(".npmrc");
        reporter
            .report(settings ? Severity::info : Severity::warning, source(file->span),
                    "This prints " + code(file->text) + " into the log")
            .notes.push_back({"such files hold passwords and keys, which nothing masks", {}});
      }
      continue;
    }
    if (run.program == "printenv" && run.words.size() == 2 && is_secret_name(run.word(1)) &&
        output::fate(script, each).logged) {
      report({source(run.words[1].span), run.words[1].text, Secrecy::named, Shape::same}, reporter);
      continue;
    }
    if (!output::fetches_secret(run) || !output::fate(script, each).logged) continue;
    Diagnostic& finding =
        reporter.report(Severity::error, source(run.span()),
                        "The secret that this command fetches ends in the log of the build");
    finding.notes.push_back(
        {"its standard output is neither piped nor kept: nothing masks it", {}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  output::Places places(snapshot);
  for (const output::NamedUse& each : output::named_uses(snapshot, flow))
    check_use(flow, each.usage, each.name, places, reporter);
  for (const Flow::SecretUse& each : flow.secret_uses()) {
    const std::string_view name = flow.name(each.name);
    if (output::is_secret(snapshot, name, each.use.secrecy))
      check_use(flow, each.use, name, places, reporter);
    else if (each.use.secrecy == Secrecy::derived &&
             holds_encoded(snapshot, flow, each.name, each.use))
      check_use(flow, each.use, name, places, reporter, Shape::encoded);
  }
  for (const std::uint32_t index : commands_holding(
           snapshot, {" cat ", "printenv", " get-", "assume-role", "gh auth", "gcloud"}))
    check_command_output(index, flow.script(index), places, reporter);
}

}  // namespace

extern const Rule printed_secret;
constexpr Rule printed_secret{
    .meta = {.id = "printed-secret",
             .summary = "Flags secrets that end in the log of the build.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-06 CB-SEC-07 CB-SEC-21"},
    .check = check,
};

}  // namespace buildspec::rules
