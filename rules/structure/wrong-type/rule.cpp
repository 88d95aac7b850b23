// wrong-type: see rule.md.
#include <algorithm>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

std::string_view found(Node node) {
  if (is_null(node)) return "nothing";
  switch (node.kind()) {
    case Kind::mapping: return "a mapping";
    case Kind::sequence: return "a list";
    case Kind::scalar: return "a text";
    case Kind::alias: return "an alias";
    case Kind::missing: return "nothing";
  }
  return "nothing";
}

// Items of lists of commands are mapping-command and list-command; the root is unusable-root.
bool has_own_rule(const Mismatch& mismatch) {
  if (!mismatch.owner) return true;
  const bool collection = mismatch.node.is_mapping() || mismatch.node.is_sequence();
  return mismatch.type->format == schema::Format::command && collection;
}

// The value of a variable is decoded strictly: one report of the message in the page.
bool is_variable(const Snapshot& snapshot, const Mismatch& mismatch) {
  const auto& variables = snapshot.buildspec.env.variables;
  return std::any_of(variables.begin(), variables.end(),
                     [&](const Variable& variable) { return variable.value == mismatch.node; });
}

// CONFIG: {"a": 1}
void offer_quotes(const Snapshot& snapshot, Node value, Diagnostic& finding) {
  const std::string_view source = value.source();
  const bool plain = value.anchor().empty() && value.tag().empty();
  if (!value.flow() || !plain || source.find('\n') != std::string_view::npos) return;
  finding.fixes.push_back({"Quote the value, as one text",
                           Applicability::unsafe,
                           {{value.span(), quoted(source, is_json(snapshot))}}});
}

void report(const Snapshot& snapshot, const Mismatch& mismatch, Reporter& reporter) {
  const bool absent = mismatch.node.is_missing();  // nothing to mark
  const Span place = absent && mismatch.key_node ? mismatch.key_node.span() : mismatch.node.span();
  const bool variable = is_variable(snapshot, mismatch);
  const bool rejected = variable && mismatch.node.is_mapping();
  std::string message = "Expected " + std::string(mismatch.type->name);
  if (mismatch.key_node.is_scalar()) {
    const Scalar name = mismatch.key_node.scalar();
    message += " for " + code(name.value());
  }
  message += ", found " + std::string(found(mismatch.node));
  Diagnostic& finding =
      reporter.report(rejected ? Severity::error : Severity::warning, place, std::move(message));
  if (rejected) {
    finding.notes.push_back(
        {"CodeBuild stops with `YAML_FILE_ERROR Message: Cannot unmarshal map to string`",
         std::nullopt});
  }
  if (variable) offer_quotes(snapshot, mismatch.node, finding);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::wrong_form && !has_own_rule(mismatch)) {
      report(snapshot, mismatch, reporter);
    }
  }
}

}  // namespace

extern const Rule wrong_type;
constexpr Rule wrong_type{
    .meta = {.id = "wrong-type",
             .summary = "Flags values that are a mapping, a list or a text where another is due.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-10 CB-BATCH-07 CB-RT-05"},
    .check = check,
};

}  // namespace buildspec::rules
