#include "linter/workspace/discovery.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/workspace/files.h"
#include "tests/support/corpus.h"
#include "tests/workspace/temporary_folder.h"

namespace buildspec {
namespace {

using test::TemporaryFolder;

constexpr std::string_view kBuildspec =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";

TEST_CASE("names") {
  CHECK(judge_name("buildspec.yml") == NameVerdict::yes);
  CHECK(judge_name("a/b/Buildspec.yaml") == NameVerdict::yes);
  CHECK(judge_name("buildspec-prod.yml") == NameVerdict::likely);
  CHECK(judge_name("codebuild/release.yml") == NameVerdict::likely);
  CHECK(judge_name("buildspec.json") == NameVerdict::likely);
  CHECK(judge_name("deploy.yaml") == NameVerdict::any);
  CHECK(judge_name("package.json") == NameVerdict::no);
  CHECK(judge_name("buildspec.md") == NameVerdict::no);
}

TEST_CASE("content") {
  CHECK(judge_content(kBuildspec) == ContentVerdict::sure);
  CHECK(judge_content("\xEF\xBB\xBF---\r\nversion: '0.2'\r\nphases:\r\n") == ContentVerdict::sure);
  CHECK(judge_content("version:0.2\nbatch:\n") == ContentVerdict::sure);
  CHECK(judge_content("version: 1.0 # first\nphases:\n") == ContentVerdict::likely);
  CHECK(judge_content("{\n \"version\": \"0.2\", \"a\": {\"x\": 1},\n \"phases\": {") ==
        ContentVerdict::sure);
  CHECK(judge_content("{\"name\": \"plugin\", \"version\": \"1.0\", \"dependencies\": {}}") ==
        ContentVerdict::other);
  CHECK(judge_content("version: 1\nfrontend:\n  phases:\n    build:\n") == ContentVerdict::other);
  CHECK(judge_content("on: push\njobs:\n") == ContentVerdict::other);
  // Buildspecs with a mistake at their top.
  CHECK(judge_content("phases:\n  build:\n") == ContentVerdict::likely);
  CHECK(judge_content("batch:\n  build-list:\n") == ContentVerdict::likely);
  CHECK(judge_content("version: 0.2\nphase:\n  build:\n") == ContentVerdict::likely);
  CHECK(judge_content("phases:\nresources:\n") == ContentVerdict::likely);
  CHECK(judge_content("phases:\nfrontend:\n") == ContentVerdict::other);
  CHECK(judge_content("version: 0.2\njobs:\n") == ContentVerdict::other);
  CHECK(judge_content("") == ContentVerdict::unclear);
  CHECK(judge_content("env:\n  version: 0.2\n  phases: x\n") == ContentVerdict::unclear);
}

TEST_CASE("name and content together") {
  CHECK(is_buildspec("buildspec.yml", ""));
  CHECK(is_buildspec("x/deploy.yml", kBuildspec));
  CHECK_FALSE(is_buildspec("x/deploy.yml", "version: 1.0\nphases:\n"));
  CHECK(is_buildspec("x/deployspec-buildspec.yml", "version: 1.0\nphases:\n"));
  CHECK_FALSE(is_buildspec("buildspec.json", "{\"name\": \"p\", \"dependencies\": {}}"));
  CHECK_FALSE(is_buildspec("amplify.yml", "version: 1\nfrontend:\n  phases:\n"));
  CHECK(is_buildspec("buildspec.yml", "Resources:\n"));
}

TEST_CASE("a folder gives its buildspecs, sorted, without what is ignored") {
  const TemporaryFolder folder;
  folder.make_folder(".git");
  folder.write(".gitignore", "ignored/\n");
  folder.write("buildspec.yml", kBuildspec);
  folder.write("ci/deploy.yml", kBuildspec);
  folder.write("ci/other.yml", "jobs:\n");
  folder.write("ci/buildspec.json", "{\"version\": 0.2, \"phases\": {}}");
  folder.write("ignored/buildspec.yml", kBuildspec);
  folder.write("node_modules/x/buildspec.yml", kBuildspec);
  folder.write("old/buildspec.yml", kBuildspec);
  const auto all = find_buildspecs(folder.path());
  const std::vector<std::filesystem::path> expected{
      folder.path() / "buildspec.yml", folder.path() / "ci/buildspec.json",
      folder.path() / "ci/deploy.yml", folder.path() / "old/buildspec.yml"};
  CHECK(all.files == expected);
  CHECK(all.problems.empty());
  const auto fewer = find_buildspecs(folder.path(), {{folder.path(), {"/old", "*.json"}}});
  CHECK(fewer.files == std::vector{expected[0], expected[2]});
  CHECK(find_buildspecs(folder.path() / "ci").files.size() == 2);
  const auto nothing = find_buildspecs(folder.path() / "nowhere");
  REQUIRE(nothing.problems.size() == 1);
  CHECK(nothing.problems[0].path == folder.path() / "nowhere");
  CHECK(nothing.problems[0].message == "no such file");
}

TEST_CASE("a search in pieces finds the same, and the configurations") {
  const TemporaryFolder folder;
  folder.write("buildspec.yml", kBuildspec);
  folder.write(".buildspec-lint.yml", "exclude: [old]\n");
  folder.write("a/b/buildspec.yml", kBuildspec);
  folder.write("a/.buildspec-lint.yml", "");
  folder.write("old/buildspec.yml", kBuildspec);
  BuildspecSearch search(folder.path());
  int pieces = 1;
  while (!search.advance([] { return true; })) ++pieces;
  CHECK(pieces == 4);
  const auto whole = find_buildspecs(folder.path());
  CHECK(whole.files.size() == 3);
  CHECK(search.found().files == whole.files);
  CHECK(whole.configurations ==
        std::vector<std::filesystem::path>{folder.path() / ".buildspec-lint.yml",
                                           folder.path() / "a/.buildspec-lint.yml"});
  CHECK(search.found().configurations == whole.configurations);
}

TEST_CASE("a path is excluded with the folders above it") {
  const Exclusions exclusions{"/a", {"/old", "*.json"}};
  CHECK(excludes(exclusions, "/a/old/x/buildspec.yml"));
  CHECK(excludes(exclusions, "/a/b/buildspec.json"));
  CHECK_FALSE(excludes(exclusions, "/a/b/old/buildspec.yml"));
  CHECK_FALSE(excludes(exclusions, "/b/old/buildspec.yml"));
  CHECK_FALSE(excludes({"/a", {}}, "/a/old"));
}

TEST_CASE("in a folder pipes are not waited for, and broken links are not passed over") {
  const TemporaryFolder folder;
  folder.make_folder("pipe");
  folder.make_folder("link");
  REQUIRE(mkfifo((folder.path() / "pipe/buildspec.yml").c_str(), 0600) == 0);
  REQUIRE(mkfifo((folder.path() / "pipe/buildspec-2.yml").c_str(), 0600) == 0);
  std::filesystem::create_symlink("/dev/zero", folder.path() / "pipe/buildspec.yaml");
  std::filesystem::create_symlink("nowhere", folder.path() / "link/buildspec.yml");
  const std::vector<PathPatterns> all_yaml{{folder.path(), {"*.yml"}}};
  CHECK(find_buildspecs(folder.path() / "pipe", {}, all_yaml).files.empty());
  CHECK(find_buildspecs(folder.path() / "link").files.size() == 1);
}

TEST_CASE("the nearest configuration, not above the folder that holds .git") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml");
  folder.write("repo/a/b/buildspec.yml");
  CHECK(nearest_configuration(folder.path() / "repo/a/b/buildspec.yml") ==
        folder.path() / ".buildspec-lint.yml");
  folder.make_folder("repo/.git");
  CHECK(nearest_configuration(folder.path() / "repo/a/b/buildspec.yml") == std::nullopt);
  folder.write("repo/.buildspec-lint.yml");
  folder.write("repo/a/.buildspec-lint.yml");
  CHECK(nearest_configuration(folder.path() / "repo/a/b/buildspec.yml") ==
        folder.path() / "repo/a/.buildspec-lint.yml");
  CHECK(nearest_configuration(folder.path() / "repo/buildspec.yml") ==
        folder.path() / "repo/.buildspec-lint.yml");
}

TEST_CASE("reading says what failed") {
  const TemporaryFolder folder;
  CHECK(read_text_file(folder.path() / "nowhere").problem == "no such file");
  CHECK(read_text_file(folder.path()).problem == "is a folder");
  folder.write("big", "123456");
  CHECK(read_text_file(folder.path() / "big", 5).problem == "larger than 0 MiB");
  CHECK(*read_text_file(folder.path() / "big").text == "123456");
  CHECK(read_head(folder.path() / "big", 3) == "123");
  CHECK(read_head(folder.path() / "nowhere", 3).empty());
}

TEST_CASE("UTF-16 by its byte order mark becomes UTF-8") {
  const TemporaryFolder folder;
  using namespace std::string_literals;
  const auto little =
      read_text_file(folder.write("le", "\xFF\xFE"s + "a\0"s + "\x3D\xD8\x00\xDE"s));
  CHECK(*little.text ==
        "\xEF\xBB\xBF"
        "a\xF0\x9F\x98\x80");
  CHECK(little.decoded);
  const auto big = read_text_file(folder.write("be", "\xFE\xFF"s + "\0a"s + "\xD8\x00"s));
  CHECK(*big.text ==
        "\xEF\xBB\xBF"
        "a\xEF\xBF\xBD");
  const auto plain = read_text_file(folder.write("u8",
                                                 "\xEF\xBB\xBF"
                                                 "a\xFF"));
  CHECK(*plain.text ==
        "\xEF\xBB\xBF"
        "a\xFF");
  CHECK_FALSE(plain.decoded);
}

TEST_CASE("real buildspecs are found by their content alone") {
  std::size_t missed = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    const ContentVerdict verdict = judge_content(std::string_view(file.bytes).substr(0, kHeadSize));
    CAPTURE(file.name);
    // CloudFormation templates that were once checked in under a buildspec's name.
    const bool template_file = file.bytes.find("AWS::IAM::") != std::string::npos;
    if (!template_file) CHECK(verdict != ContentVerdict::other);
    if (verdict != ContentVerdict::sure) ++missed;
  }
  // Without `version`, with another one, or broken in their first lines.
  CHECK(missed * 100 <= test::corpus().size() * 9);
}

}  // namespace
}  // namespace buildspec
