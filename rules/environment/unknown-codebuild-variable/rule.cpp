// unknown-codebuild-variable: see rule.md.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "rules/environment/names/names.h"
#include "rules/registry.h"
#include "rules/security/output/output.h"

namespace buildspec::rules {
namespace {

constexpr std::string_view kPrefix = "CODEBUILD_";

const std::vector<std::string_view>& known_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> made;
    for (const schema::BuiltinVariable& variable : schema::builtin_variables())
      if (variable.prefix.empty() && variable.category != schema::VariableCategory::internal &&
          variable.name.substr(0, kPrefix.size()) == kPrefix)
        made.emplace_back(variable.name);
    return made;
  }();
  return names;
}

// Nobody can have defined it: the API refuses such names for the project.
bool is_unknown(const Flow& flow, std::string_view name) {
  return name.substr(0, kPrefix.size()) == kPrefix && name.size() > kPrefix.size() &&
         schema::find_builtin_variable(name) == nullptr && !flow.in_project(name).value_or(false);
}

void report(const Snapshot& snapshot, std::string_view name, std::optional<std::string_view> meant,
            Span span, Span name_span, Reporter& reporter) {
  Diagnostic& finding =
      reporter.report(span, "CodeBuild does not set " + code(name) + ", so it is empty");
  if (const schema::NotProvided* const known = schema::find_not_provided(name)) {
    std::string why(known->why);
    if (!why.empty() && why[0] >= 'A' && why[0] <= 'Z' && why[1] >= 'a')
      why[0] = static_cast<char>(why[0] + 32);
    finding.notes.push_back({std::move(why), {}});
    finding.notes.push_back({"instead: " + std::string(known->instead), {}});
    return;
  }
  if (!meant) return;
  finding.notes.push_back({"did you mean " + code(*meant) + "?", {}});
  if (auto fix = environment::rename(snapshot, name_span, name, *meant))
    finding.fixes.push_back(std::move(*fix));
}

std::optional<std::string_view> meant_by(std::string_view name) {
  if (schema::find_not_provided(name) != nullptr) return std::nullopt;
  return environment::misspelled(name, known_names(), environment::Vocabulary::closed);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Flow flow(snapshot);
  output::Places places(snapshot);
  for (std::uint32_t number = 0; number < flow.names(); ++number) {
    const std::string_view name = flow.name(number);
    if (flow.definition_count(number) != 0 || !is_unknown(flow, name) || flow.in_batch(name))
      continue;
    const auto meant = meant_by(name);
    // A script that is sourced may define such names; it does not define slips of the pen.
    for (const Usage& use : environment::unreached(snapshot, flow, number, meant.has_value()))
      report(snapshot, name, meant, places.source(use.command, flow.variable(use).span),
             places.source(use.command, flow.variable(use).name_span), reporter);
  }
  for (const FieldUse& use : flow.field_uses())
    if (use.reach == Reach::none && !use.fallback && is_unknown(flow, use.name) &&
        !flow.in_batch(use.name))
      report(snapshot, use.name, meant_by(use.name), use.span, use.name_span, reporter);
}

}  // namespace

extern const Rule unknown_codebuild_variable;
constexpr Rule unknown_codebuild_variable{
    .meta = {.id = "unknown-codebuild-variable",
             .summary = "Flags variables with CodeBuild's prefix that CodeBuild does not set.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-07"},
    .check = check,
};

}  // namespace buildspec::rules
