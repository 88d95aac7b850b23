#include "lsp/ide/snippet_table.h"

#include <algorithm>
#include <utility>

#include "linter/text/letters.h"

namespace buildspec::ide {
namespace {

// Tested: each gives a file without findings.
constexpr Snippet kSnippets[] = {
    {.label = "buildspec for tests with a report",
     .detail = "installs, tests, reads a JUnit report",
     .form = SnippetForm::file,
     .path = "",
     .key = "",
     .body = R"(version: 0.2

phases:
  install:
    runtime-versions:
      ${1:nodejs}: "${2:24}"
    commands:
      - ${3:npm ci}
  build:
    commands:
      - ${4:npm test}

reports:
  ${5:unit-tests}:
    files:
      - '${6:reports/junit.xml}'
    file-format: JUNITXML
$0)"},
    {.label = "buildspec for a Lambda function",
     .detail = "packs the code and updates the function",
     .form = SnippetForm::file,
     .path = "",
     .key = "",
     .body = R"(version: 0.2

env:
  variables:
    FUNCTION_NAME: ${1:my-function}

phases:
  install:
    runtime-versions:
      python: "${2:3.13}"
    commands:
      - pip install -r requirements.txt --target package
  build:
    commands:
      - cp -r ${3:src}/. package/
      - (cd package && zip -qr ../function.zip .)
      - aws lambda update-function-code --function-name "\$FUNCTION_NAME" --zip-file fileb://function.zip
$0)"},
    {.label = "buildspec for an image in ECR",
     .detail = "builds a container image and pushes it",
     .form = SnippetForm::file,
     .path = "",
     .key = "",
     .body = R"(version: 0.2

env:
  variables:
    REPOSITORY: ${1:my-app}

phases:
  pre_build:
    commands:
      - ACCOUNT=\$(aws sts get-caller-identity --query Account --output text)
      - REGISTRY="\$ACCOUNT.dkr.ecr.\$AWS_REGION.amazonaws.com"
      - IMAGE="\$REGISTRY/\$REPOSITORY:\$CODEBUILD_BUILD_NUMBER"
      - aws ecr get-login-password | docker login --username AWS --password-stdin "\$REGISTRY"
  build:
    commands:
      - docker build --tag "\$IMAGE" ${2:.}
      - docker push "\$IMAGE"
$0)"},
    {.label = "buildspec for a deployment to ECS",
     .detail = "pushes an image and tells the pipeline which",
     .form = SnippetForm::file,
     .path = "",
     .key = "",
     .body = R"(version: 0.2

env:
  variables:
    REPOSITORY: ${1:my-app}
    CONTAINER: ${2:web}

phases:
  pre_build:
    commands:
      - ACCOUNT=\$(aws sts get-caller-identity --query Account --output text)
      - REGISTRY="\$ACCOUNT.dkr.ecr.\$AWS_REGION.amazonaws.com"
      - IMAGE="\$REGISTRY/\$REPOSITORY:\$CODEBUILD_BUILD_NUMBER"
      - aws ecr get-login-password | docker login --username AWS --password-stdin "\$REGISTRY"
  build:
    commands:
      - docker build --tag "\$IMAGE" ${3:.}
      - docker push "\$IMAGE"
      - printf '[{"name":"%s","imageUri":"%s"}]' "\$CONTAINER" "\$IMAGE" > imagedefinitions.json

artifacts:
  files:
    - imagedefinitions.json
$0)"},
    {.label = "buildspec for a batch of tasks",
     .detail = "a graph: one task waits for the other",
     .form = SnippetForm::file,
     .path = "",
     .key = "",
     .body = R"(version: 0.2

batch:
  build-graph:
    - identifier: ${1:build}
    - identifier: ${2:test}
      depend-on:
        - $1

phases:
  build:
    commands:
      - ${3:make} "\$CODEBUILD_BATCH_BUILD_IDENTIFIER"
$0)"},
    {.label = "reports: test results",
     .detail = "a JUnit report",
     .form = SnippetForm::entry,
     .path = "",
     .key = "reports",
     .body = R"(reports:
  ${1:unit-tests}:
    files:
      - '${2:reports/junit.xml}'
    file-format: ${3|JUNITXML,CUCUMBERJSON,NUNITXML,NUNIT3XML,TESTNGXML,VISUALSTUDIOTRX|}$0)"},
    {.label = "reports: code coverage",
     .detail = "a coverage report",
     .form = SnippetForm::entry,
     .path = "",
     .key = "reports",
     .body = R"(reports:
  ${1:coverage}:
    files:
      - '${2:coverage/cobertura.xml}'
    file-format: ${3|COBERTURAXML,CLOVERXML,JACOCOXML,SIMPLECOV|}$0)"},
    {.label = "artifacts: a folder",
     .detail = "everything below a folder",
     .form = SnippetForm::entry,
     .path = "",
     .key = "artifacts",
     .body = R"(artifacts:
  base-directory: ${1:dist}
  files:
    - '**/*'$0)"},
    {.label = "cache: by a lock file",
     .detail = "an S3 cache with a key",
     .form = SnippetForm::entry,
     .path = "",
     .key = "cache",
     .body = R"(cache:
  key: ${1:npm}-\$(codebuild-hash-files ${2:package-lock.json})
  fallback-keys:
    - $1-
  paths:
    - '${3:/root/.npm/**/*}'$0)"},
    {.label = "batch: a graph of tasks",
     .detail = "tasks that wait for each other",
     .form = SnippetForm::entry,
     .path = "",
     .key = "batch",
     .body = R"(batch:
  build-graph:
    - identifier: ${1:build}
    - identifier: ${2:test}
      depend-on:
        - $1$0)"},
    {.label = "batch: a matrix",
     .detail = "one task for each combination",
     .form = SnippetForm::entry,
     .path = "",
     .key = "batch",
     .body = R"(batch:
  build-matrix:
    dynamic:
      env:
        variables:
          ${1:PYTHON_VERSION}:
            - "${2:3.12}"
            - "${3:3.13}"$0)"},
    {.label = "NAME: value",
     .detail = "a variable in plain text",
     .form = SnippetForm::entry,
     .path = "env/variables",
     .key = "",
     .body = R"(${1:NAME}: "${2:value}"$0)"},
    {.label = "NAME: /CodeBuild/parameter",
     .detail = "a variable from Parameter Store",
     .form = SnippetForm::entry,
     .path = "env/parameter-store",
     .key = "",
     .body = R"(${1:NAME}: ${2:/CodeBuild/parameter}$0)"},
    {.label = "NAME: secret:json-key",
     .detail = "one entry of a secret of Secrets Manager",
     .form = SnippetForm::entry,
     .path = "env/secrets-manager",
     .key = "",
     .body = R"(${1:NAME}: ${2:secret}:${3:json-key}$0)"},
    {.label = "NAME: secret:json-key:version-stage",
     .detail = "of a version with a stage, such as AWSPREVIOUS",
     .form = SnippetForm::entry,
     .path = "env/secrets-manager",
     .key = "",
     .body = R"(${1:NAME}: ${2:secret}:${3:json-key}:${4:AWSPREVIOUS}$0)"},
    {.label = "NAME: secret:json-key::version-id",
     .detail = "of one version",
     .form = SnippetForm::entry,
     .path = "env/secrets-manager",
     .key = "",
     .body = R"(${1:NAME}: ${2:secret}:${3:json-key}::${4:version-id}$0)"},
    {.label = "NAME: arn:aws:secretsmanager:…:json-key",
     .detail = "a secret by its ARN, of another account too",
     .form = SnippetForm::entry,
     .path = "env/secrets-manager",
     .key = "",
     .body =
         R"(${1:NAME}: arn:aws:secretsmanager:${2:us-east-1}:${3:111122223333}:secret:${4:name-AbCdEf}:${5:json-key}$0)"},
    {.label = "/CodeBuild/parameter",
     .detail = "the name of a parameter",
     .form = SnippetForm::value,
     .path = "env/parameter-store/*",
     .key = "",
     .body = R"(${1:/CodeBuild/parameter}$0)"},
    {.label = "secret:json-key",
     .detail = "one entry of a secret",
     .form = SnippetForm::value,
     .path = "env/secrets-manager/*",
     .key = "",
     .body = R"(${1:secret}:${2:json-key}$0)"},
    {.label = "secret:json-key:version-stage",
     .detail = "of a version with a stage, such as AWSPREVIOUS",
     .form = SnippetForm::value,
     .path = "env/secrets-manager/*",
     .key = "",
     .body = R"(${1:secret}:${2:json-key}:${3:AWSPREVIOUS}$0)"},
    {.label = "secret:json-key::version-id",
     .detail = "of one version",
     .form = SnippetForm::value,
     .path = "env/secrets-manager/*",
     .key = "",
     .body = R"(${1:secret}:${2:json-key}::${3:version-id}$0)"},
    {.label = "arn:aws:secretsmanager:…:json-key",
     .detail = "a secret by its ARN, of another account too",
     .form = SnippetForm::value,
     .path = "env/secrets-manager/*",
     .key = "",
     .body =
         R"(arn:aws:secretsmanager:${1:us-east-1}:${2:111122223333}:secret:${3:name-AbCdEf}:${4:json-key}$0)"},
    {.label = "RETRY-<count>",
     .detail = "starts the build again, so many times",
     .form = SnippetForm::value,
     .path = "phases/*/on-failure",
     .key = "",
     .body = R"(RETRY-${1:3}$0)"},
    {.label = "RETRY-<regex>",
     .detail = "only where the error message matches",
     .form = SnippetForm::value,
     .path = "phases/*/on-failure",
     .key = "",
     .body = R"(RETRY-${1:.*timed out.*}$0)"},
    {.label = "RETRY-<count>-<regex>",
     .detail = "both",
     .form = SnippetForm::value,
     .path = "phases/*/on-failure",
     .key = "",
     .body = R"(RETRY-${1:3}-${2:.*timed out.*}$0)"},
    {.label = "name-$(codebuild-hash-files …)",
     .detail = "another key whenever the files change",
     .form = SnippetForm::value,
     .path = "cache/key",
     .key = "",
     .body = R"(${1:npm}-\$(codebuild-hash-files ${2:package-lock.json})$0)"},
    {.label = "report group",
     .detail = "a report group with its files",
     .form = SnippetForm::entry,
     .path = "reports",
     .key = "",
     .body = R"(${1:unit-tests}:
  files:
    - '${2:reports/junit.xml}'
  file-format: ${3|JUNITXML,CUCUMBERJSON,COBERTURAXML,JACOCOXML,CLOVERXML|}$0)"},
    {.label = "secondary artifact",
     .detail = "a further artifact with its files",
     .form = SnippetForm::entry,
     .path = "artifacts/secondary-artifacts",
     .key = "",
     .body = R"(${1:identifier}:
  base-directory: ${2:dist}
  files:
    - '**/*'$0)"},
};

// Expands placeholders in one pass; what $1 stands for is what its placeholder says.
class Expander {
 public:
  explicit Expander(std::string_view body) : body_(body) {}

  std::string run() {
    while (at_ < body_.size()) step();
    return std::move(text_);
  }

 private:
  void step() {
    const char c = body_[at_];
    if (c == '\\' && at_ + 1 < body_.size()) {
      text_ += body_[at_ + 1];
      at_ += 2;
    } else if (c == '$' && at_ + 1 < body_.size() && is_digit(body_[at_ + 1])) {
      text_ += values_[static_cast<std::size_t>(body_[at_ + 1] - '0')];
      at_ += 2;
    } else if (c == '$' && at_ + 1 < body_.size() && body_[at_ + 1] == '{') {
      placeholder();
    } else {
      text_ += c;
      ++at_;
    }
  }

  // "${1:text}", "${1|one,two|}"
  void placeholder() {
    std::string& value = values_[static_cast<std::size_t>(body_[at_ + 2] - '0')];
    const bool choice = body_[at_ + 3] == '|';
    at_ += 4;
    for (; at_ < body_.size() && body_[at_] != '}'; ++at_) {
      if (body_[at_] == '\\') ++at_;
      value += body_[at_];
    }
    ++at_;
    if (choice) value.resize(std::min(value.find_first_of(",|"), value.size()));
    text_ += value;
  }

  std::string_view body_;
  std::size_t at_ = 0;
  std::string text_;
  std::string values_[10];
};

}  // namespace

std::span<const Snippet> snippets() { return kSnippets; }

const Snippet* find_snippet(std::string_view label) {
  const auto* const found =
      std::find_if(std::begin(kSnippets), std::end(kSnippets),
                   [label](const Snippet& snippet) { return snippet.label == label; });
  return found == std::end(kSnippets) ? nullptr : found;
}

std::string snippet_text(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (c == '$' || c == '}' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string expanded_snippet(std::string_view body) { return Expander(body).run(); }

}  // namespace buildspec::ide
