// sometimes-unset-variable: see rule.md.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kWebhook = "CODEBUILD_WEBHOOK_";
constexpr std::string_view kResolved = "CODEBUILD_RESOLVED_SOURCE_VERSION";

bool is_webhook(std::string_view name) { return name.substr(0, kWebhook.size()) == kWebhook; }

// Why no build of this project has the variable; nothing where some have.
std::optional<std::string_view> never_set(const ProjectFacts& facts, std::string_view name) {
  if (!facts.source) return std::nullopt;
  const std::string& source = *facts.source;
  if (is_webhook(name)) {
    if (source == "codepipeline") return "a build that a pipeline starts has no webhook";
    if (source == "s3" || source == "no-source") return "the project's source has no webhooks";
  }
  if (name == kResolved && source == "s3") return "it is not set for a source in S3";
  return std::nullopt;
}

// `[ $NAME = x ]`: without a value the test has no left side, and fails for that.
bool breaks_test(const Flow& flow, const Usage& use) {
  const shell::VariableUse& variable = flow.variable(use);
  const shell::Script& script = flow.script(use.command);
  if (!variable.splits || variable.command >= script.commands.size()) return false;
  const shell::Command& command = script.commands[variable.command];
  return (command.name() == "[" || command.name() == "test") && command.words.size() > 3;
}

void judge(const Snapshot& snapshot, const Flow& flow, std::string_view name, const Usage& use,
           output::Places& places, Reporter& reporter) {
  const Handling handling = flow.facts(use).handling;
  if (use.reach != Reach::maybe || handling == Handling::fallback ||
      handling == Handling::demanded || handling == Handling::tested)
    return;
  const Span decoded = flow.variable(use).span;
  const Span span = places.source(use.command, decoded);
  if (const auto why = never_set(*snapshot.facts, name)) {
    Diagnostic& finding = reporter.report(Severity::warning, span,
                                          code(name) + " is empty in every build of this project");
    finding.notes.push_back({std::string(*why), {}});
    return;
  }
  if (!is_webhook(name) || !breaks_test(flow, use)) return;
  Diagnostic& finding =
      reporter.report(span, "The test fails where " + code(name) + " is not set: it has no quotes");
  finding.notes.push_back({"only builds that a webhook starts have a value for it", {}});
  const Command& command = snapshot.buildspec.commands[use.command];
  const Scalar& scalar = places.scalar(use.command);
  // Quotes around the variable alone, where it is a word.
  const std::string_view text = scalar.value();
  const bool alone = decoded.begin > 0 && text[decoded.begin - 1] == ' ' &&
                     decoded.end < text.size() && text[decoded.end] == ' ';
  if (!alone) return;
  const std::string quoted = "\"" + std::string(text.substr(decoded.begin, decoded.size())) + "\"";
  if (auto edits = edit_in_scalar(snapshot, command.node, scalar, decoded, quoted))
    finding.fixes.push_back(
        {"Put " + code(name) + " in quotes", Applicability::safe, std::move(*edits)});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  output::Places places(snapshot);
  for (std::uint32_t number = 0; number < flow.names(); ++number) {
    const std::string_view name = flow.name(number);
    if ((!is_webhook(name) && name != kResolved) || flow.is_tested(number) ||
        schema::find_builtin_variable(name) == nullptr)
      continue;
    for (const Usage& use : flow.uses(number)) judge(snapshot, flow, name, use, places, reporter);
  }
}

}  // namespace

extern const Rule sometimes_unset_variable;
constexpr Rule sometimes_unset_variable{
    .meta = {.id = "sometimes-unset-variable",
             .summary =
                 "Flags uses of CodeBuild's variables that fail where the variable is not set.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-08 CB-ENV-09"},
    .check = check,
};

}  // namespace buildspec::rules
