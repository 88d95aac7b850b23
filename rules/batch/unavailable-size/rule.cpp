// unavailable-size: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "rules/images/machines/machines.h"

namespace buildspec::rules {
namespace {

using images::Machine;
using schema::EnvironmentType;

// All sizes, small to large, as the schema lists them.
std::span<const schema::Value> all_sizes() {
  return schema::find_key(schema::batch_task_env_type(), "compute-type")->type->values;
}

// The least size that is offered and not smaller; empty where there is none.
std::string_view next_size(const EnvironmentType& type, std::string_view wanted) {
  const std::string_view kind = wanted.substr(0, wanted.rfind('_'));
  bool reached = false;
  for (const schema::Value& size : all_sizes()) {
    reached |= size.text == wanted;
    const bool offered = std::find(type.compute_types.begin(), type.compute_types.end(),
                                   size.text) != type.compute_types.end();
    if (reached && offered && size.text.substr(0, size.text.rfind('_')) == kind) return size.text;
  }
  return {};
}

bool is_size(std::string_view text) {
  return std::any_of(all_sizes().begin(), all_sizes().end(),
                     [&](const schema::Value& size) { return size.text == text; });
}

void judge(const Machine& machine, Reporter& reporter) {
  const EnvironmentType* const type = schema::find_environment_type(machine.type.value);
  if (type == nullptr || machine.fleet || !(machine.type.node || machine.size.node)) return;
  if (type->compute_types.empty()) {
    if (!machine.type.node) return;
    reporter.report(
        text_span(machine.type.node),
        code(type->name) + " runs in reserved-capacity fleets only: `fleet` is missing");
    return;
  }
  const std::string& size = machine.size.value;
  if (!is_size(size) || std::find(type->compute_types.begin(), type->compute_types.end(), size) !=
                            type->compute_types.end())
    return;
  // What the project says may be overridden elsewhere.
  const bool all_here = machine.type.node && machine.size.node;
  const Node place = machine.size.node ? machine.size.node : machine.type.node;
  Diagnostic& finding =
      reporter.report(all_here ? Severity::warning : Severity::info, text_span(place),
                      code(type->name) + " has no size " + code(size));
  const std::vector<std::string_view> offered(type->compute_types.begin(),
                                              type->compute_types.end());
  finding.notes.push_back({"it has " + one_of(offered), {}});
  if (!machine.type.node) finding.notes.push_back({"the type is the project's", {}});
  if (!machine.size.node) finding.notes.push_back({"the size is the project's", {}});
  const std::string_view next = next_size(*type, size);
  if (machine.size.node && !next.empty()) {
    finding.fixes.push_back({"Change to " + code(next),
                             Applicability::unsafe,
                             {{text_span(machine.size.node), std::string(next)}}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.buildspec.batch.node) return;
  if (!snapshot.facts->environment_type &&
      !images::batch_mentions(snapshot, {"_CONTAINER", "_EC2", "MAC_ARM"}))
    return;
  for (const Machine& machine : images::machines(snapshot)) judge(machine, reporter);
}

}  // namespace

extern const Rule unavailable_size;
const Rule unavailable_size{
    .meta = {.id = "unavailable-size",
             .summary = "Flags compute types that the environment type of a task does not have.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-11"},
    .check = check,
};

}  // namespace buildspec::rules
