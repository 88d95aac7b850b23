#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "linter/cli/renderer.h"
#include "tests/cli/fake_rules.h"

using namespace buildspec;
using namespace buildspec::cli;
using buildspec::cli::test::finding;
using Json = nlohmann::json;

namespace {

std::string render(const std::vector<FileReport>& reports,
                   const std::vector<Failure>& failures = {}) {
  const auto renderer = make_json_renderer();
  Totals totals;
  std::string out;
  for (const FileReport& report : reports) {
    totals.add(report);
    out += renderer->file(report);
  }
  return out + renderer->end(totals, failures);
}

}  // namespace

TEST_CASE("nothing found is an object all the same") {
  CHECK(Json::parse(render({})) == Json::parse(R"({
    "version": 1, "diagnostics": [], "failures": [],
    "summary": {"files": 0, "errors": 0, "warnings": 0, "infos": 0, "hints": 0, "fixable": 0}})"));
}

TEST_CASE("the object has exactly the documented keys, in their order") {
  FileReport report{"b.yml",
                    SourceText("\xEF\xBB\xBF"
                               "a: 1\r\n日🚀: 2\n"),
                    {},
                    0};
  Diagnostic diagnostic = finding(report.text, "🚀", "say \"why\"", Severity::info);
  diagnostic.notes.push_back({"here", Span{3, 4}});
  diagnostic.notes.push_back({"nowhere", std::nullopt});
  diagnostic.fixes.push_back({"Do", Applicability::safe, {{{9, 9}, "\t"}}});
  report.diagnostics = {diagnostic};
  CHECK(render({report}, {{"x.yml", "no such file"}}) ==
        R"({"version":1,"diagnostics":[
{"path":"b.yml","rule":"duplicate-key","group":"structure","severity":"info",)"
        R"("message":"say \"why\"","start":{"line":2,"column":2,"offset":12},)"
        R"("end":{"line":2,"column":3,"offset":16},"notes":[{"message":"here","path":"b.yml",)"
        R"("start":{"line":1,"column":2,"offset":3},"end":{"line":1,"column":3,"offset":4}},)"
        R"({"message":"nowhere"}],"fixes":[{"title":"Do","applicability":"safe","edits":[)"
        R"({"start":{"line":2,"column":1,"offset":9},"end":{"line":2,"column":1,"offset":9},)"
        R"("text":"\t"}]}],"url":"https://docs.example/keys"}],
"failures":[{"path":"x.yml","message":"no such file"}],
"summary":{"files":1,"errors":0,"warnings":0,"infos":1,"hints":0,"fixable":1}}
)");
}

TEST_CASE("several files make one list; counts are by severity") {
  FileReport first{"a.yml", SourceText("a: 1\n"), {}, 0};
  FileReport second = first;
  second.path = "b.yml";
  first.diagnostics = {finding(first.text, "a", "m", Severity::error),
                       finding(first.text, "a", "m", Severity::warning)};
  second.diagnostics = {finding(first.text, "1", "m", Severity::hint)};
  second.diagnostics[0].fixes.push_back({"t", Applicability::manual, {{{0, 0}, "x"}}});
  const Json json = Json::parse(render({first, {"c.yml", SourceText(""), {}, 0}, second}));
  REQUIRE(json["diagnostics"].size() == 3);
  CHECK(json["diagnostics"][2]["path"] == "b.yml");
  CHECK(json["summary"] == Json::parse(R"({"files": 3, "errors": 1, "warnings": 1, "infos": 0,
                                           "hints": 1, "fixable": 0})"));
}

TEST_CASE("a rule without a reference has no url") {
  FileReport report{"a.yml", SourceText("a: 1\n"), {}, 0};
  report.diagnostics = {finding(report.text, "a", "m")};
  report.diagnostics[0].rule = &buildspec::cli::test::fake_secret_rule();
  CHECK(Json::parse(render({report}))["diagnostics"][0]["url"].is_null());
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
  FileReport report{"caf\xe9.yml", SourceText("a: \xff\n"), {}, 0};
  report.diagnostics = {finding(report.text, "\xff", "bad \xff")};
  const Json json = Json::parse(render({report}));
  CHECK(json["diagnostics"][0]["path"] == "caf\uFFFD.yml");
  CHECK(json["diagnostics"][0]["message"] == "bad \uFFFD");
}
