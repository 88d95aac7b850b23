#include "linter/syntax/facts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/oracle.h"
#include "linter/syntax/oracle_document.h"
#include "linter/syntax/tree.h"
#include "tests/support/corpus.h"
#include "tests/syntax/facts_cases.h"
#include "tests/syntax/facts_document.h"
#include "tests/syntax/oracle_goyaml.h"

namespace buildspec {
namespace {

// The lines of `dev facts`, with `|` for tabs.
std::string facts_with_lines(const Tree& tree) {
  std::string out;
  for (const Fact& fact : facts(tree)) {
    out += std::string(name(fact.kind)) + '|' + fact.path + '|' + escaped(fact.value) + '|' +
           std::to_string(tree.text().line_of(fact.at) + 1) + '\n';
  }
  return out;
}

bool has_tag(const test::FactsCase& each, std::string_view tag) {
  return ("," + each.tags + ",").find("," + std::string(tag) + ",") != std::string::npos;
}

}  // namespace

TEST_CASE("the test suite's shapes have the expected facts or fault") {
  for (const test::FactsCase& each : test::facts_cases()) {
    CAPTURE(each.title);
    CAPTURE(escaped(each.text));
    const TreePtr tree = parse(SourceText(each.text));
    const auto fault = judge(*tree);
    if (has_tag(each, "error")) {
      REQUIRE(fault);
      const std::uint32_t line = tree->text().line_of(fault->place.begin) + 1;
      CHECK("error " + std::to_string(line) + " " + fault->message == each.expected);
      CHECK_FALSE(tree->certain());
    } else {
      CHECK_FALSE(fault);
      CHECK(facts_with_lines(*tree) == each.expected);
    }
  }
}

TEST_CASE("every tag of the test suite has a case") {
  const std::set<std::string> wanted = {
      "alias",    "anchor",       "binary",        "comment",   "complex-key", "directive",
      "document", "double",       "duplicate-key", "edge",      "empty",       "empty-key",
      "error",    "explicit-key", "flow",          "folded",    "footer",      "header",
      "indent",   "json",         "literal",       "local-tag", "mapping",     "merge",
      "plain",    "scalar",       "sequence",      "simple",    "single",      "spec",
      "tag",      "unknown-tag",  "upto-1.2",      "whitespace"};
  for (const std::string& tag : wanted) {
    CAPTURE(tag);
    const auto& cases = test::facts_cases();
    CHECK(std::any_of(cases.begin(), cases.end(),
                      [&tag](const test::FactsCase& each) { return has_tag(each, tag); }));
  }
}

TEST_CASE("go-yaml agrees on the test suite's shapes") {
  std::vector<std::string> records;
  for (const test::FactsCase& each : test::facts_cases()) records.push_back(each.text);
  const auto answers = test::ask_go_yaml(records);
  if (!answers) return;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const test::FactsCase& each = test::facts_cases()[i];
    CAPTURE(each.title);
    if (has_tag(each, "error")) {
      const std::size_t message = each.expected.find(' ', 6) + 1;
      CHECK((*answers)[i].v2 == "error " + each.expected.substr(message));
    } else {
      CHECK((*answers)[i].v2 == "ok");
      const auto& facts = (*answers)[i].facts;
      // v3, which tells the structure, also refuses duplicate keys, but only when it decodes.
      REQUIRE(facts);
      CHECK(test::facts_of(*parse(SourceText(each.text))) == *facts);
    }
  }
}

TEST_CASE("real files have the facts that libyaml's events tell, on the same lines") {
  std::size_t compared = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    const oracle::Document document = oracle::read_document(file.bytes);
    if (document.fault) continue;
    CAPTURE(file.name);
    const TreePtr tree = parse(SourceText(file.bytes));
    REQUIRE(test::facts_of(*tree) == test::facts_of(document));
    const std::vector<Fact> ours = facts(*tree);
    const std::vector<std::optional<std::uint32_t>> places = test::places_of(document, file.bytes);
    REQUIRE(ours.size() == places.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      if (places[i]) REQUIRE(ours[i].at == *places[i]);
    }
    ++compared;
  }
  if (!test::corpus().empty()) CHECK(compared > test::corpus().size() * 9 / 10);
}

TEST_CASE("facts of no document are none") {
  CHECK(facts(*parse(SourceText(""))).empty());
  CHECK(facts(*parse(SourceText("# note\n"))).empty());
}

TEST_CASE("facts of a broken document are those of what can be understood") {
  CHECK(facts_with_lines(*parse(SourceText("a: [1, 2\nb: 3\n"))).find("scalar|/b|3|2\n") !=
        std::string::npos);
}

TEST_CASE("facts of a document nested as deeply as allowed") {
  std::string text(9'000, '[');
  text += "x" + std::string(9'000, ']');
  const std::vector<Fact> found = facts(*parse(SourceText(text)));
  REQUIRE(found.size() == 1);
  CHECK(found[0].path.size() == 18'000);
}

}  // namespace buildspec
