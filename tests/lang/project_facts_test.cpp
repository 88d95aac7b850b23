#include "linter/lang/project_facts.h"

#include <doctest/doctest.h>

namespace buildspec {

TEST_CASE("dates are real days in one form") {
  CHECK(parse_date("2026-11-20") == Date{2026, 11, 20});
  CHECK(to_string(Date{2026, 1, 2}) == "2026-01-02");
  CHECK(parse_date("2024-02-29"));
  CHECK(!parse_date("2023-02-29"));
  CHECK(!parse_date("1900-02-29"));
  CHECK(parse_date("2000-02-29"));
  CHECK(!parse_date("2026-13-01"));
  CHECK(!parse_date("2026-00-01"));
  CHECK(!parse_date("2026-04-31"));
  CHECK(!parse_date("2026-4-01"));
  CHECK(!parse_date("2026-04-0x"));
  CHECK(!parse_date("20261120"));
  CHECK(!parse_date(""));
  CHECK(Date{2025, 12, 31} < Date{2026, 1, 1});
}

TEST_CASE("a source tree knows its files and the folders above them") {
  SourceTree tree;
  tree.files = {"a-b/c", "a/b/c.txt", "a/d", "z"};
  CHECK(tree.has_file("a/d"));
  CHECK(!tree.has_file("a/b"));
  CHECK(tree.has_directory("a"));
  CHECK(tree.has_directory("a/b"));
  CHECK(tree.has_directory("a/b/"));
  CHECK(!tree.has_directory("a/d"));
  CHECK(!tree.has_directory("b"));
  CHECK(tree.has_directory("."));
  CHECK(tree.has_directory(""));
}

}  // namespace buildspec
