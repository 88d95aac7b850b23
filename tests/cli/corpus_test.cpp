// What holds for every real buildspec: fixes come to an end, renderers cope.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "linter/cli/display_width.h"
#include "linter/cli/renderer.h"
#include "linter/lint/fix_all.h"
#include "rules/registry.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::cli;

namespace {

SnapshotPtr snapshot_of(const buildspec::test::CorpusFile& file) {
  auto facts = std::make_shared<ProjectFacts>();
  facts->today = Date{2026, 11, 20};
  return analyze(file.name, 0, SourceText(file.bytes), std::move(facts));
}

std::size_t errors_of(std::span<const Diagnostic> diagnostics) {
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    errors += diagnostic.severity == Severity::error ? 1U : 0U;
  }
  return errors;
}

// The widest line with source in it: those have a gutter, "12 | ".
std::uint32_t widest_source_line(std::string_view text) {
  std::uint32_t widest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t bar = line.find_first_not_of(" 0123456789");
    if (bar == std::string_view::npos || bar == 0 || line[bar - 1] != ' ') continue;
    if (line[bar] == '=') continue;  // a note
    widest = std::max(widest, display_line(line).width);
  }
  return widest;
}

}  // namespace

TEST_CASE("safe fixes end, break nothing, and leave nothing to fix") {
  const LintEngine engine(all_rules(), {});
  std::size_t changed = 0;
  for (const auto& file : buildspec::test::corpus()) {
    CAPTURE(file.name);
    const SnapshotPtr before = snapshot_of(file);
    const FixedText fixed = fix_all(before, engine);
    if (fixed.applied == 0) continue;
    ++changed;
    CHECK(errors_of(fixed.diagnostics) <= errors_of(engine.run(*before)));
    const FixedText again = fix_all(fixed.snapshot, engine);
    CHECK(again.applied == 0);
    CHECK(again.snapshot->text.bytes() == fixed.snapshot->text.bytes());
  }
  CHECK((changed > 10 || buildspec::test::corpus().empty()));
}

TEST_CASE("every finding can be printed, within the width") {
  const LintEngine engine(all_rules(), {});
  for (const auto& file : buildspec::test::corpus()) {
    CAPTURE(file.name);
    const SnapshotPtr snapshot = snapshot_of(file);
    const FileReport report{file.name, snapshot->text, engine.run(*snapshot), 0};
    for (const Diagnostic& diagnostic : report.diagnostics) {
      CHECK(diagnostic.span.begin <= diagnostic.span.end);
      CHECK(diagnostic.span.end <= snapshot->text.size());
    }
    for (const std::uint32_t width : {40U, 80U}) {
      CHECK(widest_source_line(make_pretty_renderer({Paint(false), width})->file(report)) <= width);
    }
    const auto renderer = make_json_renderer();
    std::string json = renderer->file(report);
    json += renderer->end({}, {});
    CHECK(nlohmann::json::accept(json));
  }
}
