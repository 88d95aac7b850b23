// unknown-key: see rule.md.
#include "linter/lang/binding.h"
#include "linter/lang/key_advice.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/structure/other-product/products.h"

namespace buildspec::rules {
namespace {

// How sure it is that CodeBuild passes over the key differs by section.
Note consequence(const schema::Type& type) {
  const bool seen = type.unknown_keys_confidence == schema::Confidence::seen ||
                    type.unknown_keys_confidence == schema::Confidence::documented;
  return {seen ? "CodeBuild ignores keys here that it does not know, without a message"
               : "CodeBuild presumably ignores it without a message; that is not documented",
          std::nullopt};
}

void offer_rename(const Mismatch& mismatch, const KeyAdvice& advice, Diagnostic& finding) {
  // A key that is there already would stand twice.
  if (mismatch.owner.get(advice.meant->name)) return;
  finding.fixes.push_back({"Rename to " + code(advice.meant->name),
                           advice.same_letters ? Applicability::safe : Applicability::unsafe,
                           {{text_span(mismatch.key_node), std::string(advice.meant->name)}}});
}

// "version:0.2" on a line of its own.
bool report_lost_blank(const Mismatch& mismatch, std::string_view name, Reporter& reporter) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || colon + 1 == name.size()) return false;
  const bool known = schema::find_key(*mismatch.type, name.substr(0, colon)) != nullptr;
  if (!known || mismatch.key_node.style() != ScalarStyle::plain) return false;
  const Node value = mismatch.owner.get(name);
  if (value && !value.is_missing()) return false;
  const std::uint32_t place =
      mismatch.key_node.span().begin + static_cast<std::uint32_t>(colon) + 1;
  Diagnostic& finding =
      reporter.report(Span{place - 1, place},
                      "A blank is missing behind the colon of " + code(name.substr(0, colon)));
  finding.notes.push_back(
      {"without it the whole is one text, and what follows may not be read", std::nullopt});
  finding.fixes.push_back({"Add the blank", Applicability::safe, {{Span{place, place}, " "}}});
  return true;
}

void report(const Snapshot& snapshot, const Mismatch& mismatch, Reporter& reporter) {
  const Scalar name = mismatch.key_node.scalar();
  if (report_lost_blank(mismatch, name.value(), reporter)) return;
  const KeyAdvice advice = advise_on_key(*mismatch.type, name.value());
  if (!advice.places.empty()) return;  // misplaced-key
  // What an alias repeats elsewhere.
  if (!mismatch.owner.get(name.value()).anchor().empty()) return;
  // typographic-character: blanks of another kind in front of the key.
  for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80", "\xE3\x80\x80"}) {
    if (name.value().starts_with(blank)) return;
  }
  if (snapshot.unread && name.value().starts_with("=======")) return;  // unread-text: a conflict
  std::string message =
      "Unknown key " + code(name.value()) + " in " + std::string(mismatch.type->name);
  if (advice.meant != nullptr) {
    message += ": did you mean " + code(advice.meant->name) + "?";
  } else if (advice.known != nullptr && !advice.known->instead.empty()) {
    message += ": did you mean " + code(advice.known->instead) + "?";
  }
  Diagnostic& finding = reporter.report(mismatch.key_node.span(), std::move(message));
  if (advice.known != nullptr && !advice.known->explanation.empty()) {
    finding.notes.push_back({std::string(advice.known->explanation), std::nullopt});
  }
  if (advice.meant != nullptr) {
    offer_rename(mismatch, advice, finding);
  } else if (advice.known == nullptr) {
    const auto names = key_names(*mismatch.type, format_versions(snapshot.buildspec));
    finding.notes.push_back({"expected " + one_of(names), std::nullopt});
  }
  finding.notes.push_back(consequence(*mismatch.type));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.mismatches.empty() && structure::other_product(snapshot)) return;
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::unknown_key &&
        mismatch.type->unknown_keys == schema::UnknownKeys::ignored) {
      report(snapshot, mismatch, reporter);
    }
  }
}

}  // namespace

extern const Rule unknown_key;
constexpr Rule unknown_key{
    .meta = {.id = "unknown-key",
             .summary = "Flags keys that a buildspec does not have.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-08 CB-REP-01 CB-CACHE-09"},
    .check = check,
};

}  // namespace buildspec::rules
