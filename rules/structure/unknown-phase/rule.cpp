// unknown-phase: see rule.md.
#include "linter/lang/binding.h"
#include "linter/lang/key_advice.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/structure/relocation/relocation.h"

namespace buildspec::rules {
namespace {

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
  } else if (auto fix = structure::relocation(snapshot, mismatch, advice)) {
    finding.fixes.push_back(std::move(*fix));
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind == MismatchKind::unknown_key &&
        mismatch.type->unknown_keys == schema::UnknownKeys::rejected) {
      report(snapshot, mismatch, reporter);
    }
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
