#include "linter/cli/diff.h"

#include <doctest/doctest.h>

#include <string>

using buildspec::cli::unified_diff;

TEST_CASE("equal texts have no diff") { CHECK(unified_diff("a.yml", "a\n", "a\n") == ""); }

TEST_CASE("a change stands between three lines of context") {
  CHECK(unified_diff("a.yml", "1\n2\n3\n4\nold\n6\n7\n8\n9\n", "1\n2\n3\n4\nnew\n6\n7\n8\n9\n") ==
        "--- a.yml\n+++ a.yml\n"
        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-old\n+new\n 6\n 7\n 8\n");
}

TEST_CASE("lines that stay are kept apart from lines that change") {
  CHECK(unified_diff("a", "a\nb\nc\nd\n", "b\nx\nc\n") ==
        "--- a\n+++ a\n@@ -1,4 +1,3 @@\n-a\n b\n+x\n c\n-d\n");
}

TEST_CASE("changes far apart are hunks of their own") {
  std::string before;
  for (int i = 1; i <= 20; ++i) before += std::to_string(i) + '\n';
  std::string after = before;
  after.replace(0, 2, "one\nmore\n");
  after.replace(after.find("20\n"), 3, "");
  CHECK(unified_diff("a", before, after) ==
        "--- a\n+++ a\n"
        "@@ -1,4 +1,5 @@\n-1\n+one\n+more\n 2\n 3\n 4\n"
        "@@ -17,4 +18,3 @@\n 17\n 18\n 19\n-20\n");
}

TEST_CASE("begins and ends of files") {
  CHECK(unified_diff("a", "", "x\n") == "--- a\n+++ a\n@@ -0,0 +1,1 @@\n+x\n");
  CHECK(unified_diff("a", "x\n", "") == "--- a\n+++ a\n@@ -1,1 +0,0 @@\n-x\n");
  CHECK(unified_diff("a", "x", "x\n") ==
        "--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n");
}
