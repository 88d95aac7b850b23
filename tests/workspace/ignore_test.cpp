#include "linter/workspace/ignore.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "linter/workspace/git_glob.h"
#include "linter/workspace/source_tree.h"
#include "tests/workspace/temporary_folder.h"

namespace buildspec {
namespace {

using test::TemporaryFolder;

TEST_CASE("git's globs") {
  CHECK(git_glob_matches("*.txt", "a.txt"));
  CHECK_FALSE(git_glob_matches("*.txt", "a/b.txt"));
  CHECK(git_glob_matches("**/b", "b"));
  CHECK(git_glob_matches("**/b", "x/y/b"));
  CHECK(git_glob_matches("a/**", "a/b/c"));
  CHECK_FALSE(git_glob_matches("a/**", "a"));
  CHECK(git_glob_matches("a/**/b", "a/b"));
  CHECK(git_glob_matches("a/**/b", "a/x/y/b"));
  CHECK_FALSE(git_glob_matches("a/*/b", "a/x/y/b"));
  CHECK(git_glob_matches("[a-c]?[!x]", "bzy"));
  CHECK_FALSE(git_glob_matches("[a-c]?[!x]", "bzx"));
  CHECK(git_glob_matches("\\*", "*"));
  CHECK_FALSE(git_glob_matches("\\*", "a"));
  CHECK_FALSE(git_glob_matches("[", "["));
  CHECK(git_glob_matches("**a*b", "xaxb"));
  CHECK_FALSE(git_glob_matches(std::string(200, '*') + "b", std::string(2'000, 'a')));
}

struct Example {
  const char* patterns;
  std::vector<std::string> files;
};

// The cases of gitignore(5), and some that go wrong easily.
const std::vector<Example> kExamples{
    {"# comment\n\n*.o\n\\#hash\n\\!bang\ntrail  \nkept\\ \n",
     {"a.o", "x/y.o", "#hash", "!bang", "trail", "kept ", "a.c"}},
    {"doc/frotz\n", {"doc/frotz", "a/doc/frotz"}},
    {"frotz/\n", {"frotz/x", "a/frotz/y", "b/frotz"}},
    {"/*\n!/foo\n/foo/*\n!/foo/bar\n", {"a", "b/c", "foo/x", "foo/bar/y", "foo/barn"}},
    {"hello.*\n", {"hello.txt", "a/hello.c"}},
    {"/hello.*\n", {"hello.txt", "a/hello.c"}},
    {"foo/*\n", {"foo/test.json", "foo/bar/hello.c"}},
    {"**/foo\n", {"foo", "a/foo", "a/b/foo/c"}},
    {"**/foo/bar\n", {"foo/bar", "x/foo/bar", "x/bar"}},
    {"abc/**\n", {"abc/x", "abc/y/z", "d/abc/x"}},
    {"a/**/b\n", {"a/b", "a/x/b", "a/x/y/b", "c/a/b"}},
    {"*.log\n!important.log\n", {"a.log", "important.log", "x/important.log"}},
    {"build/\n!build/keep\n", {"build/keep", "build/x"}},
    {"foo[0-9]\nbar[!a]\n", {"foo1", "foox", "bara", "barb"}},
    {"a?c\n", {"abc", "ac", "a/c"}},
    {"*.txt\r\n!b.txt\r\n", {"a.txt", "b.txt"}},
    {"***\n", {"x/y"}},
    {"foo**bar\n", {"fooXbar", "foo/bar"}},
    {"/\n", {"x"}},
    {"a/b/\n", {"a/b/c", "x/a/b/c"}},
    {"\xEF\xBB\xBF*.bom\n", {"a.bom"}},
    {"[\n\\\n", {"[", "\\"}},
};

TEST_CASE("the files that are left are those that git does not ignore") {
  std::size_t left = 0;
  for (const Example& example : kExamples) {
    const std::string patterns = example.patterns;
    CAPTURE(patterns);
    const TemporaryFolder folder;
    REQUIRE(folder.run("git init -q . 2>&1") == "");
    folder.write(".gitignore", example.patterns);
    for (const std::string& file : example.files) folder.write(file);
    std::vector<std::string> expected;
    std::istringstream listed(
        folder.run("git -c core.excludesFile=/dev/null ls-files -z --others --exclude-standard"));
    for (std::string file; std::getline(listed, file, '\0');) expected.push_back(file);
    std::sort(expected.begin(), expected.end());
    left += expected.size();
    CHECK(scan_source_tree(folder.path()).files == expected);
  }
  CHECK(left > 30);  // git did answer
}

TEST_CASE("nested .gitignore files and .git/info/exclude count, the nearest first") {
  const TemporaryFolder folder;
  REQUIRE(folder.run("git init -q . 2>&1") == "");
  folder.write(".git/info/exclude", "secret\n*.tmp\n");
  folder.write(".gitignore", "*.log\n/only-here\n");
  folder.write("sub/.gitignore", "!keep.log\n/local\n");
  for (const char* const file :
       {"a.log", "secret", "x.tmp", "only-here", "sub/keep.log", "sub/other.log", "sub/local",
        "sub/only-here", "sub/deep/local", "sub/deep/keep.log"})
    folder.write(file);
  const std::vector<std::string> expected{".gitignore",     "sub/.gitignore", "sub/deep/keep.log",
                                          "sub/deep/local", "sub/keep.log",   "sub/only-here"};
  CHECK(scan_source_tree(folder.path()).files == expected);
}

}  // namespace
}  // namespace buildspec
