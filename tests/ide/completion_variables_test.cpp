// Variables in commands and fields, and names that may be exported.
#include <doctest/doctest.h>

#include <string>

#include "tests/ide/completion_support.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";
const std::string kBash = "env:\n  shell: bash\n" + kCommands;
const std::string kPowerShell = "env:\n  shell: powershell.exe\n" + kCommands;
const std::string kCmd = "env:\n  shell: cmd.exe\n" + kCommands;

}  // namespace

TEST_CASE("what the file defines comes first, with its place") {
  const std::string source =
      "env:\n  variables:\n    PLAIN: 1\n  parameter-store:\n    PARAM: /a/b\n"
      "  secrets-manager:\n    SECRET: a:b\nphases:\n  pre_build:\n    commands:\n"
      "      - TAG=$(date +%s)\n  build:\n    commands:\n      - echo $^\n"
      "  post_build:\n    commands:\n      - LATER=1\n";
  const Completion completion = completed(source);
  Labels all = labels(completion);
  CHECK(all.back() == "LATER");
  all.resize(4);
  CHECK(all == Labels{"PLAIN", "PARAM", "SECRET", "TAG"});
  CHECK(item(completion, "PLAIN").detail == "env.variables");
  CHECK(item(completion, "SECRET").detail == "env.secrets-manager");
  CHECK(item(completion, "TAG").detail == "pre_build, line 11");
  CHECK(item(completion, "CODEBUILD_SRC_DIR").detail == "set by CodeBuild");
  CHECK(item(completion, "LATER").detail == "post_build, line 17");
}

TEST_CASE("a loop's variable is known inside of its command") {
  CHECK(first(kBash + "- for file in a b; do echo \"$^\"; done\n", 1) == Labels{"file"});
  CHECK_FALSE(offers(kBash + "- A=1 make\n      - echo $^\n", "A"));
  CHECK(offers(kBash + "- export A=1\n      - echo $^\n", "A"));
}

TEST_CASE("in a command that reads as a mapping while it is typed") {
  CHECK(accepted(kBash + "- echo \"Status: $CODEBUILD_SR^\"\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo \"Status: $CODEBUILD_SRC_DIR^\"\n");
  CHECK(offers(kBash + "- A=1\n      - echo \"a: $^\n", "A"));
  CHECK(offers("phases: {build: {commands: [echo a: $^]}}\n", "CODEBUILD_SRC_DIR"));
  CHECK(accepted(kPowerShell + "- Write-Host $env:^\n", "CODEBUILD_SRC_DIR") ==
        kPowerShell + "- Write-Host $env:CODEBUILD_SRC_DIR^\n");
  CHECK(accepted(kCommands + "- Write-Host $env:^\n", "CODEBUILD_SRC_DIR") ==
        kCommands + "- Write-Host $env:CODEBUILD_SRC_DIR^\n");
  CHECK(offered(kBash + "- echo a: ^\n").empty());
  CHECK(offered(kBash + "- a: b\n        ^\n").empty());
}

TEST_CASE("braces are closed, not doubled") {
  CHECK(accepted(kBash + "- echo ${CODEBUILD_SR^\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo ${CODEBUILD_SRC_DIR}^\n");
  CHECK(accepted(kBash + "- echo ${^}\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo ${CODEBUILD_SRC_DIR^}\n");
  CHECK(accepted(kBash + "- echo ${#CODEBUILD_SR^\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo ${#CODEBUILD_SRC_DIR}^\n");
  CHECK(accepted(kBash + "- echo ${!^}\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo ${!CODEBUILD_SRC_DIR^}\n");
  CHECK(accepted(kBash + "- echo ${CODE^:-x}\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo ${CODEBUILD_SRC_DIR^:-x}\n");
  CHECK(accepted(kBash + "- echo $CO^DE/x\n", "CODEBUILD_SRC_DIR") ==
        kBash + "- echo $CODEBUILD_SRC_DIR^/x\n");
}

TEST_CASE("in every style of scalar") {
  for (const std::string before : {"- echo $", "- \"echo $", "- |\n        cd a\n        echo $",
                                   "- >-\n        echo\n        $", "- echo \"$",
                                   "- |\n        if a; then\n          echo ${"}) {
    INFO(before);
    CHECK(offers(kCommands + before + "^\n", "CODEBUILD_SRC_DIR"));
    CHECK(offers(kCommands + before + "C^\n", "CODEBUILD_SRC_DIR"));
  }
  CHECK(offers("phases: {build: {commands: [\"echo $^\"]}}", "CODEBUILD_SRC_DIR"));
  CHECK(offers("{\"phases\": {\"build\": {\"commands\": [\"echo $^\"]}}}", "CODEBUILD_SRC_DIR"));
  CHECK(offers("phases:\n  build:\n    commands: echo $^\n", "CODEBUILD_SRC_DIR"));
}

TEST_CASE("where the shell takes a dollar as it is nothing is offered") {
  CHECK(offered(kBash + "- awk '{print $^}' file\n").empty());
  CHECK(offered(kBash + "- echo '$^\n").empty());
  CHECK(offered(kBash + "- echo \\$^\n").empty());
  CHECK(offers(kBash + "- echo \"it's $^\"\n", "CODEBUILD_SRC_DIR"));
  CHECK(offers(kBash + "- bash -c 'echo $^'\n", "CODEBUILD_SRC_DIR"));
}

TEST_CASE("plain shell is left in peace") {
  for (const char* const command :
       {"- npm^\n", "- npm run b^\n", "- echo CODE^\n", "- ^\n", "- a && b^\n", "- if ^\n",
        "- |\n        ^\n", "- |\n        make ^\n", "- git commit -m \"build: ^\"\n",
        "- x # $^\n"}) {
    INFO(command);
    CHECK(offered(kBash + command, with_files({"build/a", "npm.txt"})).empty());
  }
}

TEST_CASE("PowerShell and cmd have their own signs") {
  CHECK(accepted(kPowerShell + "- echo $env:CODE^\n", "CODEBUILD_SRC_DIR") ==
        kPowerShell + "- echo $env:CODEBUILD_SRC_DIR^\n");
  CHECK(accepted(kPowerShell + "- echo $^\n", "CODEBUILD_SRC_DIR") ==
        kPowerShell + "- echo $env:CODEBUILD_SRC_DIR^\n");
  CHECK(accepted(kPowerShell + "- echo ${env:CO^\n", "CODEBUILD_SRC_DIR") ==
        kPowerShell + "- echo ${env:CODEBUILD_SRC_DIR}^\n");
  CHECK(accepted(kCmd + "- echo %CO^\n", "CODEBUILD_SRC_DIR") ==
        kCmd + "- echo %CODEBUILD_SRC_DIR%^\n");
  CHECK(accepted(kCmd + "- echo %CO^%\n", "CODEBUILD_SRC_DIR") ==
        kCmd + "- echo %CODEBUILD_SRC_DIR^%\n");
  CHECK(offered(kCmd + "- echo %A% x^\n").empty());
  CHECK(offered(kCmd + "- echo %A%^\n").empty());
  CHECK(offered(kBash + "- echo %CO^\n").empty());
}

TEST_CASE("the project's and the batch's variables") {
  ProjectFacts facts = some_project();
  facts.variables = {"FROM_PROJECT"};
  CHECK(item(completed(kBash + "- echo $^\n", facts), "FROM_PROJECT").detail == "the project");
  const std::string batch =
      "batch:\n  build-list:\n    - identifier: a\n      env:\n        variables:\n"
      "          OF_TASK: 1\n";
  CHECK(item(completed(batch + kCommands + "- echo $^\n"), "OF_TASK").detail == "batch");
  const std::string matrix =
      "batch:\n  build-matrix:\n    static:\n      env:\n        variables: {S: 1}\n"
      "    dynamic:\n      env:\n        variables: {D: [1, 2]}\n";
  CHECK(first(matrix + kCommands + "- echo $^\n", 2) == Labels{"D", "S"});
}

TEST_CASE("variables in fields") {
  CHECK(offers("artifacts:\n  files:\n    - $^\n", "CODEBUILD_SRC_DIR"));
  CHECK(offers("artifacts:\n  name: app-$^\n", "CODEBUILD_BUILD_NUMBER"));
  CHECK(offers("cache:\n  key: npm-${^\n", "CODEBUILD_BUILD_NUMBER"));
  CHECK(first("env:\n  variables:\n    V: 1\nphases:\n  install:\n    commands:\n      - W=1\n"
              "    runtime-versions:\n      python: $^\n",
              1) == Labels{"V"});
  CHECK(offered("env:\n  variables:\n    A: $^\n").empty());
  CHECK(offered("batch:\n  build-graph:\n    - identifier: $^\n").empty());
}

TEST_CASE("thousands of variables are listed in part, and asked for again") {
  std::string source = "env:\n  variables:\n";
  for (int i = 0; i < 1000; ++i) source += "    NAME_" + std::to_string(i) + ": 1\n";
  const Completion all = completed(source + kCommands + "- echo $^\n");
  CHECK(all.incomplete);
  CHECK(all.items.size() < 400);
  const Completion some = completed(source + kCommands + "- echo $name_99^\n");
  CHECK(some.incomplete);
  CHECK(item(some, "NAME_990").detail == "env.variables");
}

TEST_CASE("exported variables: what commands set first, no secrets, none twice") {
  const std::string source =
      "env:\n  variables:\n    PLAIN: 1\n  secrets-manager:\n    TOKEN: a:b\n"
      "  exported-variables:\n    - GIVEN\n    - ^\n"
      "phases:\n  build:\n    commands:\n      - export TAG=1 GIVEN=2\n      - A=1 make\n"
      "      - COPY=$TOKEN\n      - AWS_X=1\n";
  CHECK(offered(source) == Labels{"TAG", "PLAIN"});
  CHECK(accepted("env:\n  exported-variables:\n    ^\nphases:\n  build:\n    commands:\n"
                 "      - TAG=1\n",
                 "TAG") ==
        "env:\n  exported-variables:\n    - TAG^\nphases:\n  build:\n    commands:\n"
        "      - TAG=1\n");
  CHECK(offers("env: {exported-variables: [^]}\nphases:\n  build:\n    commands:\n      - TAG=1\n",
               "TAG"));
}
