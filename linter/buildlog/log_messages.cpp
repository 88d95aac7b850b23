#include "linter/buildlog/log_messages.h"

namespace buildspec {
namespace {

using enum LogPlace;
constexpr Confidence kDocumented = Confidence::documented;
constexpr Confidence kReported = Confidence::reported;
constexpr Confidence kInferred = Confidence::inferred;

constexpr LogMessage kMessages[] = {
    // ---- The YAML ----
    {.patterns = {"Expected {list}[{item}] to be of string type: found {kind} instead at line "
                  "{line}, value of the key tag on line {before} might be empty",
                  "Expected {list}[{item}] to be of string type: found {kind} instead at line "
                  "{line}"},
     .failures = "CB-YAML-01 CB-YAML-02 CB-YAML-03",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "An item of a list of commands is no text for YAML: a colon with a blank behind it "
                "makes a mapping of it, and so do a brace at its begin or lines indented below "
                "it. Items count from 0.",
     .remedy = "Put the whole command in single quotes, or write it as a block below `- |`.",
     .place = command_item,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec-ref-syntax"},
    {.patterns = {"mapping values are not allowed in this context at line {line}",
                  "mapping values are not allowed in this context"},
     .failures = "CB-YAML-04",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "A colon stands where no key can be: a line is indented wrongly, or has a second "
                "colon.",
     .remedy = "Indent the line as its neighbours, or quote the text with the colon. The line in "
               "the message can be off.",
     .place = yaml_fault,
     .source = "https://github.com/boundless-xyz/boundless/pull/667"},
    {.patterns = {"found character that cannot start any token at line {line}",
                  "found character that cannot start any token"},
     .failures = "CB-YAML-05 CB-YAML-07",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "A line is indented with a tab, or an unquoted text begins with `@`, a backquote "
                "or `%`.",
     .remedy = "Indent with blanks; quote the text.",
     .place = yaml_fault,
     .source = "https://github.com/awsdocs/aws-codebuild-user-guide/pull/25"},
    {.patterns = {"did not find expected ',' or {close} at line {line}",
                  "did not find expected ',' or {close}"},
     .failures = "CB-YAML-06 CB-YAML-07",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "A text that begins with `[` or `{` is read as a list or a mapping in brackets, "
                "and that never ends.",
     .remedy = "Quote the whole command: `- '[ -f x ] && echo y'`.",
     .place = yaml_fault,
     .source = "https://github.com/aws-samples/bedrock-chat/issues/441"},
    {.patterns = {"did not find expected alphabetic or numeric character at line {line}",
                  "did not find expected alphabetic or numeric character"},
     .failures = "CB-ART-05 CB-YAML-07",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "An unquoted text begins with `*` or `&`, which YAML reads as a reference.",
     .remedy = "Quote it: `- '**/*'`.",
     .place = yaml_fault,
     .confidence = kInferred,
     .source = "https://yaml.org/spec/1.1/"},
    {.patterns = {"found unknown escape character at line {line}",
                  "found unknown escape character"},
     .failures = "CB-YAML-16",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "In double quotes a backslash begins an escape, and this one does not exist.",
     .remedy = "Use single quotes or a block below `- |`.",
     .place = yaml_fault,
     .confidence = kInferred,
     .source = "https://yaml.org/spec/1.1/"},
    {.patterns = {"unknown anchor '{name}' referenced"},
     .failures = "CB-YAML-07 CB-ART-05",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "An unquoted text begins with `*`, which YAML reads as a reference.",
     .remedy = "Quote it: `- '*.txt'`.",
     .place = yaml_fault,
     .confidence = kInferred,
     .source = "https://yaml.org/spec/1.1/"},
    {.patterns = {"wrong number of container tags, expected 1"},
     .failures = "CB-YAML-09",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The file is empty, or is no mapping with the sections of a buildspec.",
     .remedy = "Begin it with `version: 0.2` and `phases:`.",
     .place = root,
     .source = "https://github.com/aws-samples/aws-container-devsecops-workshop/pull/7"},
    {.patterns = {"cannot unmarshal !!str `{value}` into float64",
                  "cannot unmarshal !!str {value} into float64"},
     .failures = "CB-STRUCT-03",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "In a batch build the version must be a number, and here it is a text in quotes.",
     .remedy = "Write `version: 0.2` without quotes.",
     .place = LogPlace::version,
     .source = "https://github.com/aws/aws-cdk/issues/29592"},
    {.patterns = {"Cannot unmarshal {kind} to {wanted}"},
     .failures = "CB-YAML-10",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "A value is of the wrong kind: a mapping or a list where a text is wanted, as "
                "under env.variables.",
     .remedy = "Write a text; put structures into quotes as JSON.",
     .place = value_kind},
    {.patterns = {"YAML file does not exist", "stat {path}.yml: no such file or directory",
                  "stat {path}.yaml: no such file or directory"},
     .failures = "CB-FILE-01 CB-FILE-02 CB-BATCH-20",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The source that was built has no buildspec at this path. Only `buildspec.yml` in "
                "its root is found without being named.",
     .remedy = "Name the file `buildspec.yml`, or set its path on the project; check that the "
               "branch and the source artifact hold it.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec-ref-name-storage"},
    {.patterns = {"`buildspec` must be set when source's `type` is `NO_SOURCE`",
                  "buildspec must be set when source's type is NO_SOURCE",
                  "buildspec` must be set when source's `type` is `NO_SOURCE"},
     .failures = "CB-FILE-03",
     .meaning = "A project without a source has no file to read the buildspec from.",
     .remedy = "Give the text of the buildspec inline.",
     .source = "https://github.com/launchflow/launchflow/issues/114"},

    // ---- Phases and keys ----
    {.patterns = {"Invalid buildspec phase name: {phase}. Expecting: {names}",
                  "Invalid buildspec phase name: {phase}"},
     .failures = "CB-STRUCT-06 CB-STRUCT-09",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "Below `phases` stands a name that is no phase: misspelt, or a section that is "
                "indented too deep.",
     .remedy = "Use install, pre_build, build or post_build; move other sections to the left.",
     .place = phase_name,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.phases"},
    {.patterns = {"unsupported field \"{field}\" in buildspec"},
     .failures = "CB-STRUCT-10",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "A phase holds steps of GitHub Actions, which buildspecs no longer have.",
     .remedy = "Write commands, or run the workflow on a runner project.",
     .place = unknown_field,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html"},
    {.patterns = {"Phases found in YAML: 0"},
     .failures = "CB-STRUCT-07",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The buildspec has no phases: the build succeeds and does nothing.",
     .remedy = "Indent the phases below `phases:`.",
     .place = phases,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.phases"},

    // ---- Runtimes and images ----
    {.patterns = {"Unknown runtime named '{runtime}'. This build image has the following runtimes: "
                  "{runtimes}",
                  "Unknown runtime named '{runtime}'"},
     .failures = "CB-RT-01",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The image has no runtime of this name.",
     .remedy = "Use one of the names in the message (golang, nodejs, java). Docker needs no entry "
               "but privileged mode.",
     .place = runtime_name,
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/511"},
    {.patterns = {"Unknown runtime version named '{version}' of {runtime}. This build image has "
                  "the following versions: {versions}",
                  "Unknown runtime version named '{version}' of {runtime}",
                  "Unknown runtime version named '{version}'"},
     .failures = "CB-RT-02 CB-RT-13 CB-YAML-17 CB-PR-12",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The image has no such version of the runtime. `3.1` for `3.10` comes from a "
                "number that lost its quotes on the way; old local agents know no wildcards.",
     .remedy = "Choose a version that the message lists, in quotes, or a newer image.",
     .place = runtime_version,
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/617"},
    {.patterns = {"This build image requires selecting at least one runtime version"},
     .failures = "CB-RT-03",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The image is of the oldest generation, which has no default runtimes.",
     .remedy = "Move to a current image, or select a runtime under phases.install.",
     .place = install,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-build-must-specify-runtime"},
    {.patterns = {"Skipping install of runtimes. Runtime version selection is not supported by "
                  "this build image"},
     .failures = "CB-RT-04",
     .phase = "INSTALL",
     .meaning = "Custom, Windows, macOS and Lambda images do not select runtimes: the entries "
                "have no effect.",
     .remedy = "Remove `runtime-versions`, or use a curated Linux image.",
     .place = runtime_versions,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-skipping-all-runtimes-warning"},
    {.patterns = {"Specifying docker version in buildspec is deprecated. Using docker {version}",
                  "Specifying docker version in buildspec is deprecated"},
     .failures = "CB-RT-08",
     .phase = "INSTALL",
     .meaning = "The entry `docker` has no effect: the image brings its own version.",
     .remedy = "Remove it.",
     .place = runtime_versions,
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/617"},
    {.patterns = {"Unable to pull customer's container image. {reason}",
                  "Unable to pull customer's container image", "CannotPullContainerError",
                  "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE"},
     .failures = "CB-IMG-03",
     .phase = "PROVISIONING",
     .meaning = "The build image cannot be pulled: a permission is missing, it is in another "
                "Region, too large for the disk, or the registry's limit is reached.",
     .remedy = "Check the repository's policy and the image's name; use a mirror or a larger "
               "compute type.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-unable-to-pull-image"},
    {.patterns = {"Build container found dead before completing the build"},
     .failures = "CB-IMG-04 CB-BATCH-12",
     .meaning = "The container died: the image has no /bin/sh, does not suit the architecture, "
                "has proxy variables in it, or the memory ran out.",
     .remedy = "Use an image with a shell for this architecture, or a larger compute type.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-sh-build-images"},

    // ---- Variables and secrets ----
    {.patterns = {"No user environment variables can start with"},
     .failures = "CB-ENV-01",
     .meaning = "Names that begin with `CODEBUILD_` are reserved.",
     .remedy = "Rename the variable.",
     .place = variable_name,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.env.variables"},
    {.patterns = {"is not authorized to perform: ssm:GetParameters on resource: {resource}",
                  "is not authorized to perform: ssm:GetParameters"},
     .failures = "CB-SECR-01",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The project's role may not read the parameter. The role that the console makes "
                "may read names below /CodeBuild/ only.",
     .remedy = "Allow ssm:GetParameters for it, and kms:Decrypt for its key.",
     .place = parameter,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-parameter-store"},
    {.patterns = {"parameter does not exist: {parameter}"},
     .failures = "CB-SECR-02 CB-SECR-06",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "There is no parameter of this name in the Region: misspelt, without its leading "
                "slash, or the secret itself instead of a name.",
     .remedy = "Write the parameter's name. A secret that was pasted here stands in the log now: "
               "replace it.",
     .place = parameter,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-parameter-store"},
    {.patterns = {"is not authorized to perform: secretsmanager:GetSecretValue on resource: "
                  "{resource}",
                  "is not authorized to perform: secretsmanager:GetSecretValue"},
     .failures = "CB-SECR-03",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The project's role may not read the secret.",
     .remedy = "Allow secretsmanager:GetSecretValue for it; for a secret of another account name "
               "it by its full ARN.",
     .place = secret,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.env.secrets-manager"},
    {.patterns = {"ResourceNotFoundException: Secrets Manager can't find the specified secret"},
     .failures = "CB-SECR-04 CB-SECR-05 CB-SECR-06",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "There is no such secret in the Region: a wrong name, or an ARN whose fields are "
                "miscounted.",
     .remedy = "Check name and Region. The form is secret:key:stage:version, each but the first "
               "optional.",
     .place = secret,
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/475"},

    // ---- Commands ----
    {.patterns = {"[[: not found", "source: not found", "Illegal option -o {option}",
                  "Syntax error: \"(\" unexpected"},
     .failures = "CB-SH-02 CB-PH-02",
     .meaning = "This is syntax of bash, and the command ran under sh, which is dash on Ubuntu "
                "images.",
     .remedy = "Add `env: shell: bash`, or write it for sh: `[ … ]`, `. file`.",
     .place = command,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.shell"},
    {.patterns = {"script.sh: {line}: Login: not found", "Login: command not found"},
     .failures = "CB-SH-16",
     .meaning = "The words \"Login Succeeded\" were run as a command: the login stands in `$( )`.",
     .remedy = "Write the pipeline without `$( )`.",
     .place = command},
    {.patterns = {"script.sh: {line}: cd: can't cd to {directory}",
                  "cd: {directory}: No such file or directory", "can't cd to {directory}"},
     .failures = "CB-SH-07",
     .meaning = "There is no such directory here. In version 0.2 an earlier `cd` still holds, in "
                "later commands and phases too.",
     .remedy = "Change the directory in a subshell, `(cd app && make)`, or begin at "
               "`$CODEBUILD_SRC_DIR`.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-cmd.html"},
    {.patterns = {"syntax error near unexpected token {token}",
                  "syntax error: unexpected end of file", "Syntax error: {problem}",
                  "syntax error near unexpected token"},
     .failures = "CB-YAML-14",
     .meaning = "The shell cannot read the command. Often its lines were joined by YAML, which "
                "does so with unquoted texts over several lines, or one statement is spread over "
                "several items.",
     .remedy = "Write it as one block below `- |`.",
     .place = command,
     .confidence = kInferred,
     .source = "https://yaml.org/spec/1.1/"},
    {.patterns = {"{script}^M: bad interpreter", "$'\\r': command not found"},
     .rules = "carriage-return-script",
     .meaning = "The script has the line breaks of Windows: the shell takes the carriage return "
                "for a part of the word.",
     .remedy = "Commit it with LF: `*.sh text eol=lf` in .gitattributes.",
     .place = command,
     .confidence = kInferred,
     .source = "https://www.shellcheck.net/wiki/SC1017"},
    {.patterns = {"No rule to make target '{target}'", "No rule to make target `{target}'"},
     .rules = "missing-make-target",
     .meaning = "The Makefile has no such target, or make runs in another directory.",
     .remedy = "Name a target that is there; an earlier `cd` still holds in later commands.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://www.gnu.org/software/make/manual/html_node/Error-Messages.html"},
    {.patterns = {"Missing script: {script}"},
     .rules = "missing-npm-script",
     .meaning = "The package.json that npm reads has no such script.",
     .remedy = "Name a script that is there; an earlier `cd` still holds in later commands.",
     .place = command,
     .confidence = kInferred,
     .source = "https://docs.npmjs.com/cli/commands/npm-run-script"},
    {.patterns = {"exec format error"},
     .failures = "CB-BATCH-12",
     .meaning = "A program or an image is made for another architecture: arm64 on x86_64, or the "
                "other way round.",
     .remedy = "Build for the machine that runs it (`docker build --platform`), or change the "
               "build image.",
     .place = command,
     .confidence = kInferred,
     .source = "https://docs.docker.com/build/building/multi-platform/"},
    {.patterns = {"Bad substitution"},
     .failures = "CB-SH-02",
     .rules = "foreign-variable",
     .meaning =
         "The shell does not know this form of `${ }`: bash's `${A:0:7}` or `${A/x/y}` under "
         "sh, or another tool's `${{ }}`.",
     .remedy = "Add `env: shell: bash`, or write it for sh.",
     .place = command,
     .confidence = kInferred,
     .source = "https://www.shellcheck.net/wiki/SC2039"},
    {.patterns = {"repository name must be lowercase",
                  "repository name ({name}) must be lowercase"},
     .rules = "image-name",
     .meaning = "The name of an image holds a capital letter.",
     .remedy = "Write the name in lower case; tags may have capitals.",
     .place = command,
     .confidence = kInferred,
     .source = "https://docs.docker.com/reference/cli/docker/image/tag/"},
    {.patterns = {"Cannot perform an interactive login from a non TTY device"},
     .rules = "password-argument",
     .meaning = "`docker login` got no password: mostly the variable in front of "
                "`--password-stdin` or behind `-p` is empty, or the command that prints the "
                "password failed.",
     .remedy = "Pipe the password in: `aws ecr get-login-password | docker login --username AWS "
               "--password-stdin …`.",
     .place = command,
     .confidence = kInferred,
     .source = "https://docs.docker.com/reference/cli/docker/login/"},
    {.patterns = {"lstat {path}: no such file or directory",
                  "open Dockerfile: no such file or directory",
                  "can't open file '{path}': [Errno 2] No such file or directory"},
     .rules = "missing-file",
     .meaning = "A file that the command names is not there, seen from the directory in which the "
                "command runs.",
     .remedy = "Mind the path, and an earlier `cd`, which still holds in later commands.",
     .place = command,
     .confidence = kInferred,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-cmd.html"},
    {.patterns = {"Error while executing command: {command}. Reason: exit status 127",
                  "Command did not exit successfully {command} exit status 127",
                  "{name}: command not found", "{name}: not found"},
     .failures = "CB-SH-01 CB-IMG-05 CB-SH-08 CB-ENV-02 CB-ENV-12 CB-YAML-15",
     .meaning = "127 means that a command was not found: the image does not have it, PATH was "
                "overwritten, it is a function of an earlier item, or its name holds curly "
                "quotes.",
     .remedy = "Install it in the install phase, mind the image's distribution, and keep PATH.",
     .place = command,
     .source = "https://github.com/acantril/learn-cantrill-io-labs/issues/155"},
    {.patterns = {"Error while executing command: {command}. Reason: exit status 126",
                  "Command did not exit successfully {command} exit status 126",
                  "Permission denied"},
     .failures = "CB-SH-10 CB-LAMBDA-01",
     .meaning = "126 means that a file was found and may not be run: it lost its executable bit. "
                "On Lambda compute there is no root, and only /tmp can be written to.",
     .remedy = "Run it as `sh ./script`, or `git update-index --chmod=+x` it.",
     .place = command,
     .source = "https://github.com/amazon-archives/golang-deployment-pipeline/issues/2"},
    {.patterns = {"The term '{name}' is not recognized as the name of a cmdlet"},
     .failures = "CB-SH-11",
     .meaning = "The command ran under PowerShell, which does not know it: syntax of cmd, or a "
                "tool that is not installed.",
     .remedy = "Write `$env:NAME = \"value\"`, or set `env: shell: cmd.exe`.",
     .place = command,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.shell"},
    {.patterns = {"E: Unable to locate package {package}"},
     .failures = "CB-SH-14",
     .meaning = "The package lists of the image are old or absent.",
     .remedy = "Run `apt-get update` in front of it, in the same item.",
     .place = command,
     .source = "https://openillumi.com/?p=116190"},
    {.patterns = {"aws: error: argument operation: Invalid choice, valid choices are",
                  "argument operation: Invalid choice"},
     .failures = "CB-SH-15",
     .meaning = "The AWS CLI has no such operation: `ecr get-login` is gone since version 2.",
     .remedy = "Write `aws ecr get-login-password | docker login --username AWS --password-stdin "
               "REGISTRY`.",
     .place = command,
     .source = "https://github.com/aws/aws-cli/issues/5014"},
    {.patterns = {"fatal: not a git repository (or any of the parent directories): .git",
                  "fatal: not a git repository"},
     .failures = "CB-SH-20",
     .meaning = "The source of a pipeline is an archive without .git.",
     .remedy = "Let the source action make a full clone, or use "
               "`$CODEBUILD_RESOLVED_SOURCE_VERSION`.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codepipeline/latest/userguide/"
               "tutorials-github-gitclone.html"},
    {.patterns = {".git/{path}: Not a directory", "Not a directory"},
     .failures = "CB-SH-21",
     .meaning = "With the local source cache .git is a file that names a directory.",
     .remedy = "Ask `git rev-parse --git-dir` for the directory.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-github-metadata"},
    {.patterns = {"No names found, cannot describe anything"},
     .failures = "CB-SH-22",
     .meaning = "The clone is shallow: tags and older commits are not there.",
     .remedy = "Run `git fetch --unshallow --tags`, or set the clone depth to full.",
     .place = command,
     .confidence = kInferred,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "sample-source-version.html"},
    {.patterns = {"invalid reference format"},
     .failures = "CB-ENV-09 CB-ENV-07",
     .meaning = "The name of an image is malformed: usually a variable in it is empty, such as "
                "CODEBUILD_RESOLVED_SOURCE_VERSION with an S3 source.",
     .remedy = "Give the variable a default: `${TAG:-latest}`.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-env-ref-env-vars.html#CODEBUILD_RESOLVED_SOURCE_VERSION"},

    // ---- Docker and networks ----
    {.patterns = {"Cannot connect to the Docker daemon"},
     .failures = "CB-DOCK-01 CB-DOCK-02",
     .meaning = "No Docker daemon runs: the project is not in privileged mode, or its compute has "
                "none.",
     .remedy = "Turn on privileged mode (in a batch `privileged-mode: true`).",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-cannot-connect-to-docker-daemon"},
    {.patterns = {"Unable to locate credentials"},
     .failures = "CB-DOCK-03",
     .meaning = "A container that the build starts does not have the build's credentials.",
     .remedy = "Pass `-e AWS_DEFAULT_REGION -e AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-versions"},
    {.patterns = {"toomanyrequests: You have reached your pull rate limit", "toomanyrequests"},
     .failures = "CB-DOCK-04 CB-IMG-03",
     .meaning = "The limit of Docker Hub for pulls without a login is reached; builds share "
                "addresses.",
     .remedy = "Log in first, use a mirror or the public AWS gallery.",
     .place = command,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-unable-to-pull-image"},
    {.patterns = {"no basic auth credentials"},
     .failures = "CB-DOCK-06 CB-SEC-21",
     .meaning = "Docker is not logged in to the registry. `aws ecr get-login-password` alone only "
                "prints the token, into the log.",
     .remedy = "Pipe it into `docker login --username AWS --password-stdin REGISTRY`.",
     .place = command,
     .source = "https://github.com/awslabs/amazon-ecr-credential-helper/issues/246"},
    {.patterns = {"dial tcp {address}: i/o timeout", "dial tcp"},
     .failures = "CB-NET-01",
     .meaning = "The build has no route to the address: it runs in a VPC without NAT.",
     .remedy = "Add a NAT gateway or endpoints to the VPC.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#code-request-timeout-error"},
    {.patterns = {"INSUFFICIENT_SUBNET"},
     .failures = "CB-NET-01",
     .phase = "QUEUED",
     .meaning = "The project's subnets overlap or have no free addresses.",
     .remedy = "Give the project other or larger subnets.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#queued-insufficient-subnet-error"},
    {.patterns = {"SSL certificate problem: {problem}", "SSL certificate problem"},
     .failures = "CB-NET-02",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The server's certificate is signed by nobody whom the image knows.",
     .remedy = "Install its authority, or for tests set insecureSsl on the project.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html"},

    // ---- Artifacts ----
    {.patterns = {"no matching artifact paths found"},
     .failures = "CB-ART-01 CB-ART-04 CB-ART-06 CB-PIPE-01",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "Nothing matches artifacts.files. Paths are relative to the source's root, or to "
                "base-directory, whatever `cd` did.",
     .remedy = "Correct the paths. An earlier failure is the usual reason that files are missing.",
     .place = artifact_files,
     .source = "https://github.com/aws/copilot-cli/issues/5788"},
    {.patterns = {"Skipping invalid file path {path}"},
     .failures = "CB-ART-01 CB-PIPE-01",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "A path of the artifact or the cache matches no file, and is left out.",
     .remedy = "Correct the path; it is relative to the source's root or to base-directory.",
     .place = artifact_file,
     .source = "https://github.com/aws-samples/amazon-ecs-fargate-cdk-cicd/issues/13"},
    {.patterns = {"no matching base directory path found for {path}"},
     .failures = "CB-ART-02 CB-ART-16",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "The directory does not exist when the build ends; often because an earlier "
                "command failed unseen.",
     .remedy = "Correct base-directory, or the command that makes it.",
     .place = base_directory,
     .source = "https://github.com/aws/aws-cdk/pull/15644"},
    {.patterns = {"no definition for primary artifacts in buildspec"},
     .failures = "CB-ART-03",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "artifacts has no `files`, which is wanted even beside secondary artifacts.",
     .remedy = "Add `files`.",
     .place = artifacts,
     .confidence = kDocumented,
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/128"},
    {.patterns = {"identifier must contain only alphanumeric characters and underscores"},
     .failures = "CB-ART-11",
     .meaning = "A secondary artifact has a dash or another character in its name.",
     .remedy = "Use letters, digits and underscores.",
     .place = secondary_artifact,
     .source = "https://github.com/aws/aws-cdk/issues/18710"},
    {.patterns = {"Failed to upload artifacts: Invalid arn",
                  "The bucket you are attempting to access must be addressed using the specified "
                  "endpoint"},
     .failures = "CB-ART-15",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "The bucket for the artifacts is in another Region than the project.",
     .remedy = "Use a bucket in the project's Region.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-output-bucket-different-region"},
    {.patterns = {"Exception while trying to read the image artifact file from the artifact: "
                  "{artifact}",
                  "Exception while trying to read the image artifact file"},
     .failures = "CB-PIPE-02",
     .phase = "the pipeline's deploy action",
     .meaning = "The deploy action finds no file with images: blue/green deployments want "
                "imageDetail.json, others imagedefinitions.json.",
     .remedy = "Write the file that the action wants, and list it under artifacts.files.",
     .place = artifact_files,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html"},

    // ---- Reports ----
    {.patterns = {"[{report}: [error processing report: [{file}: expected element type "
                  "<{expected}> but have <{found}>",
                  "[{report}: [error processing report", "error processing report"},
     .failures = "CB-REP-01 CB-REP-03",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "A report file is not of the format that is declared. Without `file-format` it is "
                "read as JUNITXML, and a misspelt key counts as none.",
     .remedy = "Set `file-format` to what the tool writes.",
     .place = report,
     .source = "https://github.com/aws/aws-cdk/issues/13867"},
    {.patterns = {"[{report}: [error creating report group: AccessDeniedException",
                  "error creating report group"},
     .failures = "CB-REP-04",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "The project's role may not create reports.",
     .remedy = "Allow codebuild:CreateReportGroup, CreateReport, UpdateReport, BatchPutTestCases "
               "and, for coverage, BatchPutCodeCoverages.",
     .place = report,
     .source = "https://github.com/aws/aws-cdk/issues/7367"},
    {.patterns = {"Runtime error (*errors.errorString: arn: invalid prefix)",
                  "arn: invalid prefix"},
     .failures = "CB-REP-09",
     .meaning = "The local agent cannot make reports.",
     .remedy = "Use a buildspec without reports for local runs.",
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/337"},
    {.patterns = {"The bucket owner for the report group does not match the owner of the S3 "
                  "bucket"},
     .failures = "CB-REP-10",
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "The bucket that the report group exports to belongs to another account than it "
                "did.",
     .remedy = "Update the report group, or make it anew.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-bucket-owner"},

    // ---- Cache ----
    {.patterns = {"Cache is not defined in the buildspec",
                  "Skip cache due to: no paths specified to be cached",
                  "Unable to initialize cache download: no paths specified to be cached"},
     .failures = "CB-CACHE-01",
     .meaning = "The project has a cache, and the buildspec names no paths for it.",
     .remedy = "Add `cache: paths:`, or turn the cache off.",
     .place = cache,
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-spec-ref.html#build-spec.cache"},
    {.patterns = {"Skipping cache entry: path \"{path}\" is not within allowed cache paths"},
     .failures = "CB-CACHE-02",
     .meaning = "An entry of the saved cache is left out on restore; the build goes on, slower. "
                "Seen since May 2026.",
     .remedy = "Try the directory itself beside its glob.",
     .place = cache_path,
     .source = "https://github.com/aws/aws-codebuild-docker-images/issues/821"},
    {.patterns = {"The filename, directory name, or volume label syntax is incorrect"},
     .failures = "CB-CACHE-03",
     .meaning = "A local cache takes directories below the source, and no absolute path of "
                "Windows.",
     .remedy = "Cache a directory inside the source.",
     .place = cache,
     .source = "https://github.com/aws/aws-toolkit-jetbrains/pull/1288"},
    {.patterns = {"x509: Failed to load system roots and no roots provided"},
     .failures = "CB-CACHE-10",
     .meaning = "The image has no root certificates, so the cache cannot be fetched.",
     .remedy = "Install ca-certificates in the image.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-cache-image"},
    {.patterns = {"Access denied"},
     .failures = "CB-CACHE-08",
     .meaning = "With a new cache this is normal in the first build. Else a permission is "
                "missing.",
     .remedy = "Allow s3:GetObject and s3:PutObject for the project's role.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "troubleshooting.html#troubleshooting-dependency-caching"},

    // ---- Batch ----
    {.patterns = {"Cannot have more than {count} active builds for the account"},
     .failures = "CB-BATCH-14",
     .meaning = "More builds were started at once than the account may run.",
     .remedy = "Let tasks depend on each other, or raise the quota.",
     .confidence = kDocumented,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html"},

    // ---- Any command that fails ----
    {.patterns = {"Error while executing command: {command}. Reason: exit status {status}",
                  "Command did not exit successfully {command} exit status {status}"},
     .failures = "CB-SH-01",
     .meaning = "The command failed; its own words stand in the lines above. The rest of the "
                "phase was skipped.",
     .remedy = "Look at what it printed; `buildspec-lint annotate` shows which line it was.",
     .place = command,
     .vague = true,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "view-build-details-phases.html"},

    // ---- Lines that tell of no failure ----
    {.patterns = {"YAML location is /codebuild/readonly/buildspec.yml"},
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The buildspec is the inline one of the project, and no file of the source.",
     .source = "https://github.com/aws-samples/bedrock-chat/issues/441"},
    {.patterns = {"YAML location is {path}"},
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The buildspec is this file of the source.",
     .source = "https://github.com/aws/copilot-cli/issues/5788"},
    {.patterns = {"No runtime version selected in buildspec"},
     .failures = "CB-RT-10",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The image's default runtimes are used.",
     .remedy = "Select the runtimes that the commands use, so that they do not change unasked.",
     .place = install,
     .source = "https://github.com/aws/copilot-cli/issues/5788"},
    {.patterns = {"Selecting '{runtime}' runtime version '{version}' based on manual selections"},
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "An entry of runtime-versions was accepted.",
     .source = "https://github.com/awslabs/open-data-registry/issues/1082"},
    {.patterns = {"No commands found for phase name: {phase}"},
     .failures = "CB-STRUCT-12",
     .phase = "DOWNLOAD_SOURCE",
     .meaning = "The phase has no commands; it does nothing but select runtimes.",
     .source = "https://github.com/awslabs/aws-simple-cicd/issues/58"},
    {.patterns = {"Expanding base directory path: {path}", "Assembling file list",
                  "Found {count} file(s)", "Expanding file paths for base directory {path}"},
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "Files of an artifact or a report are collected.",
     .source = "https://github.com/aws-samples/amazon-ecs-fargate-cdk-cicd/issues/13"},
    {.patterns = {"Report export config is NO_EXPORT, skip"},
     .phase = "UPLOAD_ARTIFACTS",
     .meaning = "The report is kept by the service only, and not exported to a bucket."},
    {.patterns = {"Expanded cache path {path}", "Unarchiving cache"},
     .meaning = "The cache is saved or restored."},
    {.patterns = {"/codebuild/output/tmp/script.sh: line {line}: {words}",
                  "/codebuild/output/tmp/script.sh: {line}: {words}"},
     .meaning = "A message of the shell. Your command begins at line 4 of the script: take 3 off "
                "the number for the line within the command. dash writes `4:`, bash `line 4:`.",
     .remedy = "`buildspec-lint annotate` finds the line in the buildspec.",
     .place = command,
     .vague = true,
     .source = "https://github.com/acantril/learn-cantrill-io-labs/issues/155"},
    {.patterns = {"Running command {command}"},
     .failures = "CB-SEC-02",
     .meaning = "The service prints every command in front of its output: what stands in it, "
                "stands in the log.",
     .remedy = "Keep secrets in variables from Parameter Store or Secrets Manager.",
     .vague = true,
     .confidence = kReported,
     .source = "https://docs.aws.amazon.com/codebuild/latest/userguide/"
               "build-env-ref-env-vars.html"},
};

}  // namespace

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::documented: return "documented";
    case Confidence::reported: return "reported";
    case Confidence::inferred: break;
  }
  return "inferred";
}

std::span<const LogMessage> log_messages() { return kMessages; }

}  // namespace buildspec
