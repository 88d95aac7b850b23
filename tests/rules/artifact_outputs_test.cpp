// The evidence behind artifact-never-produced: what a command that is missing does.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "linter/lint/engine.h"
#include "rules/registry.h"

namespace buildspec::artifacts {
namespace {

SnapshotPtr snapshot_of(const std::string& text, std::vector<std::string> files = {}) {
  auto facts = std::make_shared<ProjectFacts>();
  std::sort(files.begin(), files.end());
  if (!files.empty())
    facts->source_tree = std::make_shared<SourceTree>(SourceTree{std::move(files), true});
  return analyze("buildspec.yml", 0, SourceText(text), facts);
}

std::string buildspec_of(const std::vector<std::string>& commands) {
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (const std::string& command : commands) text += "      - |\n        " + command + "\n";
  return text;
}

std::string findings(const std::string& text, std::vector<std::string> files) {
  const SnapshotPtr snapshot = snapshot_of(text, std::move(files));
  std::string out;
  for (const Diagnostic& finding : LintEngine(all_rules(), {}).run(*snapshot))
    if (finding.rule->group == "artifacts")
      out += std::string(finding.rule->id()) + " " + std::string(to_string(finding.severity)) +
             " " + std::string(snapshot->text.bytes(finding.span)) + "; ";
  return out;
}

std::string without(std::string text, std::string_view line) {
  const std::size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  return text.erase(at, line.size());
}

// A layer of a Lambda function: files of the source, and a folder that pip fills.
constexpr const char* kLayer = R"(version: 0.2
phases:
  install:
    runtime-versions:
      python: "3.13"
  pre_build:
    commands:
      - echo "Collecting the layer"
      - mkdir -p python
      - pip install -r functions/requirements.txt -t python
      - ls -R python
  post_build:
    commands:
      - aws s3 cp python s3://$LAYER_BUCKET/layers/python --recursive --sse aws:kms
artifacts:
  discard-paths: yes
  files:
    - functions/add/handler.py
  secondary-artifacts:
    remove:
      files:
        - functions/remove/handler.py
      discard-paths: yes
    layer:
      files:
        - 'python/**/*'
)";
const std::vector<std::string> kLayerTree{"buildspec.yml", "functions/add/handler.py",
                                          "functions/remove/handler.py",
                                          "functions/requirements.txt"};

TEST_CASE("a layer is clean because pip fills its folder and the rest is in the source") {
  CHECK(findings(kLayer, kLayerTree) == "");
  // The folder alone is empty: nothing matches.
  CHECK(findings(without(kLayer, "      - pip install -r functions/requirements.txt -t python\n"),
                 kLayerTree) == "artifact-never-produced warning python/**/*; ");
  CHECK(findings(kLayer, {"buildspec.yml", "functions/add/handler.py"}) ==
        "artifact-never-produced warning functions/remove/handler.py; ");
  // Without a source tree nobody knows.
  CHECK(findings(without(kLayer, "      - pip install -r functions/requirements.txt -t python\n"),
                 {}) == "");
}

// An image for ECS: the definitions file comes from a redirection.
constexpr const char* kImage = R"(version: 0.2
phases:
  pre_build:
    commands:
      - aws --version
      - aws ecr get-login-password --region $AWS_REGION | docker login --username AWS --password-stdin $REGISTRY
      - TAG=$( date +%s )
  build:
    commands:
      - docker build -t $REGISTRY/app:latest .
      - docker tag $REGISTRY/app:latest $REGISTRY/app:v$TAG
  post_build:
    commands:
      - docker push $REGISTRY/app:v$TAG
      - printf '[{"name":"app","imageUri":"%s"}]' $REGISTRY/app:v$TAG > imagedefinitions.json
artifacts:
  files: imagedefinitions.json
)";

TEST_CASE("image definitions are clean because of a redirection") {
  CHECK(findings(kImage, {"buildspec.yml", "Dockerfile"}) == "");
  CHECK(findings(without(kImage, " > imagedefinitions.json"), {"buildspec.yml", "Dockerfile"}) ==
        "artifact-never-produced warning imagedefinitions.json; ");
  CHECK(findings(without(kImage, " > imagedefinitions.json"),
                 {"buildspec.yml", "imagedefinitions.json"}) == "");
  CHECK(findings(without(kImage, " > imagedefinitions.json"), {}) == "");
}

TEST_CASE("a buildspec of a folder may mean that folder") {
  auto facts = std::make_shared<ProjectFacts>();
  facts->source_tree =
      std::make_shared<SourceTree>(SourceTree{{"service/buildspec.yml", "service/run.sh"}, true});
  const std::string text = buildspec_of({"echo x"}) + "artifacts:\n  files:\n    - run.sh\n";
  const auto count = [&] {
    return LintEngine(all_rules(), {}).run(*analyze("b", 0, SourceText(text), facts)).size();
  };
  CHECK(count() == 1);
  facts->path = "service/buildspec.yml";
  CHECK(count() == 0);
}

}  // namespace
}  // namespace buildspec::artifacts
