#include "linter/lint/configuration.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/configuration_schema.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"

namespace buildspec {
namespace {

constexpr Rule kOne{.meta = {.id = "unknown-key", .summary = ""}};
constexpr Rule kTwo{.meta = {.id = "plaintext-secret", .summary = ""}};
const RegisteredRule kRules[] = {{&kOne, "structure", ""}, {&kTwo, "secrets", ""}};

Configuration read(const std::string& text) { return read_configuration(SourceText(text), kRules); }

// "place: message" of the only problem.
std::string problem(const std::string& text) {
  const SourceText source(text);
  const Configuration configuration = read_configuration(source, kRules);
  REQUIRE(configuration.problems.size() == 1);
  return std::string(source.bytes(configuration.problems[0].span)) + ": " +
         configuration.problems[0].message;
}

// The text after the first fix of the first problem, which leaves no such problem; "no fix" where
// there is none.
std::string fixed(const std::string& text) {
  const SourceText source(text);
  const Configuration configuration = read_configuration(source, kRules);
  REQUIRE(!configuration.problems.empty());
  const auto& fixes = configuration.problems[0].fixes;
  if (fixes.empty()) return "no fix";
  std::string edited = apply_edits(text, fixes[0].edits);
  CHECK(read(edited).problems.size() == configuration.problems.size() - 1);
  return edited;
}

}  // namespace

TEST_CASE("a whole configuration") {
  const Configuration configuration = read(
      "preset: pedantic\nrules:\n  unknown-key: error\n  secrets: off\n  all: hint\n"
      "project:\n  image: aws/codebuild/standard:7.0\n  compute-type: BUILD_GENERAL1_SMALL\n"
      "  environment-type: LINUX_CONTAINER\n  batch: yes\n  privileged: false\n"
      "  variables: [A, B_C]\n  next-image: aws/codebuild/standard:8.0\n"
      "  source: codepipeline\n  deploy: ecs-blue-green\n"
      "files: ci/*.yml\nexclude:\n  - vendor/**\n  - x\n");
  CHECK(configuration.problems.empty());
  CHECK(configuration.rules.preset == Preset::pedantic);
  CHECK(configuration.facts.next_image == "aws/codebuild/standard:8.0");
  CHECK(configuration.facts.source == "codepipeline");
  CHECK(configuration.facts.deploy == "ecs-blue-green");
  REQUIRE(configuration.rules.settings.size() == 3);
  CHECK(configuration.rules.settings[0].severity == Severity::error);
  CHECK(configuration.rules.settings[1].selector == "secrets");
  CHECK(!configuration.rules.settings[1].enabled);
  CHECK(configuration.rules.settings[2].severity == Severity::hint);
  CHECK(configuration.facts.image == "aws/codebuild/standard:7.0");
  CHECK(configuration.facts.compute_type == "BUILD_GENERAL1_SMALL");
  CHECK(configuration.facts.environment_type == "LINUX_CONTAINER");
  CHECK(configuration.facts.batch_enabled == true);
  CHECK(configuration.facts.privileged == false);
  CHECK(configuration.facts.variables == std::vector<std::string>{"A", "B_C"});
  CHECK(configuration.files == std::vector<std::string>{"ci/*.yml"});
  CHECK(configuration.exclude == std::vector<std::string>{"vendor/**", "x"});
}

TEST_CASE("an empty configuration says nothing") {
  for (const char* text : {"", "# nothing\n", "rules:\n", "{}", "~"}) {
    const Configuration configuration = read(text);
    CHECK(configuration.problems.empty());
    CHECK(configuration.rules.settings.empty());
    CHECK(!configuration.facts.image);
    CHECK(configuration.rules.preset == Preset::standard);
  }
}

TEST_CASE("problems have places, nearest names and no effect") {
  CHECK(read("shellcheck: true\nrules: {shellcheck/SC2086: off}\n").shellcheck);
  CHECK(read("rules: {shellcheck/SC2086: off, shellcheck: hint}\n").problems.empty());
  CHECK(problem("shellcheck: ./tool\n") == "./tool: Expected true or false");
  CHECK(problem("preset: strict\n") ==
        "strict: Unknown preset `strict`: expected standard or pedantic");
  CHECK(problem("project: {source: gihub}\n") ==
        "gihub: Unknown kind of source `gihub`: did you mean `github`?");
  CHECK(problem("project: {deploy: [ecs]}\n").find("[ecs]: Expected ecs, ") == 0);
  CHECK(problem("rule:\n  a: b\n") ==
        "rule: Unknown key `rule` at the top of the configuration: did you mean `rules`?");
  CHECK(problem("rules:\n  unknown-keys: error\n") ==
        "unknown-keys: Unknown rule or group `unknown-keys`: did you mean `unknown-key`?");
  CHECK(problem("rules:\n  unknown-key: warn\n") ==
        "warn: Expected off, error, warning, info or hint: did you mean `warning`?");
  CHECK(problem("rules:\n  unknown-key: [error]\n").find("[error]: Expected off") == 0);
  CHECK(problem("rules: off\n").find("off: Expected a mapping") == 0);
  CHECK(problem("project:\n  compute-type: BUILD_GENERAL1_SMAL\n") ==
        "BUILD_GENERAL1_SMAL: Unknown compute type `BUILD_GENERAL1_SMAL`: did you mean "
        "`BUILD_GENERAL1_SMALL`?");
  CHECK(problem("project:\n  batch: maybe\n") == "maybe: Expected true or false");
  CHECK(problem("project:\n  variables: [A-B]\n") == "A-B: `A-B` is not the name of a variable");
  CHECK(problem("project:\n  image:\n    - a\n").find("Expected the name of an image") !=
        std::string::npos);
  CHECK(problem("- rules\n").find("Expected a mapping") != std::string::npos);
  CHECK(problem("files: {a: b}\n").find("Expected a list") != std::string::npos);
  CHECK(problem("rules: [\n").find("not valid YAML") != std::string::npos);
  CHECK(read("rules:\n  unknown-keys: error\n  secrets: info\n").rules.settings.size() == 1);
}

TEST_CASE("of equal keys the first holds, the others are told") {
  const Configuration configuration =
      read("rules:\n  unknown-key: off\n  unknown-key: error\nrules:\n  secrets: off\n");
  REQUIRE(configuration.rules.settings.size() == 1);
  CHECK(!configuration.rules.settings[0].enabled);
  CHECK(configuration.problems.size() == 2);
  CHECK(problem("files: a\nfiles: b\n") == "files: The key `files` stands here once more");
}

TEST_CASE("what was meant is a fix") {
  CHECK(fixed("rule:\n  all: hint\n") == "rules:\n  all: hint\n");
  CHECK(fixed("{\"rule\": {\"all\": \"hint\"}}") == "{\"rules\": {\"all\": \"hint\"}}");
  CHECK(fixed("rules:\n  'unknown-keys': error # why\n") ==
        "rules:\n  'unknown-key': error # why\n");
  CHECK(fixed("rules: {unknown-key: warn}\n") == "rules: {unknown-key: warning}\n");
  CHECK(fixed("preset: pedantik\r\n") == "preset: pedantic\r\n");
  CHECK(fixed("preset: nothing-like-it\n") == "no fix");
  CHECK(fixed("project:\n  source: gihub\n") == "project:\n  source: github\n");
  CHECK(fixed("project:\n  compute-type: BUILD_GENERAL1_SMAL\n") ==
        "project:\n  compute-type: BUILD_GENERAL1_SMALL\n");
  CHECK(fixed("project:\n  batch: maybe\n") == "project:\n  batch: true\n");
  CHECK(fixed("files: a\nshellcheck: true\nfiles: b\n") == "files: a\nshellcheck: true\n");
  CHECK(fixed("rules: {secrets: off, secrets: hint}\n") == "rules: {secrets: off}\n");
  CHECK(fixed("rules: [\n") == "no fix");
}

TEST_CASE("the layout that is agreed on") {
  CHECK(read("format:\n  indent: 4\n  lists: flush\n").layout.indent == 4);
  CHECK(read("format:\n  lists: flush\n").layout.indent_lists == false);
  CHECK(read("format:\n  lists: indented\n").layout.indent_lists == true);
  CHECK(read("format:\n  lists: keep\n").layout.indent_lists == std::nullopt);
  CHECK(read("format:\n").problems.empty());
  CHECK(problem("format: {indent: 17}\n") == "17: Expected a number from 1 to 16");
  CHECK(problem("format: {indent: two}\n") == "two: Expected a number from 1 to 16");
  CHECK(fixed("format: {lists: keeep}\n") == "format: {lists: keep}\n");
  const schema::Type& type = *schema::find_key(configuration_type(), "format")->type;
  for (const schema::Value& value : schema::find_key(type, "lists")->type->values) {
    CHECK(read("format:\n  lists: " + std::string(value.text) + "\n").problems.empty());
  }
}

TEST_CASE("the schema has the keys and values that are read") {
  const auto names = [](const schema::Type& type) {
    std::vector<std::string_view> found;
    for (const schema::Key& key : type.keys) found.push_back(key.name);
    return one_of(found);
  };
  const schema::Type& root = configuration_type();
  CHECK(problem("zzz: 1\n") ==
        "zzz: Unknown key `zzz` at the top of the configuration: expected " + names(root));
  for (const schema::Key& key : root.keys) {
    CHECK(read(std::string(key.name) + ":\n").problems.empty());
  }
  const schema::Type& project = *schema::find_key(root, "project")->type;
  for (const schema::Key& key : project.keys) {
    CHECK(read("project:\n  " + std::string(key.name) + ":\n").problems.empty());
    for (const schema::Value& value : key.type->values) {
      if (value.deprecated) continue;  // known, and refused: it is no more
      CHECK(read("project:\n  " + std::string(key.name) + ": " + std::string(value.text) + "\n")
                .problems.empty());
    }
  }
  const auto texts = [](const schema::Type& type) {
    std::vector<std::string_view> found;
    for (const schema::Value& value : type.values) found.push_back(value.text);
    std::sort(found.begin(), found.end());
    return found;
  };
  const auto sorted = [](auto names_of_reader) {
    std::vector<std::string_view> all(names_of_reader.begin(), names_of_reader.end());
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(texts(*schema::find_key(project, "source")->type) == sorted(kSourceKinds));
  CHECK(texts(*schema::find_key(project, "deploy")->type) == sorted(kDeployKinds));
  CHECK(texts(*schema::find_key(root, "preset")->type) == sorted(kPresetNames));
  for (const schema::Value& level : rule_settings_type().element->values) {
    CHECK(read("rules:\n  all: " + std::string(level.text) + "\n").problems.empty());
  }
  CHECK(problem("project:\n  zzz: 1\n").find(names(project)) != std::string::npos);
}

TEST_CASE("without a registry rule names are taken as they are") {
  const Configuration configuration =
      read_configuration(SourceText(std::string("rules:\n  anything: off\n")));
  CHECK(configuration.problems.empty());
  CHECK(configuration.rules.settings.size() == 1);
}

}  // namespace buildspec
