// stray-quote: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// A plain text with one quote in it, its last byte.
bool ends_with_stray_quote(Node node) {
  if (!node.is_scalar() || node.style() != ScalarStyle::plain) return false;
  const std::string_view source = node.source();
  if (source.size() < 2) return false;
  const char quote = source.back();
  if ((quote != '"' && quote != '\'') || std::ranges::count(source, quote) != 1) return false;
  // 7", 5': inches, feet
  return source.find_first_not_of("0123456789.'\"") != std::string_view::npos;
}

void report(Node node, Reporter& reporter) {
  const std::uint32_t end = node.span().end;
  Diagnostic& finding = reporter.report(
      Span{end - 1, end}, "This quote is a part of the value: no quote begins the value");
  finding.notes.push_back(
      {"quotes mean something to YAML only where they stand around the whole value", std::nullopt});
  finding.fixes.push_back({"Remove the quote", Applicability::unsafe, {{Span{end - 1, end}, ""}}});
}

void judge(Node value, Reporter& reporter) {
  for (const Node item : list_items(value)) {
    if (ends_with_stray_quote(item)) report(item, reporter);
  }
}

// What a shell reads has quotes of its own, and is left out.
void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  judge(buildspec.run_as, reporter);
  judge(buildspec.env.shell, reporter);
  for (const Variable& variable : buildspec.env.variables) judge(variable.value, reporter);
  judge(buildspec.env.exported_variables, reporter);
  for (const Phase& phase : buildspec.phases) {
    judge(phase.run_as, reporter);
    for (const auto [name, version] : phase.runtime_versions.pairs()) judge(version, reporter);
  }
  for (const Artifact& artifact : buildspec.artifacts) {
    judge(artifact.files, reporter);
    judge(artifact.base_directory, reporter);
    judge(artifact.exclude_paths, reporter);
    judge(artifact.discard_paths, reporter);
  }
  for (const Report& found : buildspec.reports) {
    judge(found.files, reporter);
    judge(found.file_format, reporter);
    judge(found.base_directory, reporter);
  }
  judge(buildspec.cache.paths, reporter);
  for (const BatchTask& task : buildspec.batch.tasks) {
    judge(task.identifier, reporter);
    judge(task.buildspec, reporter);
    judge(task.depend_on, reporter);
  }
}

}  // namespace

extern const Rule stray_quote;
constexpr Rule stray_quote{
    .meta = {.id = "stray-quote",
             .summary = "Flags values that end with a quote, but do not begin with one.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-06"},
    .check = check,
};

}  // namespace buildspec::rules
