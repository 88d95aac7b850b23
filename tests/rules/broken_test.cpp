// A broken text gives one finding about its syntax, and exposed secrets: no storm.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/limits.h"
#include "linter/lint/engine.h"
#include "rules/registry.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

const LintEngine& engine() {
  static const LintEngine kEngine(all_rules(), {});
  return kEngine;
}

// True where the text is broken.
bool check_calm(const std::string& name, std::string text) {
  const SnapshotPtr snapshot = analyze(name, 0, SourceText(std::move(text)), nullptr);
  const auto found = engine().run(*snapshot);
  int syntax = 0;
  int others = 0;
  for (const Diagnostic& finding : found) {
    REQUIRE(finding.span.begin <= finding.span.end);
    REQUIRE(finding.span.end <= snapshot->text.size());
    REQUIRE(finding.message.find("Internal error") == std::string::npos);
    if (finding.rule->group == "syntax") {
      ++syntax;
    } else if (finding.rule->group != "secrets") {
      ++others;
    }
  }
  if (!snapshot->fault) return false;
  INFO(name);
  CHECK(syntax == 1);
  CHECK(others == 0);
  return true;
}

}  // namespace

TEST_CASE("truncated and damaged corpus files are told about calmly") {
  constexpr std::string_view kDamages[] = {"\"", "[", "{", "a: b: c\n", "\t", "\n <<<<<<< HEAD\n",
                                           "- ", "*", "%"};
  std::size_t number = 0;
  std::size_t broken = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    const std::string& text = file.bytes;
    ++number;
    if (text.size() < 10) continue;
    // Places that differ from file to file, the same in every run.
    const std::size_t place = (number * 2654435761U) % text.size();
    if (check_calm(file.name + " cut", text.substr(0, place))) ++broken;
    const std::string_view damage = kDamages[number % std::size(kDamages)];
    if (check_calm(file.name + " damaged",
                   text.substr(0, place) + std::string(damage) + text.substr(place))) {
      ++broken;
    }
  }
  // A fifth of the texts at least: else nothing was tested.
  if (number != 0) CHECK(broken > number / 5);
}

TEST_CASE("beyond the budgets there is one clear finding") {
  const auto only = [](const std::string& text) {
    const SnapshotPtr snapshot = analyze("huge.yml", 0, SourceText(text), nullptr);
    REQUIRE(snapshot->broken());
    const auto found = engine().run(*snapshot);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule->group == "syntax");
    return std::string(found[0].rule->id());
  };
  std::string deep = "version: 0.2\nphases: " + std::string(12'000, '[');
  CHECK(only(deep) == "yaml-syntax");
  CHECK(only(deep + std::string(12'000, ']')) == "yaml-syntax");

  std::string aliases = "version: 0.2\na: &a x\nphases:\n";
  for (int i = 0; i < 100'001; ++i) aliases += "- *a\n";
  CHECK(only(aliases) == "oversized-input");
  CHECK(only("version: 0.2\n#" + std::string((64U << 20U) + 1, ' ')) == "oversized-input");

  // Within every budget, but more than libyaml can be asked about.
  // The tabs and the sign at the end make it a matter for libyaml.
  std::string brackets = "version: 0.2\nx: ";
  for (int i = 0; i < 9'000; ++i) brackets += "[\t";
  for (int i = 0; i < 10'000; ++i) brackets += "a,";
  CHECK(only(brackets + std::string(9'000, ']') + "\n@") == "oversized-input");
}

TEST_CASE("a file that differs from a buildspec everywhere is told of once") {
  const auto found = [](const std::string& text) {
    return engine().run(*analyze("buildspec.yml", 0, SourceText(text), nullptr));
  };
  const auto variables = [](std::size_t again) {
    std::string text = "version: 0.2\nenv:\n  variables:\n    A: x\n";
    for (std::size_t i = 0; i < again; ++i) text += "    A: x\n";
    return text + "phases:\n  build:\n    commands:\n      - make\n";
  };
  const auto many = found(variables(kMostMismatches));
  REQUIRE(many.size() == 1);
  CHECK(many[0].rule->id() == "oversized-input");
  CHECK(many[0].message ==
        "The file differs from a buildspec in over 1,000 places: it was not judged further");
  const auto fewer = found(variables(kMostMismatches - 1));
  CHECK(fewer.size() == kMostMismatches - 1);
  CHECK(fewer[0].rule->id() == "duplicate-key");

  std::string keys = "version: 0.2\n";
  for (int i = 0; i < 20'000; ++i) keys += "a: 1\n";
  CHECK(found(keys).size() == 1);
}

TEST_CASE("many unused anchors are told of once") {
  const auto found = [](int count) {
    std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
    for (int i = 0; i < count; ++i) text += "      - &a" + std::to_string(i) + " make\n";
    return engine().run(*analyze("buildspec.yml", 0, SourceText(text), nullptr));
  };
  CHECK(found(100).size() == 100);
  const auto many = found(101);
  REQUIRE(many.size() == 1);
  CHECK(many[0].message == "No alias refers to this anchor, nor to 100 others in this file");
}

TEST_CASE("odd texts are told about without a crash") {
  for (const std::string& text :
       {std::string(), std::string("\0", 1), std::string("\xFF\xFE"), std::string("\xEF\xBB\xBF"),
        std::string("a: \x01"), std::string("---\n---\n"), std::string("? [a]\n: b\n"),
        std::string("a: &a\n  <<: *a\n"), std::string("%YAML 3.0\n---\n"),
        std::string(100'000, '['), std::string(100'000, '-')}) {
    const SnapshotPtr snapshot = analyze("odd.yml", 0, SourceText(text), nullptr);
    const auto found = engine().run(*snapshot);
    CHECK(!found.empty());
    CHECK(found.size() < 10);
  }
}

}  // namespace buildspec
