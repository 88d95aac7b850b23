// quoted-version: see rule.md.
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  const Node version = buildspec.version;
  const bool quoted = version.style() == ScalarStyle::single_quoted ||
                      version.style() == ScalarStyle::double_quoted;
  if (!quoted || !buildspec.format) return;
  // Without a batch section, and without knowing that the project runs batches, it works.
  const bool batch =
      snapshot.facts->batch_enabled.value_or(static_cast<bool>(buildspec.batch.node));
  if (!batch) return;
  Diagnostic& finding =
      reporter.report(version.span(), "A version in quotes stops batch builds: write a number");
  finding.notes.push_back(
      {"CodeBuild stops with ``cannot unmarshal !!str `0.2` into float64``", std::nullopt});
  if (buildspec.batch.node) {
    finding.notes.push_back({"the file describes a batch build", buildspec.batch.node.span()});
  }
  finding.fixes.push_back({"Remove the quotes",
                           Applicability::safe,
                           {{version.span(), std::string(version.scalar().value())}}});
}

}  // namespace

extern const Rule quoted_version;
constexpr Rule quoted_version{
    .meta = {.id = "quoted-version",
             .summary = "Flags a version in quotes where batch builds are in use.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-STRUCT-03"},
    .check = check,
};

}  // namespace buildspec::rules
