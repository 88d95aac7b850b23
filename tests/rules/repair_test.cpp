// What --fix makes of texts that YAML rejects, and of commands that YAML reads as mappings.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "linter/lint/engine.h"
#include "rules/registry.h"

namespace buildspec {
namespace {

const LintEngine& engine() {
  static const LintEngine kEngine(all_rules(), {});
  return kEngine;
}

SnapshotPtr read(const std::string& text) {
  return analyze("buildspec.yml", 0, SourceText(text), nullptr);
}

// The text after safe fixes of one rule, one after the other.
std::string mended(std::string text, std::string_view rule) {
  for (int round = 0; round < 10; ++round) {
    const Fix* safe = nullptr;
    const auto found = engine().run(*read(text));
    for (const Diagnostic& finding : found) {
      if (finding.rule->id() != rule) continue;
      for (const Fix& fix : finding.fixes) {
        if (safe == nullptr && fix.applicability == Applicability::safe) safe = &fix;
      }
    }
    if (safe == nullptr) break;
    text = apply_edits(text, safe->edits);
  }
  return text;
}

constexpr const char* kHead = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";

std::string mended_item(const std::string& item, std::string_view rule) {
  const std::string text = mended(kHead + ("      - " + item + "\n"), rule);
  const std::string begin = std::string(kHead) + "      - ";
  REQUIRE(text.substr(0, begin.size()) == begin);
  return text.substr(begin.size(), text.size() - begin.size() - 1);
}

// The value of the last command.
std::string command_of(const std::string& item) {
  const SnapshotPtr snapshot = read(kHead + ("      - " + item + "\n"));
  REQUIRE(!snapshot->fault);
  REQUIRE(snapshot->buildspec.commands.size() == 2);
  return std::string(snapshot->buildspec.commands.back().node.scalar().value());
}

}  // namespace

TEST_CASE("commands that begin with a sign of YAML are quoted, and stay what they were") {
  for (const std::string& item : std::vector<std::string>{
           "[ -f Makefile ] && make",
           "[[ -n \"${tag}\" ]] && export TAG=${tag}",
           "\"$TOOLS/make\" test",
           "\"$TOOLS\"/make \"test\"",
           "\"a\" 'b' \"c\"",
           "'a' b",
           "*.sh",
           "&& make",
           "@echo off",
           "%PROGRAM% x",
           "`date` x",
       }) {
    INFO(item);
    REQUIRE(read(kHead + ("      - " + item + "\n"))->fault);
    const std::string fixed = mended_item(item, "yaml-syntax");
    CHECK(command_of(fixed) == item);
  }
}

TEST_CASE("an asterisk is quoted without asking only where it can be meant") {
  CHECK(mended_item("*.sh", "yaml-syntax") == "'*.sh'");
  CHECK(mended("artifacts:\n  files: *\n", "yaml-syntax") == "artifacts:\n  files: '*'\n");
  CHECK(mended("artifacts:\n  files:\n    - **/*\n", "yaml-syntax") ==
        "artifacts:\n  files:\n    - '**/*'\n");
  CHECK(mended("artifacts:\n  base-directory: *x\n", "yaml-syntax") ==
        "artifacts:\n  base-directory: '*x'\n");
  // An alias that is half typed, or whose anchor is gone.
  for (const char* const text :
       {"version: *x\n", "env:\n  variables: *common\n", "env:\n  variables:\n    A: *a\n",
        "phases:\n  build: *build\n", "phases:\n  build:\n    on-failure: *x\n"}) {
    INFO(text);
    CHECK(mended(text, "yaml-syntax") == text);
  }
}

TEST_CASE("commands that YAML reads as a mapping are quoted, whatever quotes they hold") {
  for (const std::string& item : std::vector<std::string>{
           "echo \"Status: ok\"",
           "echo 'a: b'",
           "echo 'it''s': \"x\"",
           "curl -H 'Accept: text/plain' $URL",
           "{ echo a; exit 1; }",
           "echo done:",
           "echo a\\b: \\n",
       }) {
    INFO(item);
    CHECK(!read(kHead + ("      - " + item + "\n"))->fault);
    const std::string fixed = mended_item(item, "mapping-command");
    CHECK(command_of(fixed) == item);
  }
  CHECK(mended_item("echo \"a: b\" # why", "mapping-command") == "'echo \"a: b\"' # why");
  // What may not have been meant as a command is left to its author.
  CHECK(mended_item("name: build", "mapping-command") == "name: build");
}

TEST_CASE("quotes in quotes: which pair was meant for YAML is not sure, so it is proposed only") {
  const auto proposal = [](const std::string& item) {
    const std::string text = kHead + ("      - " + item + "\n");
    for (const Diagnostic& finding : engine().run(*read(text))) {
      if (finding.rule->id() != "yaml-syntax" || finding.fixes.empty()) continue;
      CHECK(finding.fixes.front().applicability == Applicability::unsafe);
      const std::string fixed = apply_edits(text, finding.fixes.front().edits);
      const SnapshotPtr snapshot = read(fixed);
      REQUIRE(!snapshot->fault);
      return std::string(snapshot->buildspec.commands.back().node.scalar().value());
    }
    return std::string("nothing");
  };
  CHECK(proposal("\"echo \"hello\"\"") == "echo \"hello\"");
  CHECK(proposal("'it's'") == "it's");
  CHECK(proposal("'echo 'a b' > c'") == "echo 'a b' > c");
}

TEST_CASE("a second colon") {
  CHECK(mended_item("echo a: b: c", "yaml-syntax") == "'echo a: b: c'");
  const std::string curl = "curl -H 'Accept: text/plain' -H \"X: 'y'\" $URL";
  CHECK(command_of(mended_item(curl, "yaml-syntax")) == curl);
  CHECK(mended("version: 0.2\nenv:\n  variables:\n    A: b: c\nphases:\n  build:\n"
               "    commands: [make]\n",
               "yaml-syntax") ==
        "version: 0.2\nenv:\n  variables:\n    A: 'b: c'\nphases:\n  build:\n"
        "    commands: [make]\n");
}

TEST_CASE("missing signs of YAML are put in where that is evident") {
  CHECK(mended("version:0.2\nphases:\n  build:\n    commands:\n      - make\n", "yaml-syntax") ==
        "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n");
  CHECK(mended("version: 0.2\nphases\n  build:\n    commands:\n      - make\n", "yaml-syntax") ==
        "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n");
  CHECK(mended("version: 0.2\nphases:\n  build:\n    commands:\n    -make\n    -pip x\n",
               "yaml-syntax") ==
        "version: 0.2\nphases:\n  build:\n    commands:\n    - make\n    - pip x\n");
  CHECK(mended("version: 0.2\nphases:\n  build:\n    commands: - make\n", "yaml-syntax") ==
        "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n");
  CHECK(mended("version: 0.2\nphases:\n\tbuild:\n\t\tcommands:\n\t\t\t- make\n", "yaml-syntax") ==
        "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n");
  CHECK(mended_item("\"cd C:\\work\\data\"", "yaml-syntax") == "\"cd C:\\\\work\\\\data\"");
}

TEST_CASE("JSON: signs that lack, comments of other languages") {
  const std::string rest = "\n  \"phases\": {\"build\": {\"commands\": [\"make\"]}}\n}\n";
  const std::string good = "{\n  \"version\": 0.2," + rest;
  CHECK(mended("{\n  \"version\": 0.2" + rest, "yaml-syntax") == good);
  CHECK(mended("{\n  \"version\" 0.2," + rest, "yaml-syntax") == good);
  CHECK(mended("{\n  // why\n  \"version\": 0.2," + rest, "yaml-syntax") ==
        "{\n  # why\n  \"version\": 0.2," + rest);
  // Quotes in quotes are no two values.
  const std::string quotes = "{\"phases\": {\"build\": {\"commands\": [\n\"echo \"hi\"\"\n]}}}\n";
  CHECK(mended(quotes, "yaml-syntax") == quotes);
}

TEST_CASE("indentation: the line that is odd is mended, be it another one") {
  const std::string good =
      "version: 0.2\nenv:\n  parameter-store:\n    A: /a\n    B: /b\nphases:\n  build:\n"
      "    commands:\n      - make\n      - make test\n";
  const auto with = [&good](std::string_view line, std::string_view instead) {
    std::string text = good;
    text.replace(text.find(line), line.size(), instead);
    REQUIRE(read(text)->fault);
    return mended(text, "yaml-syntax");
  };
  CHECK(with("    A: /a", "   A: /a") == good);
  CHECK(with("    A: /a", "  A: /a") == good);
  CHECK(with("    B: /b", "     B: /b") == good);
  CHECK(with("      - make test", "    - make test") == good);
  CHECK(with("      - make test", "\t- make test") == good);
}

TEST_CASE("what is not evident is not mended") {
  for (const std::string& text : {
           std::string(kHead) + "      - echo \"a\n      - b: \"c\n",
           std::string(kHead) + "<<<<<<< HEAD\n  install:\n=======\n",
           std::string(kHead) + "     x\n  y: [\n",
           std::string("{\n  /* all */\n  \"version\": 0.2\n}\n"),
       }) {
    INFO(text);
    CHECK(read(text)->fault);
    CHECK(mended(text, "yaml-syntax") == text);
  }
}

}  // namespace buildspec
