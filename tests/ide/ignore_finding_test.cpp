// Where comments that ignore a finding go. "^" marks where the finding begins.
#include "lsp/ide/ignore_finding.h"

#include <doctest/doctest.h>

#include <string>

#include "lsp/ide/disable_rule.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

const Rule kRule{{.id = "some-rule", .summary = "s"}, [](const Snapshot&, Reporter&) {}};
const Rule kOther{{.id = "other-rule", .summary = "s"}, [](const Snapshot&, Reporter&) {}};
const RegisteredRule kRules[] = {{&kRule, "group", ""}, {&kOther, "group", ""}};

struct Found {
  SnapshotPtr snapshot;
  Diagnostic finding;
};

Found found(const std::string& source) {
  std::string text = source;
  const auto at = static_cast<std::uint32_t>(text.find('^'));
  text.erase(at, 1);
  Found result;
  result.snapshot = analyze("", 1, SourceText(std::move(text)),
                            std::make_shared<const ProjectFacts>(some_project()));
  result.finding.rule = &kRules[0];
  result.finding.span = {at, at + 1};
  return result;
}

std::string text_with(const Found& from, const std::optional<IgnoreComment>& comment) {
  if (!comment) return "not offered";
  if (!comment->reason.empty()) {
    CHECK(comment->edit.text.substr(comment->reason.begin, comment->reason.size()) == kReason);
  }
  return apply_edits(from.snapshot->text.bytes(), {comment->edit});
}

std::string here(const std::string& source) {
  const Found from = found(source);
  return text_with(from, ignore_here(from.snapshot, from.finding));
}

std::string in_file(const std::string& source) {
  const Found from = found(source);
  return text_with(from, ignore_in_file(from.snapshot, from.finding));
}

constexpr const char* kHere = "# buildspec-lint: ignore[some-rule] TODO: say why";
constexpr const char* kFile = "# buildspec-lint: ignore-file[some-rule] TODO: say why\n";

std::string off(const std::string& configuration) {
  const SourceText text(configuration);
  const auto edits = disable_rule(text, "some-rule", kRules);
  return edits ? apply_edits(text.bytes(), *edits) : "not offered";
}

}  // namespace

TEST_CASE("behind the line where there is room") {
  CHECK(here("version: ^0.2\nphases: {}\n") ==
        std::string("version: 0.2  ") + kHere + "\nphases: {}\n");
  CHECK(here("a: b\nc: ^d") == std::string("a: b\nc: d  ") + kHere);
  CHECK(here("a: ^b\r\nc: d\r\n") == std::string("a: b  ") + kHere + "\r\nc: d\r\n");
}

TEST_CASE("above the entry where the line has a comment, is long, or a text goes on") {
  CHECK(here("a:\n  b: ^c # why\n") == std::string("a:\n  ") + kHere + "\n  b: c # why\n");
  const std::string tail(90, 'x');
  CHECK(here("a:\n  - ^y" + tail + "\n") ==
        std::string("a:\n  ") + kHere + "\n  - y" + tail + "\n");
  CHECK(here("a:\n  - |\n    b\n    ^c\n  - d\n") ==
        std::string("a:\n  ") + kHere + "\n  - |\n    b\n    c\n  - d\n");
  CHECK(here("a:\n  b: >-\n    ^c\n") == std::string("a:\n  ") + kHere + "\n  b: >-\n    c\n");
  CHECK(here("a:\n  - ^b\n    c\n") == std::string("a:\n  ") + kHere + "\n  - b\n    c\n");
  CHECK(here("a:\n  - ^\"b\n    c\"\n") == std::string("a:\n  ") + kHere + "\n  - \"b\n    c\"\n");
}

TEST_CASE("at the indicator of a block the comment stands behind it") {
  CHECK(here("a:\n  - ^|\n    b\n") == std::string("a:\n  - |  ") + kHere + "\n    b\n");
}

TEST_CASE("in brackets that go on, a comment ends a line") {
  CHECK(here("a: [b,\n  ^c,\n  d]\n") == std::string("a: [b,\n  c,  ") + kHere + "\n  d]\n");
}

TEST_CASE("a comment that is there gets one more rule") {
  CHECK(here("a: ^b # buildspec-lint: ignore[other-rule] why\n") ==
        "a: b # buildspec-lint: ignore[other-rule, some-rule] why\n");
  CHECK(here("# buildspec-lint: ignore[other-rule]\na:\n  - ^b\n") ==
        "# buildspec-lint: ignore[other-rule, some-rule]\na:\n  - b\n");
  CHECK(in_file("x: y\n# buildspec-lint: ignore-file[other-rule] why\na: ^b\n") ==
        "x: y\n# buildspec-lint: ignore-file[other-rule, some-rule] why\na: b\n");
  // Not one that is for another place, and none that is not understood.
  CHECK(here("a: ^b\nc: d # buildspec-lint: ignore[other-rule]\n") ==
        std::string("a: b  ") + kHere + "\nc: d # buildspec-lint: ignore[other-rule]\n");
  CHECK(here("# buildspec-lint: ignore other-rule\na: ^b\n") ==
        std::string("# buildspec-lint: ignore other-rule\na: b  ") + kHere + "\n");
}

TEST_CASE("for the file, behind the comments that it begins with") {
  CHECK(in_file("a: ^b\n") == std::string(kFile) + "a: b\n");
  CHECK(in_file("# licence\n# more\n\na: ^b\n") ==
        std::string("# licence\n# more\n") + kFile + "\na: b\n");
  CHECK(in_file("---\na: ^b\n") == std::string(kFile) + "---\na: b\n");
  CHECK(in_file("\xEF\xBB\xBF"
                "a: ^b\n") == std::string("\xEF\xBB\xBF") + "a: b\n" + kFile);
}

TEST_CASE("nothing in JSON and in broken texts") {
  CHECK(here("{\"a\": \"^b\"}\n") == "not offered");
  CHECK(in_file("{\"a\": \"^b\"}\n") == "not offered");
  CHECK(here("a: [^b\n") == "not offered");
}

TEST_CASE("a rule is turned off in the configuration") {
  CHECK(off("") == "rules:\n  some-rule: off\n");
  CHECK(off("preset: pedantic\n") == "preset: pedantic\nrules:\n  some-rule: off\n");
  CHECK(off("preset: pedantic") == "preset: pedantic\nrules:\n  some-rule: off\n");
  CHECK(off("rules:\n    other-rule: error # why\n") ==
        "rules:\n    some-rule: off\n    other-rule: error # why\n");
  CHECK(off("rules:\n  some-rule: error # why\n") == "rules:\n  some-rule: off # why\n");
  CHECK(off("rules:\n") == "rules:\n  some-rule: off\n");
  CHECK(off("rules: {}\n") == "rules: {some-rule: off}\n");
  CHECK(off("rules: {other-rule: error}\n") == "rules: {some-rule: off, other-rule: error}\n");
  CHECK(off("{preset: pedantic}\n") == "{preset: pedantic, rules: {some-rule: off}}\n");
  CHECK(off("# only this\n") == "# only this\nrules:\n  some-rule: off\n");
  CHECK(off("rules:\r\n  group: off\r\n") == "rules:\r\n  some-rule: off\r\n  group: off\r\n");
}

TEST_CASE("a configuration that says so, or cannot be edited, stays") {
  CHECK(off("rules:\n  some-rule: off\n") == "not offered");
  CHECK(off("rules: [\n") == "not offered");
  CHECK(off("- a\n") == "not offered");
  CHECK(off("rules: all\n") == "not offered");
}
