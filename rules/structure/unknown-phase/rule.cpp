// unknown-phase: see rule.md.
#include "linter/lang/binding.h"
#include "linter/lang/key_advice.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "rules/registry.h"
#include "rules/structure/relocation/relocation.h"

namespace buildspec::rules {
namespace {

// A section of the top level that is indented too deep, while what belongs to it is not:
// "artifacts" with nothing behind it, and "files" beside it.
const schema::Key* empty_section(const Mismatch& mismatch) {
  const Node value = mismatch.owner.get(mismatch.key_node.scalar().value());
  if (!value.is_missing() || mismatch.owner.flow()) return nullptr;
  return schema::find_key(schema::buildspec_type(), mismatch.key_node.scalar().value());
}

// Told with the section.
bool belongs_to(const schema::Key* section, const Mismatch& mismatch) {
  return section != nullptr &&
         schema::find_key(*section->type, mismatch.key_node.scalar().value()) != nullptr;
}

void report(const Snapshot& snapshot, const Mismatch& mismatch, Reporter& reporter) {
  const Scalar name = mismatch.key_node.scalar();
  const KeyAdvice advice = advise_on_key(*mismatch.type, name.value());
  const auto names = key_names(*mismatch.type, format_versions(snapshot.buildspec));
  std::string message = code(name.value()) + " is not a phase: ";
  message += advice.meant != nullptr ? "did you mean " + code(advice.meant->name) + "?"
                                     : "expected " + one_of(names);
  Diagnostic& finding = reporter.report(mismatch.key_node.span(), std::move(message));
  finding.notes.push_back(
      {"CodeBuild stops with `YAML_FILE_ERROR Message: Invalid buildspec phase "
       "name: " +
           std::string(name.value()) + ". Expecting: build,install,post_build,pre_build`",
       std::nullopt});
  if (advice.known != nullptr && !advice.known->explanation.empty()) {
    finding.notes.push_back({std::string(advice.known->explanation), std::nullopt});
  }
  if (advice.meant != nullptr && !mismatch.owner.get(advice.meant->name)) {
    finding.fixes.push_back({"Rename to " + code(advice.meant->name),
                             advice.same_letters ? Applicability::safe : Applicability::unsafe,
                             {{text_span(mismatch.key_node), std::string(advice.meant->name)}}});
    return;
  }
  auto fix = structure::relocation(snapshot, mismatch, advice);
  if (fix) finding.fixes.push_back(std::move(*fix));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<const Mismatch*> found;
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::unknown_key &&
        mismatch.type->unknown_keys == schema::UnknownKeys::rejected) {
      found.push_back(&mismatch);
    }
  }
  const schema::Key* open = nullptr;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (belongs_to(open, *found[i])) continue;
    open = empty_section(*found[i]);
    report(snapshot, *found[i], reporter);
  }
}

}  // namespace

extern const Rule unknown_phase;
constexpr Rule unknown_phase{
    .meta = {.id = "unknown-phase",
             .summary = "Flags phases that do not exist: they stop the build.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-06 CB-STRUCT-09"},
    .check = check,
};

}  // namespace buildspec::rules
