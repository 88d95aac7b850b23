// The top level, and `proxy` (reference: build-spec-ref.html#build-spec-ref-syntax).
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

constexpr Value kVersionValues[] = {
    {.text = "0.2",
     .doc = "The format to use: all commands run in the same shell session, so directories and "
            "variables carry over."},
    {.text = "0.1",
     .doc = "The first format: every command runs in a fresh shell, and environment variables "
            "stand under `environment_variables.plaintext`.",
     .deprecated = true},
};
constexpr Type kVersion{.name = "0.1 or 0.2",
                        .format = Format::version_number,
                        .values = kVersionValues,
                        .values_are_all = true};

constexpr Key kProxyKeys[] = {
    {.name = "upload-artifacts",
     .type = &kYesNo,
     .doc = "`yes` sends artifact uploads through your explicit proxy server.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.proxy.upload-artifacts",
     .default_value = "no",
     .since = "2019-02"},
    {.name = "logs",
     .type = &kYesNo,
     .doc = "`yes` sends CloudWatch logs through your explicit proxy server.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.proxy.logs",
     .default_value = "no",
     .since = "2019-02"},
};
constexpr Type kProxy{.name = "the settings of an explicit proxy",
                      .form = Form::mapping,
                      .may_be_missing = true,
                      .keys = kProxyKeys};

constexpr Key kBuildspecKeys[] = {
    {.name = "version",
     .type = &kVersion,
     .doc = R"(Version of the buildspec format. Write `0.2`, as a number without quotes.

```yaml
version: 0.2
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.version",
     .required = true,
     .since = "2016",
     .note =
         "Format 0.2 since 2017-05-09. In quotes it works in ordinary builds, but a project with "
         "batch builds fails: ``cannot unmarshal !!str `0.2` into float64`` (seen in 3 "
         "reports)."},
    {.name = "run-as",
     .type = &kRunAs,
     .doc =
         R"(Linux user that runs the commands of all phases. A `run-as` inside a phase takes its place there.

The user gets read and run permissions. Linux images only.)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.run-as",
     .default_value = "root, whatever the image says"},
    {.name = "env",
     .type = &kEnv,
     .doc =
         R"(Shell and environment variables of the build, in plain text or from Parameter Store and Secrets Manager.

```yaml
env:
  shell: bash
  variables:
    NODE_ENV: "test"
  secrets-manager:
    DB_PASSWORD: prod/db:password
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.env",
     .since = "2017-05-09",
     .versions = Versions::v0_2},
    {.name = "proxy",
     .type = &kProxy,
     .doc = "Settings for builds behind an explicit proxy server.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/use-proxy-server.html",
     .since = "2019-02"},
    {.name = "batch",
     .type = &kBatch,
     .doc =
         R"(Tasks of a batch build: as a graph, a list, a matrix, or a fan-out of tests. One of them, not several.

Read only when a batch build is started, which needs a batch service role on the project.

```yaml
batch:
  build-list:
    - identifier: unit
    - identifier: integration
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch",
     .since = "2020-07-30"},
    {.name = "phases",
     .type = &kPhases,
     .doc =
         R"(Commands to run, in four phases: `install`, `pre_build`, `build`, `post_build`. Any other name stops the build.

```yaml
phases:
  install:
    commands:
      - npm ci
  build:
    commands:
      - npm test
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.phases",
     .required = true,
     .required_unless = "batch",
     .since = "2016",
     .note = "A file without phases runs and does nothing (seen in one report); files that only "
             "hold a `batch` have none."},
    {.name = "reports",
     .type = &kReports,
     .doc =
         R"(Test and coverage reports to read after `post_build`, by report group. At most five per project.

A file that does not parse is an error in the log; wrong paths give a report with the status INCOMPLETE. Of a report at most 500 test cases are kept, failed ones first. The service role needs `codebuild:CreateReportGroup`, `CreateReport`, `UpdateReport`, `BatchPutTestCases` and `BatchPutCodeCoverages`. Reports that are not named here may be discovered: `CODEBUILD_CONFIG_AUTO_DISCOVER: false` turns that off.

```yaml
reports:
  unit-tests:
    files:
      - 'reports/junit.xml'
    file-format: JUNITXML
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.reports",
     .since = "2019-11-25"},
    {.name = "artifacts",
     .type = &kArtifacts,
     .doc =
         R"(Output of the build: which files to upload. Paths are relative to the source root, not to where the last command went.

```yaml
artifacts:
  files:
    - '**/*'
  base-directory: dist
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.artifacts",
     .since = "2016"},
    {.name = "cache",
     .type = &kCache,
     .doc =
         R"(Files to keep between builds. It has an effect only if the project has a cache, S3 or local.

```yaml
cache:
  paths:
    - '/root/.npm/**/*'
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.cache",
     .since = "2017-11-27"},
    {.name = "environment_variables",
     .type = &kEnvironmentVariables,
     .doc =
         R"(Environment variables in format 0.1. Format 0.2 has `env` in its place and ignores this.

```yaml
version: 0.1
environment_variables:
  plaintext:
    NAME: value
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec-ref-versions",
     .since = "2016",
     .versions = Versions::v0_1,
     .deprecated = true},
};

}  // namespace

// That unknown keys are ignored at the top is inferred from the sections where that was seen.
constexpr Type kBuildspec{.name = "a buildspec", .form = Form::mapping, .keys = kBuildspecKeys};

static_assert(is_complete(kVersion) && is_complete(kProxy) && is_complete(kBuildspec));

const Type& buildspec_type() { return kBuildspec; }
const Type& env_type() { return kEnv; }
const Type& phases_type() { return kPhases; }
const Type& install_phase_type() { return kInstallPhase; }
const Type& phase_type() { return kPhase; }
const Type& build_phase_type() { return kBuildPhase; }
const Type& runtime_versions_type() { return kRuntimeVersions; }
const Type& reports_type() { return kReports; }
const Type& report_type() { return kReport; }
const Type& artifacts_type() { return kArtifacts; }
const Type& secondary_artifact_type() { return kSecondaryArtifact; }
const Type& cache_type() { return kCache; }
const Type& batch_type() { return kBatch; }
const Type& graph_task_type() { return kGraphTask; }
const Type& list_task_type() { return kListTask; }
const Type& batch_task_env_type() { return kTaskEnv; }

const Key* find_key(const Type& type, std::string_view name) {
  for (const Key& key : type.keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

namespace {

constexpr char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// 0.20 is the number 0.2.
std::string_view without_trailing_zeros(std::string_view number) {
  if (number.find('.') == std::string_view::npos) return number;
  while (number.ends_with('0')) number.remove_suffix(1);
  return number;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_upper(a[i]) != to_upper(b[i])) return false;
  }
  return true;
}

}  // namespace

const Value* find_value(const Type& type, std::string_view text) {
  if (type.format == Format::version_number) text = without_trailing_zeros(text);
  for (const Value& value : type.values) {
    if (value.text == text) return &value;
    if (type.values_ignore_case && equal_ignoring_case(value.text, text)) return &value;
  }
  return nullptr;
}

}  // namespace buildspec::schema
