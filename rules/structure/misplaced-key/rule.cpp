// misplaced-key: see rule.md.
#include <algorithm>

#include "linter/lang/key_advice.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "rules/registry.h"
#include "rules/structure/other-product/products.h"
#include "rules/structure/relocation/relocation.h"

namespace buildspec::rules {
namespace {

std::string listed(const std::vector<std::string>& places) {
  // More than three places are no help.
  constexpr std::size_t kMost = 3;
  std::vector<std::string> shown(
      places.begin(), places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), kMost)));
  std::string text;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (i != 0) text += i + 1 == shown.size() && places.size() <= kMost ? " or " : ", ";
    text += shown[i] == "the top level" ? shown[i] : code(shown[i]);
  }
  if (places.size() > kMost) text += " and others";
  return text;
}

void report(const Snapshot& snapshot, const Mismatch& mismatch, Reporter& reporter) {
  const Scalar name = mismatch.key_node.scalar();
  const KeyAdvice advice = advise_on_key(*mismatch.type, name.value());
  if (advice.places.empty()) return;  // unknown-key
  const bool task_of_list = mismatch.type == &schema::list_task_type();
  if (task_of_list && name.value() == "depend-on") return;  // dependency-in-list
  std::string message =
      "The key " + code(name.value()) + " does not belong in " + std::string(mismatch.type->name);
  if (advice.known != nullptr && !advice.known->explanation.empty()) {
    message += ": " + std::string(advice.known->explanation);
  } else {
    message += " but in " + listed(advice.places);
  }
  Diagnostic& finding = reporter.report(mismatch.key_node.span(), std::move(message));
  finding.notes.push_back(
      {"here it has no effect, as far as is known; check the indentation", std::nullopt});
  if (auto fix = structure::relocation(snapshot, mismatch, advice)) {
    finding.fixes.push_back(std::move(*fix));
  }
}

// A section or a phase with nothing behind it, indented too deep: what belongs to it stands beside
// it.
const schema::Key* empty_section(const Mismatch& mismatch) {
  const Scalar name = mismatch.key_node.scalar();
  if (mismatch.owner.flow() || !mismatch.owner.get(name.value()).is_missing()) return nullptr;
  const schema::Key* const section = schema::find_key(schema::buildspec_type(), name.value());
  return section != nullptr ? section : schema::find_key(schema::phases_type(), name.value());
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.mismatches.empty() && structure::other_product(snapshot)) return;
  const schema::Key* open = nullptr;
  Node owner;
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::unknown_key ||
        mismatch.type->unknown_keys != schema::UnknownKeys::ignored) {
      continue;
    }
    // Told with the section.
    if (open != nullptr && mismatch.owner == owner &&
        schema::find_key(*open->type, mismatch.key_node.scalar().value()) != nullptr) {
      continue;
    }
    report(snapshot, mismatch, reporter);
    open = empty_section(mismatch);
    owner = mismatch.owner;
  }
}

}  // namespace

extern const Rule misplaced_key;
constexpr Rule misplaced_key{
    .meta = {.id = "misplaced-key",
             .summary = "Flags keys that stand at the wrong level or in the wrong section.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-09 CB-RT-07"},
    .check = check,
};

}  // namespace buildspec::rules
