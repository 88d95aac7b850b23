// variable-in-two-blocks: see rule.md.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

std::string_view name_of(VariableBlock block) {
  switch (block) {
    case VariableBlock::variables: return "variables";
    case VariableBlock::parameter_store: return "parameter-store";
    case VariableBlock::secrets_manager: return "secrets-manager";
  }
  return {};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& variables = snapshot.buildspec.env.variables;
  const bool one_block = std::all_of(
      variables.begin(), variables.end(),
      [&](const Variable& variable) { return variable.block == variables.front().block; });
  if (one_block) return;
  std::map<std::string, const Variable*, std::less<>> first;
  for (const Variable& variable : variables) {
    if (!variable.key.is_scalar()) continue;
    const Scalar key = variable.key.scalar();
    const auto [known, added] = first.try_emplace(std::string(key.value()), &variable);
    // Twice in one block: duplicate-key says that.
    if (added || known->second->block == variable.block) continue;
    // Told of the one that is less of a secret: it most often is the left-over.
    const bool here = variable.block < known->second->block;
    const Variable& told = here ? variable : *known->second;
    const Variable& other = here ? *known->second : variable;
    Diagnostic& finding = reporter.report(told.key.span(), code(key.value()) + " stands under " +
                                                               code(name_of(other.block)) + " too");
    finding.notes.push_back({"it stands here too", other.key.span()});
    finding.notes.push_back({"which of the two values counts is not documented: keep one", {}});
  }
}

}  // namespace

extern const Rule variable_in_two_blocks;
constexpr Rule variable_in_two_blocks{
    .meta = {.id = "variable-in-two-blocks",
             .summary = "Flags environment variables that two blocks of `env` define.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-10"},
    .check = check,
};

}  // namespace buildspec::rules
