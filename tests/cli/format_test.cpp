// `buildspec-lint format` as its users run it.
#include <doctest/doctest.h>

#include "linter/cli/options.h"
#include "tests/cli/program.h"

using namespace buildspec::cli;
using namespace buildspec::cli::test;

namespace {

constexpr std::string_view kUntidy =
    "version:   0.2\nphases:\n    build:\n        commands:\n          - make  \n\n\n";
constexpr std::string_view kTidy = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";

}  // namespace

TEST_CASE("format writes files, once") {
  const Sandbox box;
  box.write("buildspec.yml", kUntidy);
  box.write("sub/buildspec.yml", kTidy);
  box.write("other.yml", "a:   1\n");
  const Ran first = box.run("buildspec-lint format");
  CHECK(first.status == 0);
  CHECK(first.out == "1 file changed, 1 file left as it is\n");
  CHECK(box.read("buildspec.yml") == kTidy);
  CHECK(box.read("other.yml") == "a:   1\n");
  const Ran second = box.run("buildspec-lint format");
  CHECK(second.status == 0);
  CHECK(second.out == "0 files changed, 2 files left as they are\n");
}

TEST_CASE("format --check and --diff write nothing and say so by the status") {
  const Sandbox box;
  box.write("buildspec.yml", kUntidy);
  const Ran check = box.run("buildspec-lint format --check");
  CHECK(check.status == 1);
  CHECK(check.out ==
        "would change: buildspec.yml\n1 file would change, 0 files left as they are\n");
  const Ran diff = box.run("buildspec-lint format --diff buildspec.yml | tee patch | head -3");
  CHECK(diff.out == "--- buildspec.yml\n+++ buildspec.yml\n@@ -1,7 +1,5 @@\n");
  CHECK(box.run("buildspec-lint format --diff").status == 1);
  CHECK(box.read("buildspec.yml") == kUntidy);
  box.write("buildspec.yml", kTidy);
  CHECK(box.run("buildspec-lint format --check").status == 0);
  CHECK(box.run("buildspec-lint format --diff").out == "");
}

TEST_CASE("format prints what comes from standard input") {
  const Sandbox box;
  const Ran ran = box.run("buildspec-lint format -", kUntidy);
  CHECK(ran.status == 0);
  CHECK(ran.out == kTidy);
  CHECK(box.run("buildspec-lint format -", kTidy).out == kTidy);
  const Ran named = box.run("buildspec-lint format --check --stdin-filename a.yml -", kUntidy);
  CHECK(named.status == 1);
  CHECK(named.out.starts_with("would change: a.yml\n"));
}

TEST_CASE("format takes a width and a style of lists") {
  const Sandbox box;
  CHECK(box.run("buildspec-lint format --indent 4 --lists flush -", kTidy).out ==
        "version: 0.2\nphases:\n    build:\n        commands:\n        - make\n");
  const Ran wrong = box.run("buildspec-lint format --indent 0");
  CHECK(wrong.status == 2);
  CHECK(wrong.error.find("\"0\" is not a number from 1 to 16") != std::string::npos);
}

TEST_CASE("format does what the configuration says, unless told otherwise") {
  const Sandbox box;
  box.write("buildspec.yml", kTidy);
  box.write(".buildspec-lint.yml", "format:\n  indent: 3\n  lists: flush\n");
  CHECK(box.run("buildspec-lint format").status == 0);
  CHECK(box.read("buildspec.yml") ==
        "version: 0.2\nphases:\n   build:\n      commands:\n      - make\n");
  CHECK(box.run("buildspec-lint format --indent 2 --lists indented").status == 0);
  CHECK(box.read("buildspec.yml") == kTidy);
  CHECK(box.run("buildspec-lint format --check --no-config").status == 0);
  box.write(".buildspec-lint.yml", "format:\n  indent: 0\n  lists: flushed\n");
  const Ran wrong = box.run("buildspec-lint format --check");
  CHECK(wrong.status == 2);
  CHECK(wrong.error.find("line 2, column 11: Expected a number from 1 to 16") != std::string::npos);
  CHECK(wrong.error.find("line 3, column 10: Unknown style `flushed`") != std::string::npos);
}

TEST_CASE("format leaves what it cannot read, with the reason, and does the rest") {
  const Sandbox box;
  box.write("a/buildspec.yml", kBroken);
  box.write("b/buildspec.yml", kUntidy);
  box.write("c/buildspec.yml", "version: 1\nfrontend:\n    phases:\n        build: {}\n");
  const Ran ran = box.run("buildspec-lint format a b c/buildspec.yml nothing.yml");
  CHECK(ran.status == 2);
  CHECK(ran.error.find("a/buildspec.yml:5:9: not formatted: the YAML is broken: ") !=
        std::string::npos);
  CHECK(ran.error.find("nothing.yml: no such file") != std::string::npos);
  CHECK(box.read("a/buildspec.yml") == kBroken);
  CHECK(box.read("b/buildspec.yml") == kTidy);
  // Amplify's files are none of ours.
  CHECK(box.read("c/buildspec.yml").find("    phases") != std::string::npos);
}

TEST_CASE("format's options") {
  const auto options = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "format");
    return std::get<FormatOptions>(parse_options(arguments));
  };
  CHECK(options({}).mode == FormatOptions::Mode::write);
  CHECK(options({"--check", "a"}).paths == std::vector<std::string>{"a"});
  CHECK(options({"--", "--check"}).paths == std::vector<std::string>{"--check"});
  CHECK(options({"--lists", "flush"}).lists == "flush");
  CHECK(options({"--indent", "3"}).indent == 3);
  const std::vector<std::string> both{"format", "--check", "--diff"};
  CHECK(std::get<Message>(parse_options(both)).status == kExitFailure);
}
