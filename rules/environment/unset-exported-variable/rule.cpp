// unset-exported-variable: see rule.md.
#include <string>
#include <utility>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/environment/names/names.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Node> exported = list_items(snapshot.buildspec.env.exported_variables);
  if (exported.empty()) return;
  const Flow flow(snapshot);
  std::vector<std::string_view> known;
  for (const Node item : exported) {
    if (!item.is_scalar()) continue;
    const Scalar scalar = item.scalar();
    const std::string_view name = scalar.value();
    // Other rules tell of names that are none and of those that cannot be exported.
    if (!schema::is_variable_name(name) || name.substr(0, 4) == "AWS_" ||
        flow.reach_at_end(name) != Reach::none || flow.in_batch(name))
      continue;
    if (known.empty())
      for (std::uint32_t number = 0; number < flow.names(); ++number)
        if (flow.definition_count(number) != 0) known.emplace_back(flow.name(number));
    const bool assigned = flow.find(name) && flow.definition_count(*flow.find(name)) != 0;
    Diagnostic& finding =
        reporter.report(item.span(), assigned ? "What is assigned to " + code(name) +
                                                    " does not reach the end of "
                                                    "the build"
                                              : "Nothing in this file assigns " + code(name));
    if (assigned) {
      finding.notes.push_back({"it is assigned in a subshell, a pipe or for one command only",
                               flow.name_span(flow.definitions(*flow.find(name)).back())});
      continue;
    }
    finding.notes.push_back(
        {"then the pipeline gets no value, or one that the project defines", {}});
    const auto meant = environment::misspelled(name, known, environment::Vocabulary::open);
    if (!meant) continue;
    finding.notes.push_back({"did you mean " + code(*meant) + "?", {}});
    const Span span = scalar.source({0, static_cast<std::uint32_t>(name.size())});
    if (auto fix = environment::rename(snapshot, span, name, *meant)) {
      fix->applicability = Applicability::unsafe;  // the pipeline may know it by its name
      finding.fixes.push_back(std::move(*fix));
    }
  }
}

}  // namespace

extern const Rule unset_exported_variable;
constexpr Rule unset_exported_variable{
    .meta = {.id = "unset-exported-variable",
             .summary = "Flags exported variables that no command and no block gives a value.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-EXP-01"},
    .check = check,
};

}  // namespace buildspec::rules
