// duplicate-report-file: see rule.md.
#include <map>
#include <string>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  struct Place {
    Node file;
    const Report* report = nullptr;
  };
  std::map<std::string, Place, std::less<>> first;
  for (const Report& report : snapshot.buildspec.reports) {
    const std::string base(report.base_directory.scalar().value());
    for (const Node file : list_items(report.files)) {
      if (!file.is_scalar() || file.scalar().value().empty()) continue;
      std::string path = base;
      path += '\n';
      path += file.scalar().value();
      const auto [found, is_new] = first.try_emplace(std::move(path), Place{file, &report});
      if (is_new) continue;
      const bool same = found->second.report == &report;
      Diagnostic& finding =
          reporter.report(text_span(file), same ? "This file stands in the report twice"
                                                : "This file stands in another report too");
      finding.notes.push_back({"the first time is here", text_span(found->second.file)});
      if (!same) continue;
      if (const auto edit = removal(snapshot.text, report.files, file))
        finding.fixes.push_back({"Remove this entry", Applicability::unsafe, {*edit}});
    }
  }
}

}  // namespace

extern const Rule duplicate_report_file;
const Rule duplicate_report_file{
    .meta = {.id = "duplicate-report-file",
             .summary = "Flags files that are listed twice as reports.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-REP-06"},
    .check = check,
};

}  // namespace buildspec::rules
