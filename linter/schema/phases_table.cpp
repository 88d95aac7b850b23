// `phases` (reference: build-spec-ref.html#build-spec.phases).
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

// A dash with nothing behind it does nothing (9 files of 4 repositories).
constexpr Type kCommand{.name = "a command", .may_be_missing = true, .format = Format::command};

// A single scalar works (3 repositories), as does an empty list; of a key with nothing behind it
// this is not certain.
constexpr Type kCommands{.name = "a list of commands",
                         .form = Form::sequence,
                         .scalar_for_list = true,
                         .may_be_missing = true,
                         .element = &kCommand};

constexpr Value kOnFailureValues[] = {
    {.text = "ABORT", .doc = "Ends the build after this phase."},
    {.text = "CONTINUE", .doc = "Goes on with the next phase."},
    {.text = "RETRY",
     .doc = "Starts the build again, at most 3 times. `RETRY-<count>` sets the number of times, 0 "
            "to 100; `RETRY-<regex>` only if the error message matches; `RETRY-<count>-<regex>` "
            "both. Quote a pattern that holds a colon."},
};
constexpr Type kOnFailure{.name = "ABORT, CONTINUE or a form of RETRY",
                          .format = Format::on_failure,
                          .values = kOnFailureValues,
                          .values_ignore_case = true};

constexpr Type kRuntimeVersion{
    .name = "a version", .may_be_reference = true, .format = Format::runtime_version};

constexpr Type kText{.name = "a text"};
constexpr Type kStepInputs{.name = "the inputs of an action",
                           .form = Form::mapping,
                           .may_be_missing = true,
                           .name_doc = "Name of an input of the action.",
                           .element = &kText};
constexpr Key kStepKeys[] = {
    {.name = "name",
     .type = &kText,
     .doc = "What the step is called.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html",
     .confidence = Confidence::seen,
     .deprecated = true},
    {.name = "id",
     .type = &kText,
     .doc = "Name by which later steps refer to this one.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html",
     .confidence = Confidence::seen,
     .deprecated = true},
    {.name = "uses",
     .type = &kText,
     .doc = "GitHub Action that the step runs, such as `actions/checkout@v4`.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html",
     .confidence = Confidence::seen,
     .deprecated = true},
    {.name = "with",
     .type = &kStepInputs,
     .doc = "Inputs of the action.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html",
     .confidence = Confidence::seen,
     .deprecated = true},
    {.name = "run",
     .type = &kText,
     .doc = "Command that the step runs.",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html",
     .confidence = Confidence::seen,
     .deprecated = true},
};
constexpr Type kStep{.name = "a step",
                     .form = Form::mapping,
                     .keys = kStepKeys,
                     .unknown_keys_confidence = Confidence::unverified};
constexpr Type kSteps{.name = "a list of steps", .form = Form::sequence, .element = &kStep};

// The keys that every phase takes. `commands` is required in all phases but `install`.
constexpr Key kRunAsKey{
    .name = "run-as",
    .type = &kRunAs,
    .doc =
        R"(Linux user that runs the commands of this phase, in place of the `run-as` of the whole file.

The user gets read and run permissions. Linux images only.)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.phases.run-as",
    .default_value = "the file's run-as, else root"};

constexpr Key kOnFailureKey{
    .name = "on-failure",
    .type = &kOnFailure,
    .doc = R"(What follows when this phase fails.

- `ABORT` ends the build after this phase.
- `CONTINUE` goes on with the next phase.
- `RETRY`, `RETRY-<count>`, `RETRY-<regex>` or `RETRY-<count>-<regex>` starts the whole build again: at most `<count>` times (0 to 100, default 3), and only if the error message matches `<regex>` (default `.*`). Quote a pattern with a colon in it.

Without it a failed `install` or `pre_build` ends the build, and `post_build` runs even if `build` failed. Not supported on Lambda compute and in reserved-capacity fleets.

```yaml
on-failure: ABORT
```)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.phases.on-failure",
    .since = "2021-02-09",
    .note =
        "RETRY since 2024-12-12. `ABORT` in `post_build` keeps reports from being read after a "
        "failure (seen in one report)."};

constexpr Key kFinallyKey{
    .name = "finally",
    .type = &kCommands,
    .doc =
        R"(Commands that run after `commands` of this phase, whether those failed or not: to clean up.

The phase succeeds only if both lists do.

```yaml
build:
  commands:
    - docker compose up --exit-code-from tests
  finally:
    - docker compose down
```)",
    .url =
        "https://docs.aws.amazon.com/codebuild/latest/userguide/"
        "build-spec-ref.html#build-spec.phases.finally",
    .since = "2018-06-20"};

constexpr Key commands_key(bool required, std::string_view url,
                           std::string_view required_unless = {}) {
  return {
      .name = "commands",
      .type = &kCommands,
      .doc =
          R"(Shell commands, run one at a time in this order. The first that fails ends the list and fails the phase.

Each item is a script of its own: the working directory and variables carry over to the next one, shell options (`set -e`), functions and traps do not. An item of several lines (`|`) fails only if its last command does; begin it with `set -e`. Quote a command that holds a colon followed by a space. In format 0.1 nothing carries over.

```yaml
commands:
  - npm ci
  - npm test
```)",
      .url = url,
      .required = required,
      .required_unless = required_unless,
      .note =
          "A single text, usually a block, works in place of the list (seen in 3 "
          "repositories); empty items do nothing."};
}

constexpr Key kInstallKeys[] = {
    {.name = "runtime-versions",
     .type = &kRuntimeVersions,
     .doc = R"(Language runtimes to activate before the install commands run.

At least one entry. If any is given, only those given, and what they depend on, are set up; without the section the defaults of the image are active. A version is exact (`"3.13"`), a wildcard (`3.x`), `latest`, or a variable (`"$VERSION"`); others are downloaded where the image can do that. Works on the managed Ubuntu and Amazon Linux images (today's documentation: standard 5.0 or later, Amazon Linux 4.0 or later); elsewhere it is skipped with a warning. Quote versions: `3.10` without quotes is a number, and tools that rewrite the file make it `3.1`.

```yaml
runtime-versions:
  python: "3.13"
  nodejs: "22"
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.phases.install.runtime-versions",
     .default_value = "the defaults of the image"},
    commands_key(false,
                 "https://docs.aws.amazon.com/codebuild/latest/userguide/"
                 "build-spec-ref.html#build-spec.phases.install"),
    kFinallyKey,
    kOnFailureKey,
    kRunAsKey,
};

constexpr Key kPhaseKeys[] = {
    commands_key(true,
                 "https://docs.aws.amazon.com/codebuild/latest/userguide/"
                 "build-spec-ref.html#build-spec.phases"),
    kFinallyKey,
    kOnFailureKey,
    kRunAsKey,
};

constexpr Key kBuildKeys[] = {
    commands_key(true,
                 "https://docs.aws.amazon.com/codebuild/latest/userguide/"
                 "build-spec-ref.html#build-spec.phases.build",
                 "steps"),
    kFinallyKey,
    kOnFailureKey,
    kRunAsKey,
    {.name = "steps",
     .type = &kSteps,
     .doc =
         R"(GitHub Actions steps inside a buildspec: announced in July 2023, since removed from the documentation in favour of CodeBuild-hosted runners.

Write `commands`, or run the workflow on a CodeBuild-hosted runner.)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html",
     .since = "2023-07",
     .confidence = Confidence::seen,
     .deprecated = true,
     .note =
         "Without a GitHub token in the account the build stops: `unsupported field \"steps\" in "
         "buildspec` (seen in one report). Whether it still works is not known."},
};

constexpr Key kPhasesKeys[] = {
    {.name = "install",
     .type = &kInstallPhase,
     .doc = R"(First phase: installs packages and selects language runtimes.

If it fails the build ends.

```yaml
install:
  runtime-versions:
    nodejs: "22"
  commands:
    - npm ci
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.phases.install",
     .since = "2016"},
    {.name = "pre_build",
     .type = &kPhase,
     .doc =
         R"(Second phase: prepares the build, such as signing in to a registry or fetching dependencies.

Runs when `install` succeeded (or has `on-failure: CONTINUE`). If it fails the build ends.)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.phases.pre_build",
     .since = "2016"},
    {.name = "build",
     .type = &kBuildPhase,
     .doc = R"(Third phase: compiles and tests.

Runs when `pre_build` succeeded (or has `on-failure: CONTINUE`). `post_build` runs even if this phase fails, unless it has `on-failure: ABORT`.)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.phases.build",
     .since = "2016"},
    {.name = "post_build",
     .type = &kPhase,
     .doc = R"(Last phase: packages, pushes, notifies.

Runs whenever `build` ran, **even if it failed**. A phase that publishes looks first:

```yaml
post_build:
  commands:
    - test "$CODEBUILD_BUILD_SUCCEEDING" -eq 1
    - docker push "$IMAGE"
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.phases.post_build",
     .since = "2016"},
};

}  // namespace

constexpr Type kRunAs{.name = "the name of a Linux user", .format = Format::user_name};

// The names come from the catalogue; that one is unknown can be said only of a known image.
constexpr Type kRuntimeVersions{.name = "runtimes with their versions",
                                .form = Form::mapping,
                                .name_format = Format::runtime_name,
                                .name_doc = "Name of a language runtime.",
                                .element = &kRuntimeVersion,
                                .min_items = 1};

// What an unknown key in a phase does is not known; `steps` aside, presumably nothing.
constexpr Type kInstallPhase{.name = "the install phase",
                             .form = Form::mapping,
                             .may_be_missing = true,
                             .keys = kInstallKeys,
                             .unknown_keys_confidence = Confidence::unverified};
constexpr Type kPhase{.name = "a phase",
                      .form = Form::mapping,
                      .may_be_missing = true,
                      .keys = kPhaseKeys,
                      .unknown_keys_confidence = Confidence::unverified};
constexpr Type kBuildPhase{.name = "the build phase",
                           .form = Form::mapping,
                           .may_be_missing = true,
                           .keys = kBuildKeys,
                           .unknown_keys_confidence = Confidence::unverified};

// "Invalid buildspec phase name: <x>. Expecting: build,install,post_build,pre_build" stops the
// build in DOWNLOAD_SOURCE (5 reports). A file without phases runs and does nothing (1 report).
constexpr Type kPhases{.name = "the phases",
                       .form = Form::mapping,
                       .may_be_missing = true,
                       .keys = kPhasesKeys,
                       .unknown_keys = UnknownKeys::rejected,
                       .unknown_keys_confidence = Confidence::documented};

static_assert(is_complete(kCommand) && is_complete(kCommands) && is_complete(kOnFailure));
static_assert(is_complete(kRuntimeVersion) && is_complete(kRuntimeVersions));
static_assert(is_complete(kText) && is_complete(kStepInputs) && is_complete(kStep));
static_assert(is_complete(kSteps) && is_complete(kRunAs));
static_assert(is_complete(kInstallPhase) && is_complete(kPhase) && is_complete(kBuildPhase));
static_assert(is_complete(kPhases));

}  // namespace buildspec::schema
