// whole-secret: see rule.md.
#include <map>
#include <string>
#include <utility>

#include "linter/lint/wording.h"
#include "linter/schema/secret_reference.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

struct Use {
  const Variable* variable;
  std::string key;  // of the JSON text; empty: all of it
};

// By the secret's name or ARN.
std::multimap<std::string, Use> uses(const Snapshot& snapshot) {
  std::multimap<std::string, Use> found;
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block != VariableBlock::secrets_manager || !variable.value.is_scalar()) continue;
    const Scalar scalar = variable.value.scalar();
    const auto reference = schema::parse_secret_reference(scalar.value());
    if (!reference.problems.empty() || reference.secret_id.empty()) continue;
    const auto part = [&scalar](Span span) {
      return std::string(scalar.value().substr(span.begin, span.size()));
    };
    found.emplace(part(reference.secret_id), Use{&variable, part(reference.json_key)});
  }
  return found;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto all = uses(snapshot);
  for (const auto& [secret, use] : all) {
    if (!use.key.empty()) continue;
    const auto [first, last] = all.equal_range(secret);
    const Variable* keyed = nullptr;
    for (auto other = first; other != last; ++other) {
      if (!other->second.key.empty()) keyed = other->second.variable;
    }
    if (keyed == nullptr) continue;
    Diagnostic& finding =
        reporter.report(use.variable->value.span(), code(use.variable->key.scalar().value()) +
                                                        " gets the whole secret, a JSON text");
    finding.notes.push_back({"here one key of it is read", keyed->value.span()});
    finding.notes.push_back(
        {"a key of the JSON text stands behind a colon: " + code(secret + ":key"), std::nullopt});
  }
}

}  // namespace

extern const Rule whole_secret;
constexpr Rule whole_secret{
    .meta = {.id = "whole-secret",
             .summary = "Flags variables that get a whole JSON text where others get a key of it.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SECR-07"},
    .check = check,
};

}  // namespace buildspec::rules
