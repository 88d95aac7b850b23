// Refactorings: what is offered where, what comes out, and what is left alone. "^" is the cursor;
// with two of them, the selection between.
#include "lsp/ide/refactorings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/ide/lone_command.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

struct Selected {
  SnapshotPtr snapshot;
  Span selection;
};

Selected selected(std::string text) {
  Span selection;
  selection.begin = static_cast<std::uint32_t>(text.find('^'));
  text.erase(selection.begin, 1);
  const std::size_t second = text.find('^');
  selection.end =
      second == std::string::npos ? selection.begin : static_cast<std::uint32_t>(second);
  if (second != std::string::npos) text.erase(second, 1);
  return {analyze("file:///buildspec.yml", 1, SourceText(std::move(text)),
                  std::make_shared<const ProjectFacts>(some_project())),
          selection};
}

std::vector<std::string> titles(const std::string& source) {
  const auto [snapshot, selection] = selected(source);
  std::vector<std::string> found;
  for (const Refactoring& each : refactorings(*snapshot, selection)) found.push_back(each.title);
  return found;
}

bool offers(const std::string& source, std::string_view title) {
  const std::vector<std::string> all = titles(source);
  return std::any_of(all.begin(), all.end(),
                     [title](const std::string& each) { return each.starts_with(title); });
}

// The text after the refactoring whose title begins so.
std::string done(const std::string& source, std::string_view title) {
  const auto [snapshot, selection] = selected(source);
  for (const Refactoring& each : refactorings(*snapshot, selection)) {
    if (each.title.starts_with(title)) return apply_edits(snapshot->text.bytes(), each.edits);
  }
  return "not offered";
}

std::string converted(const std::string& source) {
  const auto snapshot = analyze("file:///buildspec.yml", 1, SourceText(source),
                                std::make_shared<const ProjectFacts>(some_project()));
  const std::vector<Refactoring> found = file_refactorings(*snapshot);
  if (found.size() != 1) return "not offered";
  if (!found.front().unavailable.empty()) return "unavailable: " + found.front().unavailable;
  return apply_edits(snapshot->text.bytes(), found.front().edits);
}

std::string build(const std::string& commands) {
  return "version: 0.2\nphases:\n  build:\n    commands:\n" + commands;
}

constexpr std::string_view kSingle = "Put the command in single quotes";
constexpr std::string_view kDouble = "Put the command in double quotes";
constexpr std::string_view kPlain = "Remove the quotes";
constexpr std::string_view kBlock = "Write the command as a block";
constexpr std::string_view kLine = "Write the block on one line";
constexpr std::string_view kJoin = "Join the commands into one block";
constexpr std::string_view kSplit = "Split the block into single commands";

}  // namespace

TEST_CASE("a plain command gets quotes") {
  CHECK(done(build("      - echo ^hi\n"), kSingle) == build("      - 'echo hi'\n"));
  CHECK(done(build("      ^- echo \"it's\" # why\n"), kSingle) ==
        build("      - 'echo \"it''s\"' # why\n"));
  CHECK(done(build("      - echo it's^\n"), kDouble) == build("      - \"echo it's\"\n"));
  CHECK(done("version: 0.2\nphases: {build: {commands: [ma^ke]}}\n", kSingle) ==
        "version: 0.2\nphases: {build: {commands: ['make']}}\n");
}

TEST_CASE("quotes go where nothing needs them") {
  CHECK(done(build("      - 'echo^ hi'\n"), kPlain) == build("      - echo hi\n"));
  CHECK(done(build("      - \"echo \\\"a\\\"^\"\n"), kPlain) == build("      - echo \"a\"\n"));
  CHECK_FALSE(offers(build("      - 'echo: ^hi'\n"), kPlain));
  CHECK_FALSE(offers(build("      - 'true^'\n"), kPlain));
  CHECK_FALSE(offers(build("      - '- ^x'\n"), kPlain));
  CHECK_FALSE(offers(build("      - '\"make\" ^x'\n"), kPlain));
  CHECK_FALSE(offers("version: 0.2\nphases: {build: {commands: ['a, ^b']}}\n", kPlain));
  CHECK(done(build("      - 'it''s ^'\n"), kDouble) == build("      - \"it's \"\n"));
}

TEST_CASE("a command that YAML takes for another type is left alone") {
  CHECK(titles(build("      - tr^ue\n")).empty());
  CHECK(titles(build("      - 1^2\n")).empty());
}

TEST_CASE("a command becomes a block and a block one line") {
  CHECK(done(build("      - echo ^hi\n"), kBlock) == build("      - |-\n        echo hi\n"));
  CHECK(done(build("      - echo ^hi # why\n      - next\n"), kBlock) ==
        build("      - |- # why\n        echo hi\n      - next\n"));
  CHECK(done(build("      - \"a\\nb^\\n\"\n"), kBlock) ==
        build("      - |\n        a\n        b\n"));
  CHECK(done(build("      - |-\n        echo^ hi\n"), kLine) == build("      - echo hi\n"));
  CHECK(done(build("      - | # why\n        echo: ^hi\n      - x\n"), kLine) ==
        build("      - 'echo: hi'  # why\n      - x\n"));
  CHECK(done(build("      - >\n        echo\n        ^hi\n"), kLine) == build("      - echo hi\n"));
  CHECK_FALSE(offers(build("      - |\n        ma^ke \\\n"), kLine));
  CHECK_FALSE(offers(build("      - |\n        a^\n        b\n"), kLine));
}

TEST_CASE("a lone command below its key becomes a block") {
  CHECK(done("version: 0.2\nphases:\n  build:\n    commands: ma^ke\n", kBlock) ==
        "version: 0.2\nphases:\n  build:\n    commands: |-\n      make\n");
}

TEST_CASE("line ends stay as the file has them") {
  CHECK(done("phases:\r\n  build:\r\n    commands:\r\n      - echo ^hi\r\n", kBlock) ==
        "phases:\r\n  build:\r\n    commands:\r\n      - |-\r\n        echo hi\r\n");
}

TEST_CASE("single commands become one block that stops at the first failure") {
  CHECK(done(build("      - npm ^ci\n      - 'npm test'^\n      - ./deploy\n"), kJoin) ==
        build("      - |\n        set -e\n        npm ci\n        npm test\n      - ./deploy\n"));
  CHECK(done("version: 0.2\nphases:\n  build:\n    com^mands:\n      - cd app\n\n      # why\n"
             "      - export A=$(date)\n      - make | tee log\n",
             kJoin) == build("      - |\n        set -e\n        cd app\n        # why\n"
                             "        export A=$(date)\n        make | tee log\n"));
}

TEST_CASE("commands that a block would run differently stay single") {
  for (const char* const command :
       {"a && b",           "a; b",   "! a",          "a &",       "(a)",       "if a; then b; fi",
        "exit 0",           "set -x", "source x",     ". x",       "echo $?",   "trap x EXIT",
        "f() { a; }",       "$RUN x", "echo $(a; b)", "cat <<EOF", "alias x=y", "a || true",
        "bash -c 'exit 1'", "true"}) {
    CAPTURE(std::string(command));
    CHECK_FALSE(
        offers(build("      - ma^ke\n      - " + std::string(command) + "\n      - x^\n"), kJoin));
  }
  // A comment behind a command, a comment that ignores findings, an anchor.
  CHECK_FALSE(offers(build("      - ma^ke # x\n      - y^\n"), kJoin));
  CHECK_FALSE(
      offers(build("      # buildspec-lint: ignore[all]\n      - ma^ke\n      - y^\n"), kJoin));
  CHECK_FALSE(offers(build("      - ma^ke\n      # buildspec-lint: ignore-file[all]\n      - y^\n"),
                     kJoin));
  CHECK_FALSE(offers(
      build("      - |\n        a^\n        # buildspec-lint: ignore[all]\n        b\n"), kSplit));
  CHECK_FALSE(offers(build("      - &a ma^ke\n      - y^\n"), kJoin));
  // Under 0.1 each has a shell of its own; PowerShell has no `set -e`.
  CHECK_FALSE(
      offers("version: 0.1\nphases:\n  build:\n    commands:\n      - ^a\n      - b^\n", kJoin));
  CHECK_FALSE(
      offers("version: 0.2\nenv:\n  shell: powershell.exe\nphases:\n  build:\n    commands:\n"
             "      - ^a\n      - b^\n",
             kJoin));
}

TEST_CASE("a block becomes single commands") {
  const std::string block =
      build("      - |\n        set -e\n        # why\n        cd ^app\n\n        make: all\n");
  CHECK(done(block, kSplit) == build("      # why\n      - cd app\n      - 'make: all'\n"));
  const auto [snapshot, selection] = selected(block);
  for (const Refactoring& each : refactorings(*snapshot, selection)) CHECK(each.caution.empty());
}

TEST_CASE("without set -e, splitting a block says what changes") {
  const std::string block = build("      - |\n        a^\n        b\n");
  CHECK(done(block, kSplit) == build("      - a\n      - b\n"));
  const auto [snapshot, selection] = selected(block);
  bool seen = false;
  for (const Refactoring& each : refactorings(*snapshot, selection)) {
    if (!each.title.starts_with(kSplit)) continue;
    seen = true;
    CHECK_FALSE(each.caution.empty());
    CHECK(each.title.find("each failure then ends the phase") != std::string::npos);
  }
  CHECK(seen);
  for (const char* const line : {"a && b", "if a", "cat <<X", "a \\", "X=1; a", "exit 1"}) {
    CAPTURE(std::string(line));
    CHECK_FALSE(offers(
        build("      - |\n        a^\n        " + std::string(line) + "\n        b\n"), kSplit));
  }
}

TEST_CASE("what was joined can be split again") {
  const std::string list = build("      - npm ci\n      - npm test\n      - make all\n");
  std::string marked = list;
  marked.insert(marked.find("commands"), "^");
  std::string block = done(marked, kJoin);
  block.insert(block.find("npm"), "^");
  CHECK(done(block, kSplit) == list);
}

TEST_CASE("what may share a script") {
  for (const char* const good :
       {"make", "npm run build -- --x", "A=1 make", "export A=$(aws sts get-caller-identity)",
        "a | b | c", "echo \"$HOME/x\" > out", "[ -f x ]", "docker build -t \"$X:latest\" ."}) {
    CAPTURE(std::string(good));
    CHECK(is_lone_command(good));
  }
  for (const char* const bad : {"", "# x", "a; b", "a && b", "a\nb", "A=1", "eval x", "echo 'open",
                                "echo ${#}", "time make", "echo `a; b`", "a & b", "{ a; }"}) {
    CAPTURE(std::string(bad));
    CHECK_FALSE(is_lone_command(bad));
  }
}

TEST_CASE("a variable is read from Parameter Store") {
  const char* const title = "Read STAGE from Parameter Store";
  CHECK(done("version: 0.2\nenv:\n  variables:\n    STA^GE: prod\n", title) ==
        "version: 0.2\nenv:\n  parameter-store:\n    STAGE: /CodeBuild/STAGE\n");
  CHECK(
      done("version: 0.2\nenv:\n  variables:\n    A: b\n    STAGE: p^rod # c\n  parameter-store:\n"
           "    B: /b\n",
           title) ==
      "version: 0.2\nenv:\n  variables:\n    A: b\n  parameter-store:\n    B: /b\n"
      "    STAGE: /CodeBuild/STAGE # c\n");
  CHECK(done("version: 0.2\nenv:\n  variables:\n    A: b\n    STAGE: '^x'\n", title) ==
        "version: 0.2\nenv:\n  variables:\n    A: b\n  parameter-store:\n"
        "    STAGE: /CodeBuild/STAGE\n");
  CHECK(done("{\"version\": 0.2, \"env\": {\"variables\": {\"STA^GE\": \"x\"}}}\n", title) ==
        "{\"version\": 0.2, \"env\": {\"parameter-store\": {\"STAGE\": \"/CodeBuild/STAGE\"}}}\n");
  // On a line of its own, as its neighbours.
  CHECK(done("{\n  \"env\": {\n    \"variables\": {\n      \"A\": \"b\",\n"
             "      \"STA^GE\": \"x\"\n    }\n  }\n}\n",
             title) ==
        "{\n  \"env\": {\n    \"variables\": {\n      \"A\": \"b\"\n    },\n"
        "    \"parameter-store\": {\"STAGE\": \"/CodeBuild/STAGE\"}\n  }\n}\n");
  CHECK_FALSE(offers("version: 0.2\nenv:\n  parameter-store:\n    STA^GE: /x\n", "Read"));
  CHECK_FALSE(
      offers("version: 0.1\nenvironment_variables:\n  plaintext:\n    STA^GE: x\n", "Read"));
  CHECK_FALSE(
      offers("version: 0.2\nenv:\n  variables:\n    STA^GE: x\n  parameter-store:\n"
             "    STAGE: /x\n",
             "Read"));
}

TEST_CASE("YAML becomes JSON") {
  CHECK(
      converted("version: 0.2\nphases:\n  build:\n    commands:\n      - echo \"a\"\n      - |\n"
                "        b\n        c\n    finally:\nenv: {}\nartifacts:\n  files: ['**/*']\n"
                "  discard-paths: true\n") ==
      "{\n  \"version\": 0.2,\n  \"phases\": {\n    \"build\": {\n      \"commands\": [\n"
      "        \"echo \\\"a\\\"\",\n        \"b\\nc\\n\"\n      ],\n      \"finally\": null\n"
      "    }\n  },\n  \"env\": {},\n  \"artifacts\": {\n    \"files\": [\n      \"**/*\"\n    ],\n"
      "    \"discard-paths\": true\n  }\n}\n");
  CHECK(converted("# x\nversion: 0.2\n") ==
        "unavailable: The file has comments, which JSON cannot hold");
  CHECK(converted("version: 0.2\na: yes\n") ==
        "unavailable: JSON has no form for `yes` without quotes");
  CHECK(converted("version: 0.2\na: 2020-01-01\n").starts_with("unavailable: "));
  CHECK(converted("version: 0.2\na: 0o7\nb: 012\n").starts_with("unavailable: "));
  CHECK(converted("version: 0.2\na: &b c\nd: *b\n").starts_with("unavailable: "));
  CHECK(converted("version: 0.2\n1: c\n").starts_with("unavailable: "));
  CHECK(converted("version: 0.2\na: b\na: c\n").starts_with("unavailable: "));
  CHECK(converted("\xEF\xBB\xBF"
                  "a: b\n") == "\xEF\xBB\xBF{\n  \"a\": \"b\"\n}\n");
}

TEST_CASE("JSON becomes YAML") {
  const std::string json =
      "{\"version\": 0.2, \"env\": {\"variables\": {\"A\": \"yes\", \"B\": \"0.2\", \"C\": "
      "\"\"}},\n"
      " \"phases\": {\"build\": {\"commands\": [\"a: b\", \"c\\nd\", \"it's\", \" e\", [[1], {}], "
      "{\"x\": [], \"y\": null}]}}}\n";
  CHECK(converted(json) ==
        "version: 0.2\nenv:\n  variables:\n    A: 'yes'\n    B: '0.2'\n    C: \"\"\n"
        "phases:\n  build:\n    commands:\n      - 'a: b'\n      - |-\n        c\n        d\n"
        "      - it's\n      - ' e'\n      - - - 1\n        - {}\n      - x: []\n        'y': "
        "null\n");
  CHECK(converted("{version: 0.2, # x\n a: b}\n").starts_with("unavailable: "));
}

TEST_CASE("what became JSON and YAML again means the same") {
  const std::string yaml =
      "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n      - |\n"
      "        a\n\n          b\nreports:\n  r:\n    files:\n      - '**/*'\n";
  CHECK(converted(converted(yaml)) == yaml);
}

TEST_CASE("aliases only where the file has some") {
  const std::string used = build("      - &m make\n      - *m\n      - npm ^ci\n      - npm ci\n");
  CHECK(done(used, "Write the command once") ==
        build("      - &m make\n      - *m\n      - &npm npm ci\n      - *npm\n"));
  CHECK_FALSE(offers(build("      - npm ^ci\n      - npm ci\n"), "Write the command once"));
  CHECK(done(build("      - &m make x\n      - *^m\n"), "Replace the alias") ==
        build("      - &m make x\n      - make x\n"));
}

TEST_CASE("broken texts, several documents and other products are left alone") {
  CHECK(
      titles("version: 0.2\nphases:\n  build:\n    commands:\n      - ma^ke\n   - x: [\n").empty());
  CHECK(titles(build("      - ma^ke\n") + "---\nversion: 0.2\n").empty());
  CHECK(titles("version: 1\nfrontend:\n  phases:\n    build:\n      commands:\n        - ma^ke\n")
            .empty());
  CHECK(titles("^").empty());
  CHECK(converted("") == "not offered");
  CHECK(converted("- a\n") == "not offered");
}
