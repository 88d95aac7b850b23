// literal-reference: see rule.md.
#include <string>
#include <utility>

#include "linter/lint/wording.h"
#include "rules/environment/values/to_command.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void judge(const Snapshot& snapshot, Node key, Node node, const Variable* variable,
           Reporter& reporter) {
  if (!node.is_scalar() || !key.is_scalar() ||
      node.source().find_first_of("$`") == std::string_view::npos)
    return;
  if (!node.tag().empty()) return;  // `!Sub …`: another tool replaces it
  const Scalar value = node.scalar();
  const auto reference = environment::first_reference(value.value());
  if (!reference) return;
  const std::string_view text = value.value().substr(reference->span.begin, reference->span.size());
  Diagnostic& finding = reporter.report(
      value.source(reference->span), code(key.scalar().value()) + " holds the text " + code(text) +
                                         (reference->command ? " itself: no command runs here"
                                                             : " itself: it is not expanded here"));
  finding.notes.push_back(
      {"the values of environment variables are taken as they are written", {}});
  finding.notes.push_back(
      {"assign it in a command: the shell expands it there, and version 0.2 hands "
       "it on to the next commands",
       {}});
  if (variable == nullptr) return;
  if (auto fix = environment::to_command(snapshot, *variable))
    finding.fixes.push_back(std::move(*fix));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables)
    // rules/environment/overwritten-path says it of PATH.
    if (variable.block == VariableBlock::variables && !variable.key.is("PATH"))
      judge(snapshot, variable.key, variable.value, &variable, reporter);
  const std::string_view batch = snapshot.buildspec.batch.node.source();
  if (batch.find('$') == std::string_view::npos && batch.find('`') == std::string_view::npos)
    return;
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    if (!task.env) continue;
    for (const Pair pair : task.env.get("variables").pairs())
      judge(snapshot, pair.key, pair.value, nullptr, reporter);
  }
}

}  // namespace

extern const Rule literal_reference;
constexpr Rule literal_reference{
    .meta = {.id = "literal-reference",
             .summary = "Flags variables whose values refer to others, or to commands, in vain.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-03 CB-ENV-04"},
    .check = check,
};

}  // namespace buildspec::rules
