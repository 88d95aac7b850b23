#include "linter/workspace/source_files.h"

#include <doctest/doctest.h>

#include <string>

#include "linter/workspace/git_index.h"
#include "tests/workspace/temporary_folder.h"

namespace buildspec {
namespace {

using test::TemporaryFolder;

std::string hex(const BlobId& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : id) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

TEST_CASE("files are named as git names them") {
  // Each is `printf … | git hash-object --stdin`.
  CHECK(hex(blob_id("")) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  CHECK(hex(blob_id("hello\n")) == "ce013625030ba8dba906f756967f9e9ca394464a");
  const TemporaryFolder folder;
  for (const std::size_t size : {44, 45, 46, 52, 53, 54, 55, 56, 57, 63, 64, 65, 119, 5'000}) {
    const std::string text(size, 'x');
    folder.write("file", text);
    CHECK(hex(blob_id(text)) + "\n" == folder.run("git hash-object file"));
  }
}

TEST_CASE("a file is looked at once, with its text, its tree and its mode") {
  const TemporaryFolder folder;
  folder.write("package.json", R"({"scripts": {"build": "tsc"}})");
  folder.write("run.sh", "#!/bin/sh\n");
  folder.write("image.png", std::string("\0\1", 2));
  CHECK(folder.run("chmod 755 run.sh") == "");
  const SourceFiles files(folder.path());
  const SourceFilePtr package = files.look_at("package.json");
  REQUIRE(package);
  REQUIRE(package->tree);
  CHECK(package->tree->root().get("scripts").get("build").is("tsc"));
  CHECK(package->executable == std::nullopt);  // nobody runs it
  CHECK(files.look_at("package.json") == package);
  CHECK(files.look_at("run.sh")->executable == true);
  CHECK(files.look_at("run.sh")->tree == nullptr);
  CHECK(files.look_at("run.sh")->text == "#!/bin/sh\n");
  CHECK(files.look_at("image.png")->text == std::nullopt);
  CHECK(files.has_looked_at("run.sh"));
  CHECK_FALSE(files.has_looked_at("other.sh"));
}

TEST_CASE("what is no file of the tree is not looked at") {
  const TemporaryFolder folder;
  folder.write("root/a");
  folder.write("outside");
  const SourceFiles files(folder.path() / "root");
  CHECK(files.look_at("a"));
  CHECK(files.look_at("") == nullptr);
  CHECK(files.look_at("b") == nullptr);
  CHECK(files.look_at("../outside") == nullptr);
  CHECK(files.look_at("a/../../outside") == nullptr);
  CHECK(files.look_at((folder.path() / "outside").string()) == nullptr);
  CHECK(files.look_at(std::string("a\0b", 3)) == nullptr);
  folder.make_folder("root/folder");
  CHECK(files.look_at("folder") == nullptr);
  CHECK(files.look_at("folder/"));
  CHECK(files.look_at("a/") == nullptr);
  CHECK(files.look_at("nowhere/") == nullptr);
}

TEST_CASE("a text that is too large is not read, but its mode is known") {
  const TemporaryFolder folder;
  folder.write("large.sh", std::string(SourceFiles::kLargestText + 1, 'x'));
  const SourceFiles files(folder.path());
  REQUIRE(files.look_at("large.sh"));
  CHECK(files.look_at("large.sh")->text == std::nullopt);
  CHECK(files.look_at("large.sh")->executable == false);
}

TEST_CASE("git's index makes a file executable, too") {
  const TemporaryFolder folder;
  REQUIRE(folder.run("git init -q . 2>&1") == "");
  folder.write("run.sh", "#!/bin/sh\n");
  folder.write("other.sh", "#!/bin/sh\n");
  REQUIRE(folder.run("git add . && git update-index --chmod=+x run.sh 2>&1") == "");
  const SourceFiles files(folder.path());
  CHECK(files.look_at("run.sh")->executable == true);
  CHECK(files.look_at("other.sh")->executable == false);
}

TEST_CASE("carriage returns that only this checkout has are left out") {
  const TemporaryFolder folder;
  REQUIRE(folder.run("git init -q . 2>&1") == "");
  folder.write("committed.sh", "#!/bin/sh\r\necho\r\n");
  folder.write("converted.sh", "#!/bin/sh\necho\n");
  REQUIRE(folder.run("git -c core.autocrlf=false add . 2>&1") == "");
  folder.write("converted.sh", "#!/bin/sh\r\necho\r\n");
  folder.write("new.sh", "#!/bin/sh\r\n");
  const SourceFiles files(folder.path());
  CHECK(files.look_at("committed.sh")->text == "#!/bin/sh\r\necho\r\n");
  CHECK(files.look_at("converted.sh")->text == "#!/bin/sh\necho\n");
  CHECK(files.look_at("new.sh")->text == "#!/bin/sh\r\n");
}

}  // namespace
}  // namespace buildspec
