// missing-version: see rule.md.
#include "linter/lang/key_advice.h"
#include "rules/registry.h"
#include "rules/structure/other-product/products.h"

namespace buildspec::rules {
namespace {

// The text that adds the version in front of the first key, in the style of the file.
std::string addition(const Snapshot& snapshot, Node root) {
  if (root.flow()) return root.size() == 0 ? "\"version\": 0.2" : "\"version\": 0.2, ";
  const std::uint32_t begin = root.span().begin;
  return "version: 0.2\n" + std::string(snapshot.text.column(begin), ' ');
}

void offer_version(const Snapshot& snapshot, Diagnostic& finding) {
  const Node root = snapshot.buildspec.root;
  // Behind an opening brace, in front of the first key.
  const std::uint32_t place = root.flow() ? root.span().begin + 1 : root.span().begin;
  finding.fixes.push_back({"Add `version: 0.2`",
                           Applicability::safe,
                           {{Span{place, place}, addition(snapshot, root)}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.mismatches.empty() && structure::other_product(snapshot)) return;
  for (const Mismatch& mismatch : snapshot.mismatches) {
    const bool of_root = mismatch.node == snapshot.buildspec.root;
    if (mismatch.kind != MismatchKind::missing_key || !of_root) continue;
    if (mismatch.key->type->format != schema::Format::version_number) continue;
    if (is_misspelled(mismatch)) return;
    const Pair first = mismatch.node.pair(0);
    // Files that only hold a batch do without a version in practice.
    const bool only_batch = snapshot.buildspec.batch.node && !snapshot.buildspec.phases_node;
    Diagnostic& finding =
        reporter.report(only_batch ? Severity::info : Severity::warning,
                        first ? first.key.span() : mismatch.node.span(), "Missing `version`");
    finding.notes.push_back(
        {"the documentation requires it; what CodeBuild does without is not known", std::nullopt});
    offer_version(snapshot, finding);
  }
}

}  // namespace

extern const Rule missing_version;
constexpr Rule missing_version{
    .meta = {.id = "missing-version",
             .summary = "Flags a file that does not say its version of the format.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-01"},
    .check = check,
};

}  // namespace buildspec::rules
