#include "lsp/ide/rename.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// The text after the name at the mark is changed, or why it is not.
std::string renamed(std::string_view source, std::string_view new_name,
                    ProjectFacts facts = some_project()) {
  const Marked at = marked(source, std::move(facts));
  const auto found = name_at(*at.snapshot, at.offset);
  if (!found) return "no name";
  if (const auto why = why_fixed({&at.snapshot, 1}, found->name)) return *why;
  if (const auto why = why_not_called({&at.snapshot, 1}, found->name, new_name)) return *why;
  return apply_edits(at.snapshot->text.bytes(), rename(*at.snapshot, found->name, new_name));
}

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";

}  // namespace

TEST_CASE("a variable gets another name everywhere") {
  CHECK(renamed("env:\n  variables:\n    \"TAG\": x\n  exported-variables: TAG\n" + kCommands +
                    "- echo \"$TA^G\\n\" ${TAG:-x} '$TAG'\n      - \"TAG=\\\"$TAG\\\"\"\n",
                "VERSION") ==
        "env:\n  variables:\n    \"VERSION\": x\n  exported-variables: VERSION\n" + kCommands +
            "- echo \"$VERSION\\n\" ${VERSION:-x} '$TAG'\n"
            "      - \"VERSION=\\\"$VERSION\\\"\"\n");
  CHECK(renamed(kCommands + "- \"T\\x41G=1\"\n      - echo $TA^G\n", "VERSION") ==
        kCommands + "- \"VERSION=1\"\n      - echo $VERSION\n");
}

TEST_CASE("a command that reads as a mapping is not left behind") {
  CHECK(renamed("env:\n  variables:\n    A^B: x\n" + kCommands +
                    "- echo \"a: $AB\"\n      - 'echo $AB'\n      - echo $AB \"b: c\"\n",
                "CD") == "env:\n  variables:\n    CD: x\n" + kCommands +
                             "- echo \"a: $CD\"\n      - 'echo $CD'\n      - echo $CD \"b: c\"\n");
  CHECK(renamed(kCommands + "- AB=1\n      - echo \"a: $A^B\"\n", "CD") ==
        kCommands + "- CD=1\n      - echo \"a: $CD\"\n");
}

TEST_CASE("the same name again changes nothing") {
  const std::string text = kCommands + "- AB=1\n      - echo $AB\n";
  std::string source = text;
  source.insert(source.find("$AB") + 2, "^");
  CHECK(renamed(source, "AB") == text);
}

TEST_CASE("names that others gave are refused") {
  CHECK(renamed(kCommands + "- echo $CODEBUILD_^SRC_DIR\n", "X") ==
        "`CODEBUILD_SRC_DIR` is one of CodeBuild's own names.");
  CHECK(renamed(kCommands + "- CODEBUILD_^MINE=1\n", "X") ==
        "`CODEBUILD_MINE` is one of CodeBuild's own names.");
  CHECK(renamed(kCommands + "- export AWS_PRO^FILE=x\n", "X") ==
        "`AWS_PROFILE` is a name that the AWS tools look for.");
  CHECK(renamed(kCommands + "- export PA^TH=$PATH:/x\n", "X") ==
        "`PATH` is a name that the shell or the image gives a meaning.");
  CHECK(renamed(kCommands + "- echo $OTH^ER\n", "X") ==
        "`OTHER` is not set in this file: its name is given elsewhere.");
  ProjectFacts facts = some_project();
  facts.variables = {"STAGE"};
  CHECK(renamed("env:\n  variables:\n    STA^GE: x\n", "X", facts) ==
        "`STAGE` is a variable of the project, as the configuration says.");
}

TEST_CASE("new names that cannot be are refused") {
  const std::string text = "env:\n  variables:\n    A^B: x\n    CD: y\n" + kCommands + "- EF=1\n";
  for (const char* const bad : {"", "1A", "A-B", "A B", "\xC3\xA4"}) {
    CHECK(renamed(text, bad).ends_with(
        " is no name for a variable: letters, digits and underscores, no digit first."));
  }
  CHECK(renamed(text, "CODEBUILD_X") == "`CODEBUILD_X` is one of CodeBuild's own names.");
  CHECK(renamed(text, "AWS_REGION").find("own names") != std::string::npos);
  CHECK(renamed(text, "HOME") == "`HOME` is a name that the shell or the image gives a meaning.");
  CHECK(renamed(text, "CD") == "`CD` stands in this file already, in line 4.");
  CHECK(renamed(text, "EF") == "`EF` stands in this file already, in line 8.");
}

TEST_CASE("what YAML would not take for a text gets quotes") {
  CHECK(renamed("env:\n  variables:\n    A^B: x\n  exported-variables: [\"AB\"]\n" + kCommands +
                    "- echo $AB\n",
                "y") == "env:\n  variables:\n    \"y\": x\n  exported-variables: [\"y\"]\n" +
                            kCommands + "- echo $y\n");
  CHECK(renamed("batch:\n  build-list:\n    - identifier: o^ne\n", "1") ==
        "batch:\n  build-list:\n    - identifier: \"1\"\n");
}

TEST_CASE("anchors, tasks, artifacts, functions") {
  CHECK(renamed("a: &on^e x\nb: *one\n", "two-2") == "a: &two-2 x\nb: *two-2\n");
  CHECK(renamed("a: &on^e x\nb: &two x\n", "two") ==
        "`two` stands in this file already, in line 2.");
  CHECK(renamed("a: &on^e x\n", "a b").starts_with("`a b` is no name for an anchor"));
  const std::string batch =
      "batch:\n  build-graph:\n    - identifier: o^ne\n    - identifier: b\n"
      "      depend-on: [one]\n";
  CHECK(renamed(batch, "first") ==
        "batch:\n  build-graph:\n    - identifier: first\n"
        "    - identifier: b\n      depend-on: [first]\n");
  CHECK(renamed(batch, "b") == "`b` stands in this file already, in line 4.");
  CHECK(renamed(batch, "a-b").starts_with("`a-b` is no identifier"));
  CHECK(renamed("artifacts:\n  secondary-artifacts:\n    on^e: {files: x}\n", "web") ==
        "artifacts:\n  secondary-artifacts:\n    web: {files: x}\n");
  const std::string function = kCommands + "- f() { echo; }\n      - f^ x\n";
  CHECK(renamed(function, "go-on") == kCommands + "- go-on() { echo; }\n      - go-on x\n");
  CHECK(renamed(function, "-x").starts_with("`-x` is no name for a function"));
}

TEST_CASE("several files are one where they share a name") {
  const auto read = [](const char* uri, std::string text) {
    return analyze(uri, 1, SourceText(std::move(text)),
                   std::make_shared<const ProjectFacts>(some_project()));
  };
  const std::vector<SnapshotPtr> files{read("file:///x/child.yml", kCommands + "- echo $AB\n"),
                                       read("file:///x/buildspec.yml",
                                            "env:\n  variables: {CD: 1}\nbatch:\n  build-list:\n"
                                            "    - identifier: a\n      env:\n        variables:\n"
                                            "          AB: 1\n")};
  const Name name{NameKind::variable, "AB", {}};
  CHECK(why_fixed({files.data(), 1}, name) ==
        "`AB` is not set in this file: its name is given elsewhere.");
  CHECK_FALSE(why_fixed(files, name).has_value());
  CHECK(why_not_called(files, name, "CD") == "`CD` stands in `buildspec.yml` already, in line 2.");
  CHECK_FALSE(why_not_called(files, name, "EF").has_value());
}

TEST_CASE("who reads a name from outside of the file is told") {
  const auto outside = [](const std::string& source) {
    const Marked at = marked(source);
    const auto found = name_at(*at.snapshot, at.offset);
    REQUIRE(found.has_value());
    return read_outside(*at.snapshot, found->name).value_or("nobody");
  };
  const std::string exported = "env:\n  exported-variables: [TAG]\n" + kCommands;
  CHECK(outside(exported + "- TA^G=1\n") ==
        "A pipeline that reads the exported `TAG` needs the new name, too.");
  CHECK(outside(exported + "- OTHE^R=1\n") == "nobody");
  CHECK(outside("artifacts:\n  secondary-artifacts:\n    do^cs:\n      files: a\n") ==
        "The project's or the pipeline's artifact of this name needs the new one, too.");
}

TEST_CASE("places that may mean the variable, too") {
  const auto uncertain = [](const std::string& source) {
    const Marked at = marked(source);
    const auto found = name_at(*at.snapshot, at.offset);
    REQUIRE(found.has_value());
    return apply_edits(at.snapshot->text.bytes(),
                       uncertain_rename(*at.snapshot, found->name, "NEW"));
  };
  CHECK(
      uncertain(
          kCommands +
          "- A^B=1\n      - envsubst '$AB ${AB} $ABC' < AB\n      - printenv AB\n"
          "      - docker build --build-arg AB --build-arg AB=$AB .\n"
          "      - \"python -c 'print(environ[\\\"AB\\\"])'\"\n      - node -p process.env.AB\n") ==
      kCommands +
          "- AB=1\n      - envsubst '$NEW ${NEW} $ABC' < AB\n      - printenv NEW\n"
          "      - docker build --build-arg NEW --build-arg AB=$AB .\n"
          "      - \"python -c 'print(environ[\\\"NEW\\\"])'\"\n      - node -p process.env.NEW\n");
}
