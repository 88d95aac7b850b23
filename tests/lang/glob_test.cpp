#include "linter/lang/glob.h"

#include <doctest/doctest.h>

#include <string>

namespace buildspec {
namespace {

bool matches(std::string_view pattern, std::string_view path) {
  return match_glob(pattern, path) == GlobMatch::yes;
}
bool differs(std::string_view pattern, std::string_view path) {
  return match_glob(pattern, path) == GlobMatch::no;
}

}  // namespace

TEST_CASE("a pattern without wildcards is one path") {
  CHECK(matches("dir/file.jar", "dir/file.jar"));
  CHECK(differs("dir/file.jar", "dir/file.jar2"));
  CHECK(differs("file.jar", "dir/file.jar"));
  CHECK(matches("", ""));
  CHECK(differs("", "a"));
}

TEST_CASE("a star stays within one part") {
  CHECK(matches("dir/*", "dir/a.txt"));
  CHECK(matches("dir/*", "dir/.hidden"));
  CHECK(differs("dir/*", "dir/sub/a.txt"));
  CHECK(matches("*.jar", "a.jar"));
  CHECK(differs("*.jar", "target/a.jar"));
  CHECK(matches("my-dir*", "my-dir-2"));
  CHECK(matches("a*b*c", "aXXbYYc"));
  CHECK(differs("a*b*c", "aXXcYYb"));
}

TEST_CASE("two stars cross parts") {
  CHECK(matches("**/*", "a"));
  CHECK(matches("**/*", "a/b/c"));
  CHECK(matches("dir/**/*", "dir/a"));
  CHECK(matches("dir/**/*", "dir/a/b"));
  CHECK(differs("dir/**/*", "other/a"));
  CHECK(matches("**/.*", ".git"));
  CHECK(matches("**/.*/**/*", "a/.git/objects/x"));
  CHECK(differs("**/.*/**/*", "a/git/objects/x"));
  CHECK(matches("dir/**", "dir/a/b"));
  CHECK(matches("**/x.txt", "x.txt"));
  CHECK(differs("**/x.txt", "ax.txt"));
  CHECK(matches("**", "a/b"));
}

TEST_CASE("what is not documented is not known, as far as it decides") {
  CHECK(match_glob("a?.txt", "ab.txt") == GlobMatch::unknown);
  CHECK(match_glob("{a,b}.txt", "a.txt") == GlobMatch::unknown);
  CHECK(match_glob("!a.txt", "b.txt") == GlobMatch::unknown);
  CHECK(differs("dist/{a,b}.js", "src/a.js"));
  CHECK(has_undocumented_metacharacter("[ab].txt"));
  CHECK(!has_undocumented_metacharacter("a!b"));
  CHECK(has_wildcard("a/*"));
  CHECK(!has_wildcard("a/b"));
}

TEST_CASE("no pattern takes exponential time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  pattern += "b";
  CHECK(differs(pattern, std::string(5000, 'a')));
}

}  // namespace buildspec
