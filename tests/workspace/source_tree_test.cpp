#include "linter/workspace/source_tree.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/workspace/temporary_folder.h"

namespace buildspec {
namespace {

using test::TemporaryFolder;

TEST_CASE("the root is the folder that holds .git, a folder or a file") {
  const TemporaryFolder folder;
  folder.write("a/b/buildspec.yml");
  CHECK(source_root(folder.path() / "a/b/buildspec.yml") == std::nullopt);
  folder.make_folder(".git");
  CHECK(source_root(folder.path() / "a/b/buildspec.yml") == folder.path());
  CHECK(source_root(folder.path()) == folder.path());
  folder.write("a/.git", "gitdir: /somewhere/else\n");
  CHECK(source_root(folder.path() / "a/b") == folder.path() / "a");
}

TEST_CASE("a tracked file is in a checkout, ignored or not") {
  const TemporaryFolder folder;
  REQUIRE(folder.run("git init -q . 2>&1") == "");
  folder.write(".gitignore", "dist/\n");
  folder.write("dist/kept.js");
  folder.write("dist/made.js");
  REQUIRE(folder.run("git add -f dist/kept.js 2>&1") == "");
  const SourceTree tree = scan_source_tree(folder.path());
  CHECK(tree.complete);
  CHECK(tree.files == std::vector<std::string>{".gitignore", "dist/kept.js"});
}

TEST_CASE("a tree that was not seen whole says so") {
  const TemporaryFolder folder;
  folder.write("a");
  folder.write("b/c/d");
  CHECK(scan_source_tree(folder.path()).complete);
  ScanLimits shallow;
  shallow.depth = 1;
  const SourceTree cut = scan_source_tree(folder.path(), shallow);
  CHECK_FALSE(cut.complete);
  CHECK(cut.files == std::vector<std::string>{"a"});
  ScanLimits few;
  few.files = 1;
  CHECK_FALSE(scan_source_tree(folder.path(), few).complete);
  CHECK_FALSE(scan_source_tree(folder.path() / "nowhere").complete);
  for (int i = 0; i < 300; ++i) folder.write("many/" + std::to_string(i));
  CHECK_FALSE(scan_source_tree(folder.path(), {}, [] { return true; }).complete);
}

TEST_CASE("a submodule that is not checked out makes the tree incomplete") {
  const TemporaryFolder folder;
  folder.make_folder("library");
  CHECK(scan_source_tree(folder.path()).complete);
  folder.write(".gitmodules", "[submodule \"library\"]\n");
  CHECK_FALSE(scan_source_tree(folder.path()).complete);
  folder.write("library/file");
  CHECK(scan_source_tree(folder.path()).complete);
}

TEST_CASE("links are files and are not followed") {
  const TemporaryFolder folder;
  folder.write("real/file");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "real/loop");
  CHECK(scan_source_tree(folder.path()).files ==
        std::vector<std::string>{"real/file", "real/loop"});
}

TEST_CASE("paths relative to the root") {
  CHECK(relative_to("/a/b", "/a/b/c/d.yml") == "c/d.yml");
  CHECK(relative_to("/a/b", "/a/x.yml") == std::nullopt);
  CHECK(relative_to("/a/b", "/a/b") == std::nullopt);
  CHECK(relative_to("/a/b", "/a/b/../b/c") == "c");
}

}  // namespace
}  // namespace buildspec
