// Where a rule quotes the service, it quotes it exactly.
#include <doctest/doctest.h>

#include <string>

#include "linter/lint/engine.h"
#include "linter/lint/registry.h"
#include "rules/registry.h"

namespace buildspec {
namespace {

// All notes of one rule, each on a line.
std::string notes(const std::string& text, std::string_view rule) {
  const LintEngine engine(all_rules(), {});
  std::string all;
  for (const Diagnostic& finding :
       engine.run(*analyze("buildspec.yml", 0, SourceText(text), nullptr))) {
    if (finding.rule->id() != rule) continue;
    for (const Note& note : finding.notes) all += note.message + "\n";
  }
  return all;
}

bool holds(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a command that is a mapping: index from 0, its line, the line before") {
  // As reported: the third command stands on line 12.
  const std::string text =
      "version: 0.2\n\nenv:\n  variables:\n    A: b\n\nphases:\n  build:\n    commands:\n"
      "      - a\n      - b\n      - echo \"Status: ok\"\n";
  CHECK(holds(notes(text, "mapping-command"),
              "`YAML_FILE_ERROR Message: Expected Commands[2] to be of string type: found subkeys "
              "instead at line 12, value of the key tag on line 11 might be empty`"));
  // Under which name `finally` is told about is not known: nothing is quoted.
  CHECK(!holds(notes("version: 0.2\nphases:\n  build:\n    commands: [a]\n    finally:\n"
                     "      - echo \"a: b\"\n",
                     "mapping-command"),
               "Expected"));
}

TEST_CASE("an unknown phase") {
  CHECK(holds(notes("version: 0.2\nphases:\n  test:\n    commands: [a]\n", "unknown-phase"),
              "`YAML_FILE_ERROR Message: Invalid buildspec phase name: test. Expecting: "
              "build,install,post_build,pre_build`"));
}

TEST_CASE("what is no mapping at all") {
  CHECK(holds(notes("- a\n", "unusable-root"),
              "`YAML_FILE_ERROR Message: wrong number of container tags, expected 1`"));
  CHECK(holds(notes("", "unusable-root"), "wrong number of container tags"));
}

TEST_CASE("messages of the parser are the service's only where that was seen") {
  CHECK(holds(notes("version: 0.2\nphases:\n  build: a: b\n", "yaml-syntax"),
              "`YAML_FILE_ERROR Message: mapping values are not allowed in this context`"));
  const std::string other = notes("version: 0.2\n\"phases\": \"\n", "yaml-syntax");
  CHECK(!other.empty());
  CHECK(!holds(other, "YAML_FILE_ERROR"));
}

TEST_CASE("JSON stays JSON") {
  const LintEngine engine(all_rules(), {});
  const std::string text =
      R"({"version": 0.2, "phases": {"pre-build": {"commands": ["a", {"b": "c"}]}}})";
  const SnapshotPtr snapshot = analyze("b.json", 0, SourceText(text), nullptr);
  std::string fixed = text;
  for (const Diagnostic& finding : engine.run(*snapshot)) {
    for (const Fix& fix : finding.fixes) {
      CHECK(finding.rule->id() == "unknown-phase");
      fixed = apply_edits(text, fix.edits);
    }
  }
  CHECK(holds(fixed, R"("pre_build": {)"));
}

}  // namespace buildspec
