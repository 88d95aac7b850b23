// wrong-type: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/syntax/oracle.h"
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

// A plain text in place of a mapping that begins with one of its keys: "commands" and a list below,
// or "java:8".
struct LostSign {
  std::string_view key;
  std::uint32_t place;
  bool colon;
};

std::optional<LostSign> lost_sign(const Mismatch& mismatch) {
  const Node node = mismatch.node;
  if (!node.is_scalar() || node.style() != ScalarStyle::plain) return std::nullopt;
  if (mismatch.type->form != schema::Form::mapping) return std::nullopt;
  const std::string_view source = node.source();
  const std::size_t end = std::min(source.find_first_of(": \t\r\n"), source.size());
  const std::string_view word = source.substr(0, end);
  const bool known =
      mismatch.type->keys.empty() || schema::find_key(*mismatch.type, word) != nullptr;
  if (!known || word.empty() || end == source.size()) return std::nullopt;
  const std::uint32_t place = node.span().begin + static_cast<std::uint32_t>(end);
  if (source[end] == ':') return LostSign{word, place + 1, false};
  const std::size_t next = source.find_first_not_of(" \t", end);
  const bool alone =
      next != std::string_view::npos && (source[next] == '\n' || source[next] == '\r');
  return alone ? std::optional(LostSign{word, place, true}) : std::nullopt;
}

std::optional<Fix> restore(const Snapshot& snapshot, const LostSign& lost) {
  Fix fix{lost.colon ? "Add the colon" : "Add the blank",
          Applicability::safe,
          {{Span{lost.place, lost.place}, lost.colon ? ":" : " "}}};
  const TreePtr tree = parse(SourceText(apply_edits(snapshot.text.bytes(), fix.edits)));
  if (judge(*tree)) return std::nullopt;
  return fix;
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
  const auto lost = lost_sign(mismatch);
  message += ", found " + std::string(found(mismatch.node));
  if (lost) {
    message += lost->colon ? ": " + code(lost->key) + " has no colon behind it"
                           : ": a blank is missing behind the colon of " + code(lost->key);
  }
  Diagnostic& finding =
      reporter.report(rejected ? Severity::error : Severity::warning, place, std::move(message));
  if (rejected) {
    finding.notes.push_back(
        {"CodeBuild stops with `YAML_FILE_ERROR Message: Cannot unmarshal map to string`",
         std::nullopt});
  }
  if (lost) {
    if (auto fix = restore(snapshot, *lost)) finding.fixes.push_back(std::move(*fix));
  }
  if (variable) offer_quotes(snapshot, mismatch.node, finding);
}

// Nothing is there, and an unknown key follows: it is indented too little, and misplaced-key or
// unknown-key says so.
bool has_slipped(const Snapshot& snapshot, const Mismatch& mismatch) {
  if (!mismatch.node.is_missing() || !mismatch.owner.is_mapping()) return false;
  Node next;
  bool passed = false;
  for (const auto [key, value] : mismatch.owner.pairs()) {
    if (passed) {
      next = key;
      break;
    }
    passed = key == mismatch.key_node;
  }
  return next && std::any_of(snapshot.mismatches.begin(), snapshot.mismatches.end(),
                             [&next](const Mismatch& other) {
                               return other.kind == MismatchKind::unknown_key &&
                                      other.key_node == next;
                             });
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::wrong_form && !has_own_rule(mismatch) &&
        !has_slipped(snapshot, mismatch)) {
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
