// `batch` (reference: batch-build-buildspec.html).
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

constexpr Value kComputeTypeValues[] = {
    {.text = "BUILD_GENERAL1_SMALL", .doc = "Smallest general size."},
    {.text = "BUILD_GENERAL1_MEDIUM", .doc = "General size, medium."},
    {.text = "BUILD_GENERAL1_LARGE", .doc = "General size, large."},
    {.text = "BUILD_GENERAL1_XLARGE",
     .doc = "General size, extra large. For `LINUX_CONTAINER`, `ARM_CONTAINER` and "
            "`WINDOWS_SERVER_2022_CONTAINER`."},
    {.text = "BUILD_GENERAL1_2XLARGE",
     .doc = "Largest general size. For `LINUX_CONTAINER`, `ARM_CONTAINER` and "
            "`WINDOWS_SERVER_2022_CONTAINER`."},
    {.text = "BUILD_LAMBDA_1GB", .doc = "Lambda compute with 1 GB of memory."},
    {.text = "BUILD_LAMBDA_2GB", .doc = "Lambda compute with 2 GB of memory."},
    {.text = "BUILD_LAMBDA_4GB", .doc = "Lambda compute with 4 GB of memory."},
    {.text = "BUILD_LAMBDA_8GB", .doc = "Lambda compute with 8 GB of memory."},
    {.text = "BUILD_LAMBDA_10GB", .doc = "Lambda compute with 10 GB of memory."},
};
constexpr Type kComputeType{.name = "a compute type",
                            .may_be_reference = true,
                            .values = kComputeTypeValues,
                            .values_are_all = true};

constexpr Value kEnvironmentTypeValues[] = {
    {.text = "LINUX_CONTAINER", .doc = "Linux on x86_64, in a container."},
    {.text = "LINUX_GPU_CONTAINER",
     .doc = "Linux on x86_64 with a GPU, in a container; small and large only."},
    {.text = "ARM_CONTAINER", .doc = "Linux on ARM, in a container."},
    {.text = "LINUX_EC2",
     .doc = "Linux on x86_64, on an instance without a container; small, medium and large."},
    {.text = "ARM_EC2",
     .doc = "Linux on ARM, on an instance without a container; small, medium and large."},
    {.text = "WINDOWS_EC2",
     .doc = "Windows, on an instance without a container; medium and large only."},
    {.text = "WINDOWS_SERVER_2019_CONTAINER",
     .doc = "Windows Server Core 2019, in a container; medium and large only."},
    {.text = "WINDOWS_SERVER_2022_CONTAINER",
     .doc = "Windows Server Core 2022, in a container; medium to 2XLARGE."},
    {.text = "LINUX_LAMBDA_CONTAINER",
     .doc = "Lambda compute on x86_64; sizes `BUILD_LAMBDA_1GB` to `BUILD_LAMBDA_10GB`."},
    {.text = "ARM_LAMBDA_CONTAINER",
     .doc = "Lambda compute on ARM; sizes `BUILD_LAMBDA_1GB` to `BUILD_LAMBDA_10GB`."},
    {.text = "MAC_ARM", .doc = "Apple macOS on ARM; only in a reserved-capacity fleet."},
    {.text = "WINDOWS_CONTAINER",
     .doc = "Legacy Windows containers; write `WINDOWS_SERVER_2022_CONTAINER`.",
     .deprecated = true},
};
constexpr Type kEnvironmentType{.name = "an environment type",
                                .may_be_reference = true,
                                .values = kEnvironmentTypeValues,
                                .values_are_all = true};

// "$WINDOWS_IMAGE_2019" works (152 uses in one family of repositories).
constexpr Type kImageName{.name = "an image", .may_be_reference = true, .format = Format::image};
constexpr Type kFleet{
    .name = "the name or ARN of a fleet", .may_be_reference = true, .format = Format::fleet};
constexpr Type kIdentifier{.name = "an identifier", .format = Format::batch_identifier};
constexpr Type kBuildspecPath{
    .name = "the path of a buildspec", .may_be_reference = true, .format = Format::path};
// One generator of AWS's own writes a scalar; whether that is accepted is not known.
constexpr Type kDependOn{.name = "a list of identifiers",
                         .form = Form::sequence,
                         .scalar_for_list = true,
                         .may_be_missing = true,
                         .element = &kIdentifier};

constexpr Key kTaskEnvKeys[] = {
    {.name = "compute-type",
     .type = &kComputeType,
     .doc = R"(Size of the machine. Not together with `fleet`.

Which sizes there are depends on the environment `type`: all five general sizes for `LINUX_CONTAINER` and `ARM_CONTAINER`, small and large with a GPU, small to large on EC2 (Windows: medium and large), medium and large for Windows Server 2019, medium to 2XLARGE for Windows Server 2022, the Lambda sizes for Lambda types.

```yaml
compute-type: BUILD_GENERAL1_MEDIUM
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-env-ref-compute-types.html#environment.types",
     .default_value = "the project's",
     .since = "2020-07-30",
     .note = "`ATTRIBUTE_BASED_COMPUTE` and `CUSTOM_INSTANCE_TYPE` belong to fleets."},
    {.name = "fleet",
     .type = &kFleet,
     .doc = "Reserved-capacity fleet that runs the task: its name or ARN. Not together with "
            "`compute-type`.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-graph",
     .since = "2025-01-08"},
    {.name = "image",
     .type = &kImageName,
     .doc = R"(Image that the task runs in.

```yaml
image: aws/codebuild/standard:8.0
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-graph",
     .default_value = "the project's",
     .since = "2020-07-30",
     .note = "A variable such as `$WINDOWS_IMAGE` works here (seen in one family of "
             "repositories)."},
    {.name = "privileged-mode",
     .type = &kTrueFalse,
     .doc = "`true` lets the task run a Docker daemon, to build images. Not on Windows or Lambda "
            "compute.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-graph",
     .default_value = "false",
     .since = "2020-07-30"},
    {.name = "type",
     .type = &kEnvironmentType,
     .doc = "Environment type of the task: operating system, processor, container or not.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-env-ref-compute-types.html#environment.types",
     .default_value = "the project's",
     .since = "2020-07-30"},
    {.name = "variables",
     .type = &kVariables,
     .doc =
         R"(Environment variables of this task, in plain text: added to those of the build, or in place of them. No secrets here.

```yaml
variables:
  SUITE: integration
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-graph",
     .since = "2020-07-30"},
};

constexpr Key kIdentifierKey{
    .name = "identifier",
    .type = &kIdentifier,
    .doc =
        R"(Name of the task, unique in the batch. In its build it is `CODEBUILD_BATCH_BUILD_IDENTIFIER`; in a build graph other tasks name it in `depend-on`.

Letters, digits and underscores, at most 127: no dashes.)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "batch-build-buildspec.html#build-spec.batch.build-graph",
    .required = true,
    .since = "2020-07-30",
    .note =
        "The characters are not documented; AWS's own generators and staff hold to them (seen "
        "in 3 places)."};

constexpr Key kBuildspecKey{.name = "buildspec",
                            .type = &kBuildspecPath,
                            .doc = "Buildspec file of this task, relative to the source root.",
                            .url =
                                "https://docs.aws.amazon.com/codebuild/latest/userguide/"
                                "batch-build-buildspec.html#build-spec.batch.build-graph",
                            .default_value = "this file",
                            .since = "2020-07-30"};

constexpr Key kDebugSessionKey{
    .name = "debug-session",
    .type = &kTrueFalse,
    .doc =
        "`true` lets you look into the running task with Session Manager; "
        "`codebuild-breakpoint` in a command then pauses it.",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "batch-build-buildspec.html#build-spec.batch.build-graph",
    .default_value = "false",
    .since = "2021-03-03"};

constexpr Key kEnvKey{
    .name = "env",
    .type = &kTaskEnv,
    .doc = R"(What this task does differently from the project: image, size, variables.

```yaml
env:
  compute-type: BUILD_GENERAL1_LARGE
  variables:
    SUITE: slow
```)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "batch-build-buildspec.html#build-spec.batch.build-graph",
    .default_value = "the project's settings",
    .since = "2020-07-30"};

constexpr Key kIgnoreFailureKey{.name = "ignore-failure",
                                .type = &kTrueFalse,
                                .doc = "`true`: the batch does not fail when this task fails.",
                                .url =
                                    "https://docs.aws.amazon.com/codebuild/latest/userguide/"
                                    "batch-build-buildspec.html#build-spec.batch.build-graph",
                                .default_value = "false",
                                .since = "2020-07-30"};

constexpr Key kGraphTaskKeys[] = {
    kIdentifierKey,
    kBuildspecKey,
    kEnvKey,
    {.name = "depend-on",
     .type = &kDependOn,
     .doc =
         R"(Identifiers of the tasks that this one waits for. Without it the task starts at once. A task may stand before those it depends on.

```yaml
depend-on:
  - build
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-graph",
     .since = "2020-07-30",
     .note = "The documentation says after they complete; AWS Amplify notes that the task starts "
             "only after they succeed, and fails if the primary artifact of one is missing."},
    kDebugSessionKey,
    kIgnoreFailureKey,
};
// The same keys, as the section on lists documents them.
constexpr Key of_list(Key key) {
  key.url =
      "https://docs.aws.amazon.com/codebuild/latest/userguide/"
      "batch-build-buildspec.html#build-spec.batch.build-list";
  return key;
}
constexpr Key kListTaskKeys[] = {
    of_list(kIdentifierKey),   of_list(kBuildspecKey),     of_list(kEnvKey),
    of_list(kDebugSessionKey), of_list(kIgnoreFailureKey),
};
constexpr Type kBuildGraph{
    .name = "a list of tasks", .form = Form::sequence, .element = &kGraphTask, .min_items = 1};
constexpr Type kBuildList{
    .name = "a list of tasks", .form = Form::sequence, .element = &kListTask, .min_items = 1};

// build-matrix
constexpr std::string_view kMatrixUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/"
    "batch-build-buildspec.html#build-spec.batch.build-matrix";

constexpr Type kComputeTypes{.name = "a list of compute types",
                             .form = Form::sequence,
                             .element = &kComputeType,
                             .min_items = 1};
constexpr Type kImageNames{
    .name = "a list of images", .form = Form::sequence, .element = &kImageName, .min_items = 1};
constexpr Type kBuildspecPaths{.name = "a list of buildspec paths",
                               .form = Form::sequence,
                               .element = &kBuildspecPath,
                               .min_items = 1};
constexpr Type kMatrixValue{.name = "a text, a number or a boolean"};
constexpr Type kMatrixValues{
    .name = "a list of values", .form = Form::sequence, .element = &kMatrixValue, .min_items = 1};
constexpr Type kMatrixVariables{
    .name = "variables with lists of values",
    .form = Form::mapping,
    .name_format = Format::set_variable_name,
    .name_doc = "Environment variable that takes each value of its list in turn.",
    .element = &kMatrixValues};

constexpr Key kDynamicEnvKeys[] = {
    {.name = "compute-type",
     .type = &kComputeTypes,
     .doc = "Sizes to combine, a list.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
    {.name = "image",
     .type = &kImageNames,
     .doc = "Images to combine, a list.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
    {.name = "variables",
     .type = &kMatrixVariables,
     .doc = R"(Variables to combine, each with the list of its values.

```yaml
variables:
  PYTHON:
    - "3.12"
    - "3.13"
```)",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
};
constexpr Type kDynamicEnv{.name = "lists to combine",
                           .form = Form::mapping,
                           .keys = kDynamicEnvKeys,
                           .unknown_keys_confidence = Confidence::unverified};
constexpr Key kDynamicKeys[] = {
    {.name = "buildspec",
     .type = &kBuildspecPaths,
     .doc = "Buildspec files to combine, a list.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
    {.name = "env",
     .type = &kDynamicEnv,
     .doc = "Sizes, images and variables to combine, each a list.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
};
constexpr Type kDynamic{.name = "lists to combine",
                        .form = Form::mapping,
                        .keys = kDynamicKeys,
                        .unknown_keys_confidence = Confidence::unverified};

constexpr Key kStaticEnvKeys[] = {
    {.name = "privileged-mode",
     .type = &kTrueFalse,
     .doc = "`true` lets every build of the matrix run a Docker daemon.",
     .url = kMatrixUrl,
     .default_value = "false",
     .since = "2020-07-30"},
    {.name = "type",
     .type = &kEnvironmentType,
     .doc = "Environment type of every build of the matrix.",
     .url = kMatrixUrl,
     .default_value = "the project's",
     .since = "2020-07-30"},
};
constexpr Type kStaticEnv{.name = "settings of all combinations",
                          .form = Form::mapping,
                          .may_be_missing = true,
                          .keys = kStaticEnvKeys,
                          .unknown_keys_confidence = Confidence::unverified};
constexpr Key kStaticKeys[] = {
    {.name = "ignore-failure",
     .type = &kTrueFalse,
     .doc = "`true`: the batch does not fail when a build of the matrix fails.",
     .url = kMatrixUrl,
     .default_value = "false",
     .since = "2020-07-30"},
    {.name = "env",
     .type = &kStaticEnv,
     .doc = "Environment of every build of the matrix: `type` and `privileged-mode`.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
};
constexpr Type kStatic{.name = "settings of all combinations",
                       .form = Form::mapping,
                       .may_be_missing = true,
                       .keys = kStaticKeys,
                       .unknown_keys_confidence = Confidence::unverified};

constexpr Key kMatrixKeys[] = {
    {.name = "static",
     .type = &kStatic,
     .doc = "What all builds of the matrix have in common; no lists here.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
    {.name = "dynamic",
     .type = &kDynamic,
     .doc = "What to combine: lists only. There is one build for every combination.",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
};
constexpr Type kMatrix{.name = "a build matrix",
                       .form = Form::mapping,
                       .keys = kMatrixKeys,
                       .unknown_keys_confidence = Confidence::unverified};

// build-fanout
constexpr std::string_view kFanoutUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/"
    "batch-build-buildspec.html#build-spec.batch.build-fanout";
constexpr Type kParallelism{.name = "a number above 0", .format = Format::positive_integer};
constexpr Key kFanoutKeys[] = {
    {.name = "parallelism",
     .type = &kParallelism,
     .doc = "Number of builds that share the tests.",
     .url = kFanoutUrl,
     .required = true,
     .since = "2025-01-02"},
    {.name = "ignore-failure",
     .type = &kTrueFalse,
     .doc = "`true`: the batch does not fail when one of the builds fails.",
     .url = kFanoutUrl,
     .default_value = "false",
     .since = "2025-01-02"},
};
constexpr Type kFanout{.name = "a fan-out of tests",
                       .form = Form::mapping,
                       .keys = kFanoutKeys,
                       .unknown_keys_confidence = Confidence::unverified};

constexpr Key kBatchKeys[] = {
    {.name = "fast-fail",
     .type = &kTrueFalse,
     .doc = "`true`: as soon as one task fails, all running ones are stopped.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch",
     .default_value = "false",
     .since = "2020-07-30"},
    {.name = "build-graph",
     .type = &kBuildGraph,
     .doc = R"(Tasks that depend on each other.

```yaml
batch:
  build-graph:
    - identifier: build
    - identifier: test
      buildspec: test.yml
      depend-on:
        - build
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-graph",
     .since = "2020-07-30"},
    {.name = "build-list",
     .type = &kBuildList,
     .doc = R"(Tasks that run at the same time.

```yaml
batch:
  build-list:
    - identifier: linux
    - identifier: windows
      env:
        type: WINDOWS_SERVER_2022_CONTAINER
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "batch-build-buildspec.html#build-spec.batch.build-list",
     .since = "2020-07-30"},
    {.name = "build-matrix",
     .type = &kMatrix,
     .doc = R"(One build for every combination of images, sizes, buildspecs and variables.

```yaml
batch:
  build-matrix:
    static:
      env:
        privileged-mode: true
    dynamic:
      env:
        image:
          - aws/codebuild/standard:7.0
          - aws/codebuild/standard:8.0
```)",
     .url = kMatrixUrl,
     .since = "2020-07-30"},
    {.name = "build-fanout",
     .type = &kFanout,
     .doc = R"(Builds that run the same commands and share the tests among them.

Each build runs its share with `codebuild-tests-run`, inside whose command `CODEBUILD_CURRENT_SHARD_FILES` holds its files. The reports are merged.

```yaml
batch:
  build-fanout:
    parallelism: 4
```)",
     .url = kFanoutUrl,
     .since = "2025-01-02"},
};

}  // namespace

constexpr Type kTaskEnv{.name = "the environment of a task",
                        .form = Form::mapping,
                        .may_be_missing = true,
                        .keys = kTaskEnvKeys,
                        .unknown_keys_confidence = Confidence::seen};
constexpr Type kGraphTask{.name = "a task",
                          .form = Form::mapping,
                          .keys = kGraphTaskKeys,
                          .unknown_keys_confidence = Confidence::seen};
constexpr Type kListTask{.name = "a task",
                         .form = Form::mapping,
                         .keys = kListTaskKeys,
                         .unknown_keys_confidence = Confidence::inferred};
constexpr Type kBatch{.name = "the batch build",
                      .form = Form::mapping,
                      .may_be_missing = true,
                      .keys = kBatchKeys,
                      .unknown_keys_confidence = Confidence::unverified};

static_assert(is_complete(kComputeType) && is_complete(kEnvironmentType));
static_assert(is_complete(kImageName) && is_complete(kFleet) && is_complete(kIdentifier));
static_assert(is_complete(kBuildspecPath) && is_complete(kDependOn) && is_complete(kTaskEnv));
static_assert(is_complete(kGraphTask) && is_complete(kListTask));
static_assert(is_complete(kBuildGraph) && is_complete(kBuildList));
static_assert(is_complete(kComputeTypes) && is_complete(kImageNames));
static_assert(is_complete(kBuildspecPaths) && is_complete(kMatrixValue));
static_assert(is_complete(kMatrixValues) && is_complete(kMatrixVariables));
static_assert(is_complete(kDynamicEnv) && is_complete(kDynamic));
static_assert(is_complete(kStaticEnv) && is_complete(kStatic) && is_complete(kMatrix));
static_assert(is_complete(kParallelism) && is_complete(kFanout) && is_complete(kBatch));

}  // namespace buildspec::schema
