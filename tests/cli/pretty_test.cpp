#include <doctest/doctest.h>

#include <string>

#include "linter/cli/renderer.h"
#include "tests/cli/fake_rules.h"

using namespace buildspec;
using namespace buildspec::cli;
using buildspec::cli::test::finding;

namespace {

std::string pretty(const FileReport& report, std::uint32_t width = 100, bool color = false) {
  return make_pretty_renderer({Paint(color), width})->file(report);
}

FileReport report_of(std::string bytes) {
  return {"ci/buildspec.yml", SourceText(std::move(bytes)), {}, 0};
}

// One finding, printed without the line in front and the empty one behind.
std::string excerpt_of(std::string bytes, std::string_view marked, std::uint32_t width = 100) {
  FileReport report = report_of(std::move(bytes));
  report.diagnostics.push_back(finding(report.text, marked, "m"));
  const std::string all = pretty(report, width);
  const std::size_t begin = all.find('\n') + 1;
  return all.substr(begin, all.size() - begin - 1);
}

}  // namespace

TEST_CASE("a finding with its line, a note with a place, a fix") {
  FileReport report = report_of("version: 0.2\nphases:\n  build: 1\n  biuld: 2\n");
  Diagnostic diagnostic = finding(report.text, "biuld", "Unknown key `biuld`", Severity::error);
  diagnostic.notes.push_back({"the phase is there already", Span{23, 28}});
  diagnostic.notes.push_back({"phases are install, pre_build, build and post_build", std::nullopt});
  diagnostic.fixes.push_back(
      {"Write `post_build`", Applicability::safe, {{diagnostic.span, "post_build"}}});
  diagnostic.fixes.push_back({"Remove it", Applicability::unsafe, {{{32, 43}, ""}}});
  report.diagnostics.push_back(diagnostic);
  CHECK(pretty(report) ==
        "ci/buildspec.yml:4:3: error: Unknown key `biuld` [duplicate-key]\n"
        "   |\n"
        " 4 |   biuld: 2\n"
        "   |   ^^^^^\n"
        "   = note: the phase is there already\n"
        "   |\n"
        " 3 |   build: 1\n"
        "   |   -----\n"
        "   = note: phases are install, pre_build, build and post_build\n"
        "   = help: Write `post_build` (--fix does it)\n"
        "   |\n"
        " 4 -   biuld: 2\n"
        " 4 +   post_build: 2\n"
        "   = help: Remove it\n"
        "   |\n"
        " 4 -   biuld: 2\n"
        "\n");
}

TEST_CASE("marks stand beneath what they mark") {
  CHECK(excerpt_of("a:\t日本 x\n", "x") ==
        "   |\n"
        " 1 | a:  日本 x\n"
        "   |          ^\n");
  CHECK(excerpt_of("- echo 🚀 'e\u0301' end\n", "'e\u0301'") ==
        "   |\n"
        " 1 | - echo 🚀 'e\u0301' end\n"
        "   |           ^^^\n");
  CHECK(excerpt_of("日本: x\r\n", "日本") ==
        "   |\n"
        " 1 | 日本: x\n"
        "   | ^^^^\n");
}

TEST_CASE("an empty span and the end of the text have a mark") {
  CHECK(excerpt_of("version: 0.2\n", "") ==
        "   |\n"
        " 1 | version: 0.2\n"
        "   | ^\n");
  FileReport report = report_of("a: 1\n");
  Diagnostic diagnostic = finding(report.text, "a", "m");
  diagnostic.span = {5, 5};
  report.diagnostics.push_back(diagnostic);
  CHECK(pretty(report) ==
        "ci/buildspec.yml:2:1: warning: m [duplicate-key]\n"
        "   |\n"
        " 2 |\n"
        "   | ^\n"
        "\n");
  report = report_of("");
  diagnostic.span = {0, 0};
  report.diagnostics = {diagnostic};
  CHECK(pretty(report) == "ci/buildspec.yml:1:1: warning: m [duplicate-key]\n\n");
}

TEST_CASE("long lines are cut around the marks") {
  const std::string line = "a: " + std::string(60, 'x') + "HERE" + std::string(60, 'y');
  CHECK(excerpt_of(line, "HERE", 46) ==
        "   |\n"
        " 1 | …xxxxxxxxxHEREyyyyyyyyyyyyyyyyyyyyyyyyyy…\n"
        "   |           ^^^^\n");
  CHECK(excerpt_of(line, "a: ", 46) ==
        "   |\n"
        " 1 | a: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n"
        "   | ^^^\n");
  CHECK(excerpt_of(line, "yyy", 46) ==
        "   |\n"
        " 1 | …xxxxxHEREyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…\n"
        "   |           ^^^\n");
  // A mark that is too long itself is cut as well.
  CHECK(excerpt_of(line, line, 46) ==
        "   |\n"
        " 1 | a: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n"
        "   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n");
}

TEST_CASE("of a line of megabytes only a part is looked at") {
  std::string line(1'000'000, 'x');
  line += "日HERE";
  line.append(1'000'000, 'y');
  CHECK(excerpt_of(line, "HERE", 46) ==
        "   |\n"
        " 1 | …xxxxxxx日HEREyyyyyyyyyyyyyyyyyyyyyyyyyy…\n"
        "   |           ^^^^\n");
  // The part may begin inside of a character.
  std::string wide;
  for (int i = 0; i < 2'000; ++i) wide += "日";
  CHECK(excerpt_of(wide + "HERE", "HERE", 46) ==
        "   |\n"
        " 1 | …日日日日日日日日日日日日日日日日日日HERE\n"
        "   |                                      ^^^^\n");
}

TEST_CASE("a wide character is never cut in half") {
  std::string line = "k: 日本日本日本日本日本日本日本日本日本日本 HERE ";
  for (int i = 0; i < 20; ++i) line += "日本";
  CHECK(excerpt_of(line, "HERE", 46) ==
        "   |\n"
        " 1 | …日本日本 HERE 日本日本日本日本日本日本…\n"
        "   |           ^^^^\n");
  CHECK(excerpt_of(line, "HERE", 50) ==
        "   |\n"
        " 1 | … 日本日本 HERE 日本日本日本日本日本日本日本…\n"
        "   |            ^^^^\n");
}

TEST_CASE("a span over several lines has a bracket") {
  const std::string text = "phases:\n  build:\n    commands:\n      - x\n  y: 1\n";
  CHECK(excerpt_of(text, "build:\n    commands:\n      - x") ==
        "   |\n"
        " 2 | /   build:\n"
        " 3 | |     commands:\n"
        " 4 | |       - x\n"
        "   | |_________^\n");
  // The line end belongs to the line that it ends.
  CHECK(excerpt_of(text, "build:\n") ==
        "   |\n"
        " 2 |   build:\n"
        "   |   ^^^^^^\n");
  std::string many = "a:\n";
  for (int i = 0; i < 12; ++i) many += "  - item\n";
  CHECK(excerpt_of(many, many) ==
        "    |\n"
        "  1 | / a:\n"
        "  2 | |   - item\n"
        "...  |\n"
        " 12 | |   - item\n"
        " 13 | |   - item\n"
        "    | |________^\n");
}

TEST_CASE("secrets are not printed, whatever finding shows their line") {
  FileReport report = report_of("env:\n  variables:\n    TOKEN: abc123secret # x\n");
  Diagnostic secret = finding(report.text, "abc123secret", "A secret stands here");
  secret.rule = &buildspec::cli::test::fake_secret_rule();
  secret.fixes.push_back({"Name it", Applicability::manual, {{secret.span, "/path"}}});
  Diagnostic other = finding(report.text, "TOKEN", "m");
  other.fixes.push_back({"Rename it", Applicability::safe, {{other.span, "T"}}});
  report.diagnostics = {other, secret};
  const std::string out = pretty(report);
  CHECK(out.find("abc123secret") == std::string::npos);
  CHECK(out.find(" 3 |     TOKEN: ************ # x\n") != std::string::npos);
  CHECK(out.find("   = help: Rename it (--fix does it)\n\n") != std::string::npos);
  CHECK(out.find(" 3 -     TOKEN: ************ # x\n 3 +     TOKEN: /path # x\n") !=
        std::string::npos);
}

TEST_CASE("colours wrap words, and stay out where they are not wanted") {
  FileReport report = report_of("a: 1\n");
  report.diagnostics.push_back(finding(report.text, "a", "m", Severity::error));
  CHECK(pretty(report, 100, true) ==
        "\x1b[1mci/buildspec.yml:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m m "
        "\x1b[2m[duplicate-key]\x1b[0m\n"
        "\x1b[1;34m   |\x1b[0m\n"
        "\x1b[1;34m 1 |\x1b[0m a: 1\n"
        "\x1b[1;34m   |\x1b[0m \x1b[1;31m^\x1b[0m\n"
        "\n");
  CHECK(pretty(report).find('\x1b') == std::string::npos);
}

TEST_CASE("a summary ends the report") {
  const auto renderer = make_pretty_renderer({});
  Totals totals;
  CHECK(renderer->end(totals, {}) == "");
  totals.files = 1;
  CHECK(renderer->end(totals, {}) == "No findings in 1 file.\n");
  totals.files = 3;
  totals.errors = 1;
  totals.warnings = 2;
  totals.hints = 1;
  CHECK(renderer->end(totals, {}) == "Found 1 error, 2 warnings and 1 hint in 3 files.\n");
  totals.fixable = 2;
  CHECK(renderer->end(totals, {}) ==
        "Found 1 error, 2 warnings and 1 hint in 3 files. --fix mends 2.\n");
  totals = {};
  totals.files = 1;
  totals.fixed = 1;
  CHECK(renderer->end(totals, {}) == "Fixed 1 finding.\nNo findings in 1 file.\n");
}

TEST_CASE("the concise format is one line for each finding") {
  FileReport report = report_of("a: 1\nb: 2\n");
  report.path = "a\nb.yml";
  report.diagnostics = {finding(report.text, "a", "first\x1b"),
                        finding(report.text, "b", "second", Severity::hint)};
  const auto renderer = make_concise_renderer({});
  CHECK(renderer->file(report) ==
        "a b.yml:1:1: warning: first␛ [duplicate-key]\n"
        "a b.yml:2:1: hint: second [duplicate-key]\n");
  CHECK(renderer->end({}, {}) == "");
}
