// What a name stands for and where it stands: highlights, references, linked editing.
#include "lsp/ide/names.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// The text with every place of the name at the mark in brackets: "[=A]" where it is defined, "[!A]"
// where it is only taken away, "[A]" where it is used; a sentence where no name stands.
std::string shown(std::string_view source, ProjectFacts facts = some_project()) {
  const Marked at = marked(source, std::move(facts));
  const auto found = name_at(*at.snapshot, at.offset);
  if (!found) return "no name";
  // On the name itself, or on the sign in front of it.
  const char sign = at.snapshot->text.bytes()[at.offset];
  if (!found->span.touches(at.offset) &&
      std::string_view("${*&").find(sign) == std::string_view::npos) {
    return "elsewhere";
  }
  std::string text(at.snapshot->text.bytes());
  const auto places = occurrences(*at.snapshot, found->name);
  bool here = false;
  for (std::size_t i = places.size(); i-- > 0;) {
    const Occurrence& each = places[i];
    here = here || each.span == found->span;
    text.insert(each.span.end, "]");
    text.insert(each.span.begin, each.defines ? "[=" : each.writes ? "[!" : "[");
  }
  return here ? text : "the name is not among its own places";
}

// Each of the marks, one after the other, shows the same.
void check_all(std::string_view source, const std::string& expected) {
  std::string plain(source);
  std::size_t marks = 0;
  for (std::size_t at = plain.find('^'); at != std::string::npos; at = plain.find('^', at)) {
    plain.erase(at, 1);
    ++marks;
  }
  REQUIRE(marks > 0);
  std::size_t seen = 0;
  std::size_t removed = 0;
  for (std::size_t at = source.find('^'); at != std::string_view::npos;
       at = source.find('^', at + 1)) {
    std::string one = plain;
    one.insert(at - removed++, "^");
    INFO(one);
    CHECK(shown(one) == expected);
    ++seen;
  }
  CHECK(seen == marks);
}

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";

}  // namespace

TEST_CASE("a variable stands in env, in exported-variables and in commands") {
  check_all(
      "env:\n  variables:\n    ^TA^G: x\n  exported-variables:\n    - T^AG\nphases:\n  build:\n"
      "    commands:\n      - echo ^$T^AG^ \"${^TAG^:-none}\" '$TAG' TAG\n"
      "      - export T^AG=2 TAGS=3\n      - unset TA^G\n"
      "artifacts:\n  name: app-$^TAG\n",
      "env:\n  variables:\n    [=TAG]: x\n  exported-variables:\n    - [TAG]\nphases:\n  build:\n"
      "    commands:\n      - echo $[TAG] \"${[TAG]:-none}\" '$TAG' TAG\n"
      "      - export [=TAG]=2 TAGS=3\n      - unset [!TAG]\n"
      "artifacts:\n  name: app-$[TAG]\n");
}

TEST_CASE("every scalar style has exact places") {
  check_all(
      "phases:\n  build:\n    commands:\n      - A^B=1\n      - \"echo \\\"$A^B\\\"\\t${AB}\"\n"
      "      - 'echo ''x'' $A^B'\n      - |\n        # $AB\n        if [ -z \"$A^B\" ]; then\n"
      "          AB=2\n        fi\n      - >-\n        echo\n        $A^B\n        tail\n"
      "      - plain\n        ${AB}\n",
      "phases:\n  build:\n    commands:\n      - [=AB]=1\n"
      "      - \"echo \\\"$[AB]\\\"\\t${[AB]}\"\n"
      "      - 'echo ''x'' $[AB]'\n      - |\n        # $AB\n        if [ -z \"$[AB]\" ]; then\n"
      "          [=AB]=2\n        fi\n      - >-\n        echo\n        $[AB]\n        tail\n"
      "      - plain\n        ${[AB]}\n");
}

TEST_CASE("every builtin that names a variable") {
  check_all(kCommands +
                "- |\n        read -r A^B\n        for A^B in 1 2; do echo $AB; done\n"
                "        : ${A^B:=x}\n        (( AB++ ))\n        export AB\n"
                "        local AB=3\n        AB[0]=4\n        AB+=5\n        printf -v AB x\n",
            kCommands +
                "- |\n        read -r [=AB]\n        for [=AB] in 1 2; do echo $[AB]; done\n"
                "        : ${[=AB]:=x}\n        (( [=AB]++ ))\n        export [AB]\n"
                "        local [=AB]=3\n        [=AB][0]=4\n        [=AB]+=5\n"
                "        printf -v [=AB] x\n");
}

TEST_CASE("commands that YAML reads as mappings") {
  check_all(kCommands + "- A^B=1\n      - echo \"$A^B: $A^B\"\n      - echo '$AB: $AB' $AB\n" +
                "      - export A^B=\"x: y\"\n      - |\n        echo $AB\n",
            kCommands + "- [=AB]=1\n      - echo \"$[AB]: $[AB]\"\n" +
                "      - echo '$AB: $AB' $[AB]\n      - export [=AB]=\"x: y\"\n" +
                "      - |\n        echo $[AB]\n");
  CHECK(shown(kCommands + "- ec^ho \"a: b\"\n") == "no name");
  CHECK(shown(kCommands + "- echo '$A^B: x'\n") == "no name");
}

TEST_CASE("scripts within scripts") {
  check_all(kCommands + "- bash -c 'echo $A^B'\n      - echo \"$(A^B=1; echo $AB)\"\n",
            kCommands + "- bash -c 'echo $[AB]'\n      - echo \"$([=AB]=1; echo $[AB])\"\n");
}

TEST_CASE("JSON, CRLF and flow") {
  check_all(
      "{\"env\": {\"variables\": {\"A^B\": \"1\"}}, \"phases\": {\"build\": {\"commands\": "
      "[\"echo $A^B\"]}}}",
      "{\"env\": {\"variables\": {\"[=AB]\": \"1\"}}, \"phases\": {\"build\": {\"commands\": "
      "[\"echo $[AB]\"]}}}");
  check_all(
      "env:\r\n  variables: {A^B: 1, \"AB2\": 2}\r\nphases:\r\n  build:\r\n"
      "    commands:\r\n      - |\r\n        echo\r\n        echo $A^B\r\n",
      "env:\r\n  variables: {[=AB]: 1, \"AB2\": 2}\r\nphases:\r\n  build:\r\n"
      "    commands:\r\n      - |\r\n        echo\r\n        echo $[AB]\r\n");
}

TEST_CASE("variables of a batch") {
  check_all(
      "batch:\n  build-list:\n    - identifier: a\n      env:\n        image: $I^MG\n"
      "        variables:\n          I^MG: x\n  build-matrix:\n    dynamic:\n      env:\n"
      "        image:\n          - $IMG\n        variables:\n          IM^G: [1, 2]\n",
      "batch:\n  build-list:\n    - identifier: a\n      env:\n        image: $[IMG]\n"
      "        variables:\n          [=IMG]: x\n  build-matrix:\n    dynamic:\n      env:\n"
      "        image:\n          - $[IMG]\n        variables:\n          [=IMG]: [1, 2]\n");
}

TEST_CASE("variables of Windows shells") {
  check_all("env:\n  shell: powershell.exe\n  variables:\n    A^B: x\n" + kCommands +
                "- Write-Host $env:A^B ${Env:AB}x $AB\n      - $env:A^B = 'y'\n",
            "env:\n  shell: powershell.exe\n  variables:\n    [=AB]: x\n" + kCommands +
                "- Write-Host $env:[AB] ${Env:[AB]}x $AB\n      - $env:[=AB] = 'y'\n");
  check_all("env:\n  shell: cmd.exe\n  variables:\n    A^B: x\n" + kCommands +
                "- echo %A^B% %AB:~0,3% 50%\n      - set \"A^B=y\"\n",
            "env:\n  shell: cmd.exe\n  variables:\n    [=AB]: x\n" + kCommands +
                "- echo %[AB]% %[AB]:~0,3% 50%\n      - set \"[=AB]=y\"\n");
}

TEST_CASE("anchors and their aliases, by the anchor they mean") {
  check_all("a: &^on^e x\nb: [*o^ne, *two]\nc: &two y\nd: *on^e\n",
            "a: &[=one] x\nb: [*[one], *two]\nc: &two y\nd: *[one]\n");
  check_all("a: &on^e x\nb: ^*one\nc: &one y\nd: *one\n",
            "a: &[=one] x\nb: *[one]\nc: &one y\nd: *one\n");
  check_all("a: &one x\nb: *one\nc: &o^ne y\nd: *on^e\n",
            "a: &one x\nb: *one\nc: &[=one] y\nd: *[one]\n");
  CHECK(shown("b: *on^e\n") == "no name");
  CHECK(shown(kCommands + "- a &&^ b\n") == "no name");
  CHECK(shown(kCommands + "- a 2>&^1\n") == "no name");
}

TEST_CASE("tasks of a batch and artifacts") {
  check_all(
      "batch:\n  build-graph:\n    - identifier: o^ne\n    - identifier: two\n"
      "      depend-on:\n        - on^e\n    - identifier: \"three\"\n"
      "      depend-on: [\"o^ne\", two]\n",
      "batch:\n  build-graph:\n    - identifier: [=one]\n    - identifier: two\n"
      "      depend-on:\n        - [one]\n    - identifier: \"three\"\n"
      "      depend-on: [\"[one]\", two]\n");
  check_all("artifacts:\n  secondary-artifacts:\n    o^ne:\n      files: one\n",
            "artifacts:\n  secondary-artifacts:\n    [=one]:\n      files: one\n");
}

TEST_CASE("functions of the shell and their calls") {
  check_all(kCommands +
                "- |\n        dep^loy() {\n          echo deploy\n        }\n"
                "      - dep^loy now\n      - deploy=1 && deplo^y\n",
            kCommands +
                "- |\n        [=deploy]() {\n          echo deploy\n        }\n"
                "      - [deploy] now\n      - deploy=1 && [deploy]\n");
  CHECK(shown(kCommands + "- dep^loy now\n") == "no name");
}

TEST_CASE("where no name stands") {
  CHECK(shown("env:\n  variables:\n    AB: x # $A^B\n") == "no name");
  CHECK(shown("env:\n  variables:\n    AB: $A^B\n") == "no name");
  CHECK(shown(kCommands + "- echo A^B $1 $?\n") == "no name");
  CHECK(shown(kCommands + "- echo $^1\n") == "no name");
  CHECK(shown("^") == "no name");
  CHECK(shown("version: 0.2\n^") == "no name");
  // Of another product, and of a second document.
  CHECK(shown("version: 1\nfrontend:\n  phases:\n    build:\n      commands:\n        - A=1\nenv:\n"
              "  variables:\n    A^B: 1\n") == "no name");
  CHECK(shown("version: 0.2\n---\nenv:\n  variables:\n    A^B: 1\n") == "no name");
}

TEST_CASE("half-typed files") {
  check_all(
      "env:\n  variables:\n    A^B: \"x\nphases:\n  build:\n    commands:\n      - echo x\n",
      "env:\n  variables:\n    [=AB]: \"x\nphases:\n  build:\n    commands:\n      - echo x\n");
  check_all(kCommands + "- AB=1\n      - echo \"$A^B\n      - echo $AB\n",
            kCommands + "- [=AB]=1\n      - echo \"$[AB]\n      - echo $[AB]\n");
}
