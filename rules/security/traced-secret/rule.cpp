// traced-secret: see rule.md.
#include <algorithm>
#include <optional>
#include <string>

#include "linter/lang/flow.h"
#include "linter/lang/secret_name.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;

// `set -x`, `set -eux`, `set -o xtrace`; with "+" the end of it.
std::optional<bool> tracing(const Invocation& run) {
  if (run.program != "set") return std::nullopt;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (word.size() < 2 || (word[0] != '-' && word[0] != '+')) return std::nullopt;
    if (commands::contains(word, "x")) return word[0] == '-';
    if (commands::contains(word, "o") && i + 1 < run.words.size()) {
      if (run.words[i + 1].text == "xtrace") return word[0] == '-';
      ++i;
    }
  }
  return std::nullopt;
}

// What a trace shows: from `begin` to `end` of the decoded text.
struct Traced {
  Span set;  // the command that turns it on
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

constexpr std::uint32_t kToTheEnd = 0xFFFFFFFF;

std::optional<Traced> first_trace(const shell::Script& script) {
  std::optional<Traced> found;
  for (const shell::Command& each : script.commands) {
    if (each.nested != 0 || each.name() != "set") continue;
    const Invocation run = commands::invocation(each);
    const auto on = tracing(run);
    if (!on) continue;
    if (*on && !found) found = Traced{run.span(), each.span.end, kToTheEnd};
    if (!*on && found) {
      found->end = each.span.begin;
      return found;
    }
  }
  return found;
}

// The greatest secret in the traced bytes; exact values that are stored are masked in a trace too.
struct Worst {
  Secrecy secrecy = Secrecy::none;
  Span span;
  std::string name;
};

void consider(Worst& worst, Secrecy secrecy, Span span, std::string_view name) {
  if (secrecy > worst.secrecy && secrecy != Secrecy::parameter)
    worst = {secrecy, span, std::string(name)};
}

Worst worst_in(const Snapshot& snapshot, const Flow& flow, std::uint32_t index,
               const Traced& traced) {
  Worst worst;
  const shell::Script& script = flow.script(index);
  output::Places places(snapshot);
  const auto source = [&](Span span) { return places.source(index, span); };
  const auto inside = [&](Span span) {
    return span.begin >= traced.begin && span.end <= traced.end;
  };
  for (const shell::Command& each : script.commands)
    if (inside(each.span) && each.subshell && output::fetches_secret(commands::invocation(each)) &&
        commands::substitution_around(script, each))
      consider(worst, Secrecy::fetched, source(each.span), "");
  for (const Flow::SecretUse& each : flow.secret_uses())
    if (each.use.command == index && inside(flow.variable(each.use).span) &&
        output::is_secret(snapshot, flow.name(each.name), each.use.secrecy))
      consider(worst, each.use.secrecy, source(flow.variable(each.use).span), flow.name(each.name));
  for (const shell::VariableUse& use : script.variables)
    if (inside(use.span) && is_secret_name(use.name) && use.form != shell::UseForm::test &&
        use.form != shell::UseForm::length)
      consider(worst, Secrecy::named, source(use.span), use.name);
  return worst;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  for (const std::uint32_t index : commands_holding(snapshot, {" set "})) {
    const auto traced = first_trace(flow.script(index));
    if (!traced) continue;
    const Worst worst = worst_in(snapshot, flow, index, *traced);
    if (worst.secrecy == Secrecy::none) continue;
    const Scalar scalar = snapshot.buildspec.commands[index].node.scalar();
    const bool fetched = worst.secrecy == Secrecy::fetched;
    Diagnostic& finding =
        reporter.report(fetched ? Severity::error : Severity::warning, scalar.source(traced->set),
                        "The trace of these commands shows a secret in the log");
    finding.notes.push_back(
        {worst.name.empty() ? "this one is fetched here" : "it stands in " + code(worst.name),
         worst.span});
    finding.notes.push_back({fetched ? "a command of the build fetched it: nothing masks it"
                                     : "CodeBuild masks values from Parameter Store and Secrets "
                                       "Manager only where their exact text appears",
                             {}});
    finding.notes.push_back({"end the trace with `set +x` in front of it", {}});
  }
}

}  // namespace

extern const Rule traced_secret;
constexpr Rule traced_secret{
    .meta = {.id = "traced-secret",
             .summary = "Flags `set -x` in front of commands that handle secrets.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-05"},
    .check = check,
};

}  // namespace buildspec::rules
