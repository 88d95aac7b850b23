#include "linter/lint/configuration_schema.h"

#include "linter/schema/buildspec_schema.h"

namespace buildspec {
namespace {

using schema::Form;
using schema::Format;
using schema::Key;
using schema::Type;
using schema::Value;

constexpr Value kPresetValues[] = {
    {.text = "standard", .doc = "The rules that are on by default. The default."},
    {.text = "pedantic",
     .doc = "Every rule: also those about style and habits where opinions differ."},
};
constexpr Type kPreset{
    .name = "the name of a preset", .values = kPresetValues, .values_are_all = true};

constexpr Value kLevelValues[] = {
    {.text = "error", .doc = "The rule runs; its findings are errors."},
    {.text = "warning", .doc = "The rule runs; its findings are warnings."},
    {.text = "info", .doc = "The rule runs; its findings are information."},
    {.text = "hint", .doc = "The rule runs; its findings are hints."},
    {.text = "off", .doc = "The rule does not run."},
};
constexpr Type kLevel{
    .name = "off, error, warning, info or hint", .values = kLevelValues, .values_are_all = true};
constexpr Type kRules{.name = "rules with their levels",
                      .form = Form::mapping,
                      .may_be_missing = true,
                      .name_doc = "A rule id, a group of rules or `all`.",
                      .element = &kLevel};

constexpr Value kSourceValues[] = {
    {.text = "codepipeline", .doc = "An action of a pipeline hands the source on."},
    {.text = "codecommit", .doc = "A CodeCommit repository."},
    {.text = "github", .doc = "A GitHub repository."},
    {.text = "github-enterprise", .doc = "A repository on GitHub Enterprise Server."},
    {.text = "gitlab", .doc = "A GitLab repository."},
    {.text = "gitlab-self-managed", .doc = "A repository on a GitLab of your own."},
    {.text = "bitbucket", .doc = "A Bitbucket repository."},
    {.text = "s3", .doc = "An archive or a folder in S3, without git."},
    {.text = "no-source", .doc = "No source: the buildspec stands in the project."},
};
constexpr Type kSource{.name = "a kind of source", .values = kSourceValues, .values_are_all = true};

constexpr Value kDeployValues[] = {
    {.text = "ecs", .doc = "The standard deployment to ECS, with `imagedefinitions.json`."},
    {.text = "ecs-blue-green", .doc = "Blue/green deployment to ECS, with `imageDetail.json`."},
    {.text = "s3", .doc = "Deployment to S3."},
    {.text = "cloudformation", .doc = "A CloudFormation stack or change set."},
    {.text = "codedeploy", .doc = "CodeDeploy, with an `appspec` file."},
    {.text = "elastic-beanstalk", .doc = "Elastic Beanstalk."},
    {.text = "lambda", .doc = "Lambda."},
    {.text = "eks", .doc = "EKS."},
    {.text = "ec2", .doc = "EC2."},
    {.text = "service-catalog", .doc = "Service Catalog."},
    {.text = "appconfig", .doc = "AppConfig."},
};
constexpr Type kDeploy{
    .name = "a kind of deployment", .values = kDeployValues, .values_are_all = true};

constexpr Value kSwitchValues[] = {
    {.text = "true", .doc = "Yes."},
    {.text = "false", .doc = "No."},
};
constexpr Type kSwitch{
    .name = "true or false", .format = Format::boolean_true_false, .values = kSwitchValues};
constexpr Type kImage{.name = "the name of an image", .format = Format::image};
constexpr Type kVariableName{.name = "the name of a variable", .format = Format::variable_name};
constexpr Type kVariables{
    .name = "a list of variable names", .form = Form::sequence, .element = &kVariableName};
constexpr Type kGlob{.name = "a path or glob", .format = Format::glob};
constexpr Type kGlobs{.name = "a list of paths or globs",
                      .form = Form::sequence,
                      .scalar_for_list = true,
                      .element = &kGlob};

constexpr Type kIndent{.name = "a number of columns", .format = Format::positive_integer};
constexpr Value kListStyleValues[] = {
    {.text = "keep", .doc = "As most lists of each file have it. The default."},
    {.text = "indented", .doc = "The items of a list stand deeper than its key."},
    {.text = "flush", .doc = "The items of a list stand in the column of its key."},
};
constexpr Type kListStyle{
    .name = "a style of lists", .values = kListStyleValues, .values_are_all = true};
constexpr Key kFormatKeys[] = {
    {.name = "indent",
     .type = &kIndent,
     .doc = "Columns of one level, from 1 to 16. `--indent` on the command line wins; an editor's "
            "own width does not.",
     .default_value = "2"},
    {.name = "lists",
     .type = &kListStyle,
     .doc = "Where the items of a list below a key stand. `--lists` on the command line wins.",
     .default_value = "keep"},
};
constexpr Type kFormat{
    .name = "a layout", .form = Form::mapping, .may_be_missing = true, .keys = kFormatKeys};

constexpr std::string_view kImagesUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html";
constexpr std::string_view kSizesUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html";

// Sizes and kinds of machines are those that a task of a batch may name.
const Type& task_setting(std::string_view name) {
  return *schema::find_key(schema::batch_task_env_type(), name)->type;
}

const Type& project_type() {
  static const Key kKeys[] = {
      {.name = "image",
       .type = &kImage,
       .doc = "The build image of the project: one of CodeBuild's, or your own.\n\n"
              "```yaml\nimage: aws/codebuild/standard:7.0\n```",
       .url = kImagesUrl},
      {.name = "next-image",
       .type = &kImage,
       .doc = "The image that the project is to move to: what would break there is reported.",
       .url = kImagesUrl},
      {.name = "source", .type = &kSource, .doc = "Where the project's source comes from."},
      {.name = "deploy",
       .type = &kDeploy,
       .doc = "What a pipeline does with the artifact of the build."},
      {.name = "compute-type",
       .type = &task_setting("compute-type"),
       .doc = "Size of the project's machine.",
       .url = kSizesUrl},
      {.name = "environment-type",
       .type = &task_setting("type"),
       .doc = "Environment type of the project: operating system, processor, container or not.",
       .url = kSizesUrl},
      {.name = "batch", .type = &kSwitch, .doc = "`true` if the project can run batch builds."},
      {.name = "privileged",
       .type = &kSwitch,
       .doc = "`true` if the project runs in privileged mode, as Docker needs it."},
      {.name = "variables",
       .type = &kVariables,
       .doc = "Names of the variables that the project defines: a list, or a mapping whose keys "
              "they are.\n\n```yaml\nvariables: [STAGE, ACCOUNT_ID]\n```"},
  };
  static const Type kProject{.name = "facts about the project",
                             .form = Form::mapping,
                             .may_be_missing = true,
                             .keys = kKeys};
  return kProject;
}

}  // namespace

const schema::Type& rule_settings_type() { return kRules; }

const schema::Type& configuration_type() {
  static const Key kKeys[] = {
      {.name = "preset",
       .type = &kPreset,
       .doc =
           "Which rules run where `rules` says nothing else. `--preset` on the command line wins.",
       .default_value = "standard"},
      {.name = "rules",
       .type = &kRules,
       .doc = "Levels of rules: by rule id, group or `all`. The more exact setting wins, wherever "
              "it stands: an id over its group, a group over `all`.\n\n"
              "```yaml\nrules:\n  all: warning\n  artifacts: off\n  unknown-runtime: error\n```"},
      {.name = "project",
       .type = &project_type(),
       .doc = "What a buildspec alone does not tell about its project. A rule that needs a fact "
              "which is not here stays silent, or says which fact would decide."},
      {.name = "files",
       .type = &kGlobs,
       .doc = "Paths or globs of buildspecs whose names do not tell that they are, relative to the "
              "folder of this file. `*` stays within one part of a path, `**` crosses parts."},
      {.name = "exclude",
       .type = &kGlobs,
       .doc = "Paths or globs that a search for buildspecs leaves out, relative to the folder of "
              "this file. A file that is named on the command line is linted all the same."},
      {.name = "format",
       .type = &kFormat,
       .doc = "How `buildspec-lint format` and editors lay buildspecs out."},
      {.name = "shellcheck",
       .type = &kSwitch,
       .doc = "`true`: the command line also asks an installed ShellCheck about the commands.",
       .default_value = "false"},
  };
  static const Type kConfiguration{
      .name = "the configuration", .form = Form::mapping, .may_be_missing = true, .keys = kKeys};
  return kConfiguration;
}

}  // namespace buildspec
