// `env`, and `environment_variables` of format 0.1 (reference: build-spec-ref.html#build-spec.env).
#include "linter/schema/table_checks.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

constexpr Value kShellValues[] = {
    {.text = "bash",
     .doc = "Bash, for Linux images. Needed for `[[ ]]`, `source`, arrays and `set -o pipefail`."},
    {.text = "/bin/sh",
     .doc = "The image's POSIX shell, the default on Linux. On Ubuntu images this is dash, which "
            "knows no `[[ ]]`, `source`, arrays or `pipefail`."},
    {.text = "powershell.exe", .doc = "PowerShell, the default on Windows images."},
    {.text = "cmd.exe", .doc = "The Windows command prompt."},
};
constexpr Type kShell{.name = "a shell", .values = kShellValues, .values_are_all = true};

// Numbers and booleans without quotes are accepted (110 places in 10 public repositories). What an
// absent value becomes is not known, so it is no mistake.
constexpr Type kVariableValue{.name = "a text, a number or a boolean", .may_be_missing = true};

constexpr Type kParameterName{.name = "the name of a parameter", .format = Format::parameter_name};
constexpr Type kParameterStore{.name = "variables with the names of their parameters",
                               .form = Form::mapping,
                               .may_be_missing = true,
                               .name_format = Format::set_variable_name,
                               .name_doc = "Environment variable that receives the parameter.",
                               .element = &kParameterName};

constexpr Type kSecretReference{.name = "a reference to a secret",
                                .format = Format::secret_reference};
constexpr Type kSecretsManager{.name = "variables with references to their secrets",
                               .form = Form::mapping,
                               .may_be_missing = true,
                               .name_format = Format::set_variable_name,
                               .name_doc = "Environment variable that receives the secret.",
                               .element = &kSecretReference};

constexpr Type kVariableName{.name = "the name of a variable", .format = Format::variable_name};
constexpr Type kExportedVariables{.name = "a list of variable names",
                                  .form = Form::sequence,
                                  .scalar_for_list = true,
                                  .may_be_missing = true,
                                  .element = &kVariableName};

constexpr Key kEnvKeys[] = {
    {.name = "shell",
     .type = &kShell,
     .doc = R"(Shell that runs the commands of all phases.

On Linux `bash` or `/bin/sh`, on Windows `powershell.exe` or `cmd.exe`. On Ubuntu images `/bin/sh` is dash: `[[ ]]`, `source`, arrays and `set -o pipefail` need `bash`.

```yaml
env:
  shell: bash
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.shell",
     .default_value = "/bin/sh on Linux, PowerShell on Windows",
     .since = "2020-06-25"},
    {.name = "variables",
     .type = &kVariables,
     .doc = R"(Environment variables in plain text.

Everyone who can see the build sees them, in the console and through the API: keep secrets in `parameter-store` or `secrets-manager`. A value replaces an existing one as it is written: nothing in it is expanded, so `PATH: $PATH:/opt/bin` destroys `PATH`. Names must not begin with `CODEBUILD_`. The same name given to start-build wins over the project's, and that over the one here.

```yaml
env:
  variables:
    NODE_ENV: "test"
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.env.variables",
     .since = "2016",
     .note = "Numbers and booleans without quotes are accepted (seen in 10 repositories); which "
             "text `yes`, `0777` or `1.10` becomes is not known, so quote them."},
    {.name = "parameter-store",
     .type = &kParameterStore,
     .doc = R"(Environment variables whose values come from Systems Manager Parameter Store.

Each entry is a variable with the name of its parameter. The values are fetched, decrypted, before the first command and are masked in the log. The service role needs `ssm:GetParameters`, and `kms:Decrypt` for a key of your own; the role that the console creates covers only parameters whose names begin with `/CodeBuild/`.

```yaml
env:
  parameter-store:
    DB_PASSWORD: /CodeBuild/prod/db-password
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.env.parameter-store",
     .since = "2017-08-10"},
    {.name = "secrets-manager",
     .type = &kSecretsManager,
     .doc = R"(Environment variables whose values come from Secrets Manager.

Each entry is a variable with a reference `secret-id:json-key:version-stage:version-id`. Only the id, a name or an ARN, is needed; without a JSON key the variable holds the whole secret. Give a stage (default `AWSCURRENT`) or a version id, not both. A secret of another account needs its full ARN. The values are masked in the log, but only where they appear exactly as stored. The service role needs `secretsmanager:GetSecretValue`.

```yaml
env:
  secrets-manager:
    DB_PASSWORD: prod/db:password
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.env.secrets-manager",
     .since = "2019-11-06"},
    {.name = "exported-variables",
     .type = &kExportedVariables,
     .doc =
         R"(Names of variables whose values at the end of the build are handed on, to later actions of a pipeline.

A CodePipeline action reads them as `#{namespace.NAME}`; the CodeBuild action needs a namespace for that. Any command, from `install` to the end of `post_build`, may set them. Secrets of the project and names that begin with `AWS_` cannot be exported. Exported values are plain text, of at most 1000 characters each in the pipeline.

```yaml
env:
  exported-variables:
    - IMAGE_TAG
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.env.exported-variables",
     .since = "2019-11-06"},
    {.name = "git-credential-helper",
     .type = &kYesNo,
     .doc =
         R"(Lets git commands in the build use CodeBuild's own credentials for the source: for submodules, or to push.

Not available to builds that a webhook started for a public repository.

```yaml
env:
  git-credential-helper: yes
```)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec.env.git-credential-helper",
     .default_value = "no",
     .note = "`true` and `false` are the same YAML 1.1 booleans and presumably work as well."},
};

constexpr Key kEnvironmentVariablesKeys[] = {
    {.name = "plaintext",
     .type = &kVariables,
     .doc =
         R"(Environment variables in plain text, in format 0.1. Format 0.2 calls them `env.variables`.

Everyone who can see the build sees them: never put a secret here.)",
     .url = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
            "build-spec-ref.html#build-spec-ref-versions",
     .since = "2016",
     .versions = Versions::v0_1,
     .deprecated = true},
};

}  // namespace

constexpr Type kVariables{.name = "variables with their values",
                          .form = Form::mapping,
                          .may_be_missing = true,
                          .name_format = Format::set_variable_name,
                          .name_doc = "Name of an environment variable.",
                          .element = &kVariableValue};

// An empty `env:` does nothing. Unknown keys are ignored: `compute-type` stands in 33 files that
// are in daily use.
constexpr Type kEnv{.name = "the settings of the environment",
                    .form = Form::mapping,
                    .may_be_missing = true,
                    .keys = kEnvKeys,
                    .unknown_keys_confidence = Confidence::seen};

constexpr Type kEnvironmentVariables{.name = "the environment variables of format 0.1",
                                     .form = Form::mapping,
                                     .may_be_missing = true,
                                     .keys = kEnvironmentVariablesKeys};

static_assert(is_complete(kShell) && is_complete(kVariableValue) && is_complete(kVariables));
static_assert(is_complete(kParameterName) && is_complete(kParameterStore));
static_assert(is_complete(kSecretReference) && is_complete(kSecretsManager));
static_assert(is_complete(kVariableName) && is_complete(kExportedVariables));
static_assert(is_complete(kEnv) && is_complete(kEnvironmentVariables));

}  // namespace buildspec::schema
