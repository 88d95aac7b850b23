// report-format: see rule.md.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/text/letters.h"
#include "rules/cache/keys/keys.h"

namespace buildspec::rules {
namespace {

// The formats that a file of this ending can have; all are XML or JSON, but the last is a name of
// Visual Studio's own.
enum class Content : std::uint8_t { unknown, xml, json, trx, unsupported };

Content content_of(std::string_view path) {
  if (path.ends_with(".xml")) return Content::xml;
  if (path.ends_with(".json")) return Content::json;
  if (path.ends_with(".trx")) return Content::trx;
  for (const std::string_view ending :
       {".html", ".htm", ".txt", ".info", ".csv", ".log", ".md", ".pdf", ".tap", ".sarif", ".lcov"})
    if (path.ends_with(ending)) return Content::unsupported;
  return Content::unknown;
}

Content content_of_format(std::string_view format) {
  if (format == "CUCUMBERJSON" || format == "SIMPLECOV") return Content::json;
  return format == "VISUALSTUDIOTRX" ? Content::trx : Content::xml;
}

// What a tool's usual name of its file says; empty where it says nothing.
std::string_view format_by_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (name.ends_with(".trx")) return "VISUALSTUDIOTRX";
  if (name == ".resultset.json") return "SIMPLECOV";
  if (name.ends_with(".json")) return has("cucumber") ? "CUCUMBERJSON" : "";
  if (!name.ends_with(".xml")) return {};
  if (has("clover")) return "CLOVERXML";
  if (has("jacoco")) return "JACOCOXML";
  if (has("cobertura")) return "COBERTURAXML";
  if (name.starts_with("test-") || has("junit")) return "JUNITXML";
  return {};
}

// Between formats of tests a name says little: NUnit's and TestNG's tools write JUnit files too.
bool contradicts(std::string_view by_name, std::string_view format) {
  const auto is_coverage = [](std::string_view text) {
    return text == "CLOVERXML" || text == "COBERTURAXML" || text == "JACOCOXML" ||
           text == "SIMPLECOV";
  };
  return !by_name.empty() && by_name != format && (is_coverage(by_name) || is_coverage(format));
}

// The one that the file says it is in.
std::string_view declared(const Report& report) {
  if (!report.file_format || report.file_format.is_missing()) return "JUNITXML";
  const schema::Key* const key = schema::find_key(schema::report_type(), "file-format");
  const Scalar scalar = report.file_format.scalar();
  const schema::Value* const value = schema::find_value(*key->type, scalar.value());
  return value != nullptr ? value->text : std::string_view();
}

void add_fix(const Snapshot& snapshot, const Report& report, std::string_view format,
             Diagnostic& finding) {
  if (format.empty()) return;
  Fix fix{"Change the format to " + code(format), Applicability::unsafe, {}};
  if (report.file_format.is_scalar()) {
    fix.edits.push_back({text_span(report.file_format), std::string(format)});
  } else if (!report.file_format) {
    fix.edits.push_back(cache::inserted_before(snapshot, report.node, report.node.find("files"),
                                               "file-format", format));
  } else {
    return;
  }
  finding.fixes.push_back(std::move(fix));
}

void judge(const Snapshot& snapshot, const Report& report, Reporter& reporter) {
  const std::string_view format = declared(report);
  if (format.empty()) return;  // unknown-value
  bool fixed = false;
  for (const Node file : list_items(report.files)) {
    if (!file.is_scalar()) continue;
    const std::string path = lower(file.scalar().value());
    const Content content = content_of(path);
    const std::string_view by_name = format_by_name(path);
    const bool other_content = content != Content::unknown && content != content_of_format(format);
    // A TRX file may have any name that ends with ".xml": only the rest is certain.
    const bool may_be_renamed = content == Content::xml && format == "VISUALSTUDIOTRX";
    if ((!other_content || may_be_renamed) && !contradicts(by_name, format)) continue;
    // AWS's own sample has a `cucumber-tests.xml` in the format of Cucumber.
    const bool own_name = format == "CUCUMBERJSON" && path.find("cucumber") != std::string::npos;
    Diagnostic& finding =
        reporter.report(own_name ? Severity::info : Severity::warning, text_span(file),
                        "This file is not in the format " + code(format) +
                            (report.file_format ? " of its report" : ", which is the default"));
    if (content == Content::unsupported) {
      finding.notes.push_back(
          {"CodeBuild reads XML and JSON reports, and those of Visual Studio", {}});
    } else if (!by_name.empty() && by_name != format) {
      finding.notes.push_back({"its name is that of a file in the format " + code(by_name), {}});
    }
    finding.notes.push_back({"the log then says \"error processing report\"", {}});
    if (!fixed && by_name != format) add_fix(snapshot, report, by_name, finding);
    fixed = true;
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Report& report : snapshot.buildspec.reports) judge(snapshot, report, reporter);
}

}  // namespace

extern const Rule report_format;
const Rule report_format{
    .meta = {.id = "report-format",
             .summary = "Flags report files that cannot be in the format of their report.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-REP-01 CB-REP-03"},
    .check = check,
};

}  // namespace buildspec::rules
