#include "linter/cli/dev_corpus.h"

#include <doctest/doctest.h>

#include <vector>

using namespace buildspec::cli;

namespace {

const std::vector<CorpusFinding> kFindings{{"a.yml", 0xff, "", "", 0},
                                           {"b.yml", 1, "some-rule", "error", 3},
                                           {"b.yml", 1, "some-rule", "error", 3},
                                           {"b.yml", 1, "some-rule", "error", 12},
                                           {"b.yml", 1, "some-rule", "info", 4}};

std::string compare(std::vector<CorpusFinding> before, std::vector<CorpusFinding> after) {
  const TableComparison comparison = compare_tables(before, after);
  CHECK(comparison.equal == comparison.text.empty());
  return comparison.text;
}

}  // namespace

TEST_CASE("a table is written and read again") {
  const std::string table = format_table(kFindings);
  CHECK(table ==
        "file\thash\trule\tseverity\tcount\tlines\n"
        "a.yml\t00000000000000ff\t-\t-\t0\t\n"
        "b.yml\t0000000000000001\tsome-rule\terror\t3\t3,3,12\n"
        "b.yml\t0000000000000001\tsome-rule\tinfo\t1\t4\n");
  CHECK(parse_table(table) == kFindings);
  CHECK(parse_table("").empty());
  CHECK(parse_table("x\ty\n").empty());
}

TEST_CASE("gained and lost findings are named, each as often as it stands there") {
  CHECK(compare(kFindings, kFindings) == "");
  std::vector<CorpusFinding> after = kFindings;
  after.erase(after.begin() + 1);
  after.push_back({"b.yml", 1, "z-rule", "hint", 1});
  CHECK(compare(kFindings, after) ==
        "- b.yml:3 error some-rule\n"
        "+ b.yml:1 hint z-rule\n"
        "some-rule: 0 gained, 1 lost\n"
        "z-rule: 1 gained, 0 lost\n");
}

TEST_CASE("a clean file that gets a finding, and the reverse") {
  CHECK(compare({{"a", 1, "", "", 0}}, {{"a", 1, "r", "error", 2}}) ==
        "+ a:2 error r\nr: 1 gained, 0 lost\n");
  CHECK(compare({{"a", 1, "r", "error", 2}}, {{"a", 1, "", "", 0}}) ==
        "- a:2 error r\nr: 0 gained, 1 lost\n");
}

TEST_CASE("files that are not the same are named, not compared") {
  CHECK(compare({{"a", 1, "r", "error", 1}, {"b", 1, "r", "error", 1}},
                {{"a", 2, "", "", 0}, {"c", 1, "r", "error", 1}}) ==
        "file changed: a\nfile gone: b\nnew file: c\n");
}
