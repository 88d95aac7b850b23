#include "lsp/ide/glob_matches.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "linter/lang/glob.h"
#include "tests/ide/hovered.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

std::vector<std::string> matched(const std::string& pattern, const ProjectFacts& facts) {
  const SnapshotPtr snapshot =
      analyze("", 1, SourceText("artifacts:\n  files:\n    - '" + pattern + "'\n"),
              std::make_shared<const ProjectFacts>(facts));
  const std::vector<GlobPlace> places = glob_places(snapshot->buildspec);
  REQUIRE(places.size() == 1);
  const GlobMatches found = match_in_source(facts, places[0], 1'000);
  CHECK(found.count == found.files.size());
  return found.files;
}

}  // namespace

TEST_CASE("the same as match_glob says, whatever the form of the pattern") {
  const std::vector<std::string> files{
      ".hidden", "a",    "a/b",      "a/b.js",     "a/b/c.js", "a/b/c.txt", "a/bc/d/e.js",
      "ab/c.js", "b.js", "c/a/b.js", "c/a/x/b.js", "js",       "x/.js",     "x/a.js.map"};
  const ProjectFacts facts = with_tree(files);
  for (const std::string pattern :
       {"**/*",    "**",     "*",       "a/*",       "a/**",  "a/**/*",       "a*",
        "a*/**/*", "*.js",   "**/*.js", "a/**/*.js", "**/b*", "**/a/**/*.js", "a/*/c.js",
        "a/b.js",  "*/*.js", "a**",     "a**/c.js",  "**/",   "**.js",        "**/*/*.js",
        "nothing", "a/b/c",  "***",     "a//**/*",   "./a/*"}) {
    INFO(pattern);
    std::string normal = pattern == "a//**/*" ? "a/**/*" : pattern == "./a/*" ? "a/*" : pattern;
    if (normal == "**/") normal = "**";
    std::vector<std::string> expected;
    for (const std::string& file : files) {
      if (match_glob(normal, file) == GlobMatch::yes) expected.push_back(file);
    }
    CHECK(matched(pattern, facts) == expected);
  }
}

TEST_CASE("every place of a buildspec that is matched against files") {
  const Marked at = marked(
      "artifacts:\n  files: [a, b]\n  exclude-paths: c\n  base-directory: d\n"
      "  secondary-artifacts:\n    one:\n      files: [e]\nreports:\n  r:\n    files: [f]\n"
      "    base-directory: g\ncache:\n  paths: [h]\n^");
  std::string names;
  for (const GlobPlace& place : glob_places(at.snapshot->buildspec)) {
    names += place.node.source();
    const auto same = glob_place_at(*at.snapshot, place.node.span().begin);
    REQUIRE(same);
    CHECK(same->node == place.node);
    CHECK(same->kind == place.kind);
    CHECK(same->base_directory == place.base_directory);
    CHECK(same->excluded == place.excluded);
  }
  CHECK(names == "abcdefgh");
  CHECK_FALSE(glob_place_at(*at.snapshot, 0));
}

TEST_CASE("work is bounded, and the answer says so") {
  std::vector<std::string> files;
  for (int i = 0; i < 3'000; ++i) files.push_back("a/" + std::to_string(i) + "/x.js");
  const ProjectFacts facts = with_tree(files);
  const auto count = [&facts](const std::string& pattern) {
    const Marked at = marked("cache:\n  paths: ['" + pattern + "']\n^", facts);
    return match_in_source(facts, glob_places(at.snapshot->buildspec).front(), 5);
  };
  CHECK(count("**/*.js").count == 3'000);
  CHECK(count("**/*.js").all);
  CHECK(count("**/*.js").files.size() == 5);
  CHECK(count("a/*/x*").count == 1'000);
  CHECK_FALSE(count("a/*/x*").all);
}
