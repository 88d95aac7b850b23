// Names that people write into buildspecs although they are no keys there: settings of the project,
// keys of another section, of another product, of format 0.1 (reference: section 14 of the notes on
// the format, the failures CB-STRUCT-05, -08 and -09, and what public files hold).
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/nearest.h"
#include "linter/schema/tables.h"

namespace buildspec::schema {
namespace {

// Names are looked up folded, so that one spelling stands for all.
using Entry = OtherName;

constexpr auto kMisspelling = OtherNameKind::misspelling;
constexpr auto kOlder = OtherNameKind::older_name;
constexpr auto kProject = OtherNameKind::project_setting;
constexpr auto kProduct = OtherNameKind::other_product;
constexpr auto kPlace = OtherNameKind::other_place;

constexpr std::string_view kCachingUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/caching-s3.html";
constexpr std::string_view kProjectUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/create-project.html";
constexpr std::string_view kDockerServerUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker-server.html";
constexpr std::string_view kRetryUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/auto-retry-build.html";
constexpr std::string_view kVersionsUrl =
    "https://docs.aws.amazon.com/codebuild/latest/userguide/"
    "build-spec-ref.html#build-spec-ref-versions";

constexpr std::string_view kIsProject =
    "this is a setting of the CodeBuild project, not of the buildspec";
constexpr std::string_view kIsImage =
    "the image is a setting of the project; in a buildspec only the tasks of a batch name one";
constexpr std::string_view kIsCompute =
    "the compute type is a setting of the project; in a buildspec only the tasks of a batch name "
    "one";
constexpr std::string_view kIsPrivileged =
    "privileged mode is a setting of the project; in a buildspec only the tasks of a batch have it";
constexpr std::string_view kIsAmplify = "this belongs into an amplify.yml of Amplify Hosting";
constexpr std::string_view kIsOtherCi = "this is from another CI system";
constexpr std::string_view kIsCloudFormation = "this belongs into a CloudFormation template";
constexpr std::string_view kIsAppspec = "this belongs into an appspec.yml of CodeDeploy";
constexpr std::string_view kInPhase = "this belongs into a phase";
constexpr std::string_view kInPhases = "this belongs under phases";
constexpr std::string_view kInEnv = "this belongs under env";
constexpr std::string_view kInArtifacts = "this belongs under artifacts";
constexpr std::string_view kInCache = "this belongs under cache";
constexpr std::string_view kInBatch = "this belongs under batch";
constexpr std::string_view kInProxy = "this belongs under proxy";
constexpr std::string_view kAtTop = "this belongs at the top level, beside phases";
constexpr std::string_view kFourPhases =
    "there are four phases only: install, pre_build, build and post_build";
constexpr std::string_view kInInstall = "this belongs into the install phase";
constexpr std::string_view kInRuntimes = "this belongs under runtime-versions";
constexpr std::string_view kInTaskEnv = "this belongs under the task's env";
constexpr std::string_view kInTaskBuildspec =
    "a task has no such key: this belongs into the buildspec that it runs";

constexpr Entry kTopLevel[] = {
    {"cacheNamespace", kProject, {}, kIsProject, kCachingUrl},
    {"image", kProject, "batch.build-list[].env.image", kIsImage, kProjectUrl},
    {"privileged", kProject, "batch.build-list[].env.privileged-mode", kIsPrivileged, kProjectUrl},
    {"privileged-mode", kProject, "batch.build-list[].env.privileged-mode", kIsPrivileged,
     kProjectUrl},
    {"compute-type", kProject, "batch.build-list[].env.compute-type", kIsCompute, kProjectUrl},
    {"timeout", kProject, {}, kIsProject, kProjectUrl},
    {"timeoutInMinutes", kProject, {}, kIsProject, kProjectUrl},
    {"queuedTimeout", kProject, {}, kIsProject, kProjectUrl},
    {"source", kProject, {}, kIsProject, kProjectUrl},
    {"secondarySources", kProject, {}, kIsProject, kProjectUrl},
    {"triggers", kProject, {}, kIsProject, kProjectUrl},
    {"webhook", kProject, {}, kIsProject, kProjectUrl},
    {"environment", kProject, "env",
     "the environment is a setting of the project; its variables and shell stand under env",
     kProjectUrl},
    {"serviceRole", kProject, {}, kIsProject, kProjectUrl},
    {"vpcConfig", kProject, {}, kIsProject, kProjectUrl},
    {"gitCloneDepth", kProject, {}, kIsProject, kProjectUrl},
    {"dockerServer", kProject, {}, kIsProject, kDockerServerUrl},
    {"autoRetryLimit", kProject, {}, kIsProject, kRetryUrl},
    {"description", kProject, {}, kIsProject, kProjectUrl},
    {"frontend", kProduct, {}, kIsAmplify},
    {"backend", kProduct, {}, kIsAmplify},
    {"appRoot", kProduct, {}, kIsAmplify},
    {"applications", kProduct, {}, kIsAmplify},
    {"customHeaders", kProduct, {}, kIsAmplify},
    {"services", kProduct, {}, kIsOtherCi},
    {"stages", kProduct, "phases", kIsOtherCi},
    {"jobs", kProduct, "phases", kIsOtherCi},
    {"steps", kProduct, "phases", kIsOtherCi},
    {"stage", kProduct, "phases", kIsOtherCi},
    {"script", kProduct, "phases.build.commands", kIsOtherCi},
    {"before_script", kProduct, "phases.pre_build.commands", kIsOtherCi},
    {"after_script", kProduct, "phases.post_build.commands", kIsOtherCi},
    {"on", kProduct, {}, kIsOtherCi},
    {"Resources", kProduct, {}, kIsCloudFormation},
    {"Outputs", kProduct, {}, kIsCloudFormation},
    {"Parameters", kProduct, {}, kIsCloudFormation},
    {"AWSTemplateFormatVersion", kProduct, {}, kIsCloudFormation},
    {"hooks", kProduct, "phases", kIsAppspec},
    {"os", kProduct, {}, kIsAppspec},
    {"install", kPlace, "phases.install", kInPhases},
    {"pre_build", kPlace, "phases.pre_build", kInPhases},
    {"build", kPlace, "phases.build", kInPhases},
    {"post_build", kPlace, "phases.post_build", kInPhases},
    {"commands", kPlace, "phases.build.commands", kInPhase},
    {"finally", kPlace, "phases.build.finally", kInPhase},
    {"on-failure", kPlace, "phases.build.on-failure", kInPhase},
    {"runtime-versions", kPlace, "phases.install.runtime-versions", kInInstall},
    {"variables", kPlace, "env.variables", kInEnv},
    {"vars", kPlace, "env.variables", kInEnv},
    {"parameter-store", kPlace, "env.parameter-store", kInEnv},
    {"secrets-manager", kPlace, "env.secrets-manager", kInEnv},
    {"secrets", kPlace, "env.secrets-manager", kInEnv},
    {"exported-variables", kPlace, "env.exported-variables", kInEnv},
    {"git-credential-helper", kPlace, "env.git-credential-helper", kInEnv},
    {"shell", kPlace, "env.shell", kInEnv},
    {"plaintext", kPlace, "env.variables", kInEnv, kVersionsUrl},
    {"files", kPlace, "artifacts.files", kInArtifacts},
    {"base-directory", kPlace, "artifacts.base-directory", kInArtifacts},
    {"discard-paths", kPlace, "artifacts.discard-paths", kInArtifacts},
    {"exclude-paths", kPlace, "artifacts.exclude-paths", kInArtifacts},
    {"secondary-artifacts", kPlace, "artifacts.secondary-artifacts", kInArtifacts},
    {"paths", kPlace, "cache.paths", kInCache},
    {"fallback-keys", kPlace, "cache.fallback-keys", kInCache},
    {"build-graph", kPlace, "batch.build-graph", kInBatch},
    {"build-list", kPlace, "batch.build-list", kInBatch},
    {"build-matrix", kPlace, "batch.build-matrix", kInBatch},
    {"build-fanout", kPlace, "batch.build-fanout", kInBatch},
    {"fast-fail", kPlace, "batch.fast-fail", kInBatch},
    {"upload-artifacts", kPlace, "proxy.upload-artifacts", kInProxy},
    {"logs", kPlace, "proxy.logs", kInProxy},
};

constexpr Entry kInEnvironment[] = {
    {"vars", kMisspelling, "variables", "the block of variables is called variables"},
    {"environment-variables", kMisspelling, "variables",
     "the block of variables is called variables"},
    {"env-variables", kMisspelling, "variables", "the block of variables is called variables"},
    {"plaintext", kOlder, "variables", "format 0.2 calls this variables", kVersionsUrl},
    {"secrets", kMisspelling, "secrets-manager", "the block of secrets is called secrets-manager"},
    {"shells", kMisspelling, "shell", "there is one shell for all commands: the key is shell"},
    {"ssm", kMisspelling, "parameter-store", "the block of parameters is called parameter-store"},
    {"exports", kMisspelling, "exported-variables", "the list is called exported-variables"},
    {"compute-type", kProject, {}, kIsCompute, kProjectUrl},
    {"image", kProject, {}, kIsImage, kProjectUrl},
    {"privileged", kProject, {}, kIsPrivileged, kProjectUrl},
    {"privileged-mode", kProject, {}, kIsPrivileged, kProjectUrl},
    {"type", kProject, {}, kIsProject, kProjectUrl},
    {"fleet", kProject, {}, kIsProject, kProjectUrl},
    {"run-as", kPlace, "run-as", kAtTop},
    {"phases", kPlace, "phases", "this belongs at the top level, beside env"},
};

constexpr Entry kInPhasesSection[] = {
    {"test", kPlace, "phases.build", kFourPhases},
    {"tests", kPlace, "phases.build", kFourPhases},
    {"unit_test", kPlace, "phases.build", kFourPhases},
    {"lint", kPlace, "phases.build", kFourPhases},
    {"compile", kPlace, "phases.build", kFourPhases},
    {"package", kPlace, "phases.post_build", kFourPhases},
    {"deploy", kPlace, "phases.post_build", kFourPhases},
    {"release", kPlace, "phases.post_build", kFourPhases},
    {"publish", kPlace, "phases.post_build", kFourPhases},
    {"setup", kPlace, "phases.install", kFourPhases},
    {"before_build", kMisspelling, "pre_build", "the phase before build is called pre_build"},
    {"after_build", kMisspelling, "post_build", "the phase after build is called post_build"},
    {"pre_install", kPlace, "phases.install", kFourPhases},
    {"post_install", kPlace, "phases.pre_build", kFourPhases},
    {"artifacts", kPlace, "artifacts", kAtTop},
    {"cache", kPlace, "cache", kAtTop},
    {"reports", kPlace, "reports", kAtTop},
    {"env", kPlace, "env", kAtTop},
    {"version", kPlace, "version", kAtTop},
    {"batch", kPlace, "batch", kAtTop},
    {"proxy", kPlace, "proxy", kAtTop},
    {"run-as", kPlace, "run-as", "this belongs at the top level or into a phase"},
    {"phases", kPlace, "phases", "this stands inside itself"},
    {"commands", kPlace, "phases.build.commands", kInPhase},
    {"finally", kPlace, "phases.build.finally", kInPhase},
    {"on-failure", kPlace, "phases.build.on-failure", kInPhase},
    {"runtime-versions", kPlace, "phases.install.runtime-versions", kInInstall},
    {"files", kPlace, "artifacts.files", kInArtifacts},
    {"base-directory", kPlace, "artifacts.base-directory", kInArtifacts},
    {"discard-paths", kPlace, "artifacts.discard-paths", kInArtifacts},
    {"paths", kPlace, "cache.paths", kInCache},
};

// Of all four phases; `runtime-versions` and `steps` are found as keys where they are keys.
constexpr Entry kInOnePhase[] = {
    {"script", kMisspelling, "commands", "the list of commands is called commands"},
    {"scripts", kMisspelling, "commands", "the list of commands is called commands"},
    {"run", kMisspelling, "commands", "the list of commands is called commands"},
    {"cmd", kMisspelling, "commands", "the list of commands is called commands"},
    {"cmds", kMisspelling, "commands", "the list of commands is called commands"},
    {"runtime-versions", kPlace, "phases.install.runtime-versions", kInInstall},
    {"steps", kProduct, "commands", kIsOtherCi},
    {"android", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"docker", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"dotnet", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"golang", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"java", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"nodejs", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"php", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"python", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"ruby", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"rust", kPlace, "phases.install.runtime-versions", kInRuntimes},
    {"env", kPlace, "env", kAtTop},
    {"variables", kPlace, "env.variables", "this belongs under env, at the top level"},
    {"shell", kPlace, "env.shell", "this belongs under env, at the top level"},
    {"artifacts", kPlace, "artifacts", kAtTop},
    {"cache", kPlace, "cache", kAtTop},
    {"reports", kPlace, "reports", kAtTop},
    {"files", kPlace, "artifacts.files", kInArtifacts},
    {"base-directory", kPlace, "artifacts.base-directory", kInArtifacts},
    {"discard-paths", kPlace, "artifacts.discard-paths", kInArtifacts},
    {"install", kPlace, "phases.install", "this belongs under phases, beside this phase"},
    {"pre_build", kPlace, "phases.pre_build", "this belongs under phases, beside this phase"},
    {"build", kPlace, "phases.build", "this belongs under phases, beside this phase"},
    {"post_build", kPlace, "phases.post_build", "this belongs under phases, beside this phase"},
};

// Of the primary and of secondary artifacts.
constexpr Entry kInArtifactsSection[] = {
    {"location", kProject, {}, kIsProject, kProjectUrl},
    {"packaging", kProject, {}, kIsProject, kProjectUrl},
    {"path", kProject, {}, kIsProject, kProjectUrl},
    {"namespaceType", kProject, {}, kIsProject, kProjectUrl},
    {"overrideArtifactName", kProject, {}, kIsProject, kProjectUrl},
    {"encryptionDisabled", kProject, {}, kIsProject, kProjectUrl},
    {"artifactIdentifier", kProject, {}, kIsProject, kProjectUrl},
    {"type",
     kOlder,
     {},
     "format 0.2 ignores this: how artifacts are packaged is a setting of the project",
     kVersionsUrl},
    {"paths", kMisspelling, "files", "the list of what to upload is called files"},
    {"directory", kMisspelling, "base-directory", "the directory is called base-directory"},
    {"base-dir", kMisspelling, "base-directory", "the directory is called base-directory"},
    {"secondary", kMisspelling, "secondary-artifacts", "the map is called secondary-artifacts"},
    {"exclude-files", kMisspelling, "exclude-paths", "the list is called exclude-paths"},
};

constexpr Entry kInReport[] = {
    {"format", kMisspelling, "file-format", "the format is called file-format"},
    {"type", kMisspelling, "file-format", "the format is called file-format"},
    {"paths", kMisspelling, "files", "the list of report files is called files"},
    {"path", kMisspelling, "files", "the list of report files is called files"},
    {"directory", kMisspelling, "base-directory", "the directory is called base-directory"},
    {"base-dir", kMisspelling, "base-directory", "the directory is called base-directory"},
    {"exportConfig",
     kProject,
     {},
     "how a report group is exported is a setting of the group, not of the buildspec"},
};

constexpr Entry kInCacheSection[] = {
    {"type", kProject, {}, kIsProject, kCachingUrl},
    {"location", kProject, {}, kIsProject, kCachingUrl},
    {"modes", kProject, {}, kIsProject, kCachingUrl},
    {"cacheNamespace", kProject, {}, kIsProject, kCachingUrl},
    {"namespace", kProject, {}, kIsProject, kCachingUrl},
    {"files", kMisspelling, "paths", "the list of what to keep is called paths"},
    {"directories", kMisspelling, "paths", "the list of what to keep is called paths"},
    {"restore-keys", kMisspelling, "fallback-keys", "the list is called fallback-keys"},
    {"policy", kMisspelling, "action", "whether to restore or to save is called action"},
};

constexpr Entry kInBatchSection[] = {
    {"graph", kMisspelling, "build-graph", "the list of tasks is called build-graph"},
    {"list", kMisspelling, "build-list", "the list of tasks is called build-list"},
    {"matrix", kMisspelling, "build-matrix", "the matrix is called build-matrix"},
    {"fanout", kMisspelling, "build-fanout", "the fan-out is called build-fanout"},
    {"builds", kMisspelling, "build-list", "the list of tasks is called build-list"},
    {"parallelism", kPlace, "batch.build-fanout.parallelism", "this belongs under build-fanout"},
    {"static", kPlace, "batch.build-matrix.static", "this belongs under build-matrix"},
    {"dynamic", kPlace, "batch.build-matrix.dynamic", "this belongs under build-matrix"},
    {"ignore-failure", kPlace, "batch.build-list[].ignore-failure",
     "this belongs into a task of the batch"},
};

constexpr Entry kInTask[] = {
    {"name", kMisspelling, "identifier", "the name of a task is called identifier"},
    {"id", kMisspelling, "identifier", "the name of a task is called identifier"},
    {"needs", kMisspelling, "depend-on", "the list of tasks to wait for is called depend-on"},
    {"depend-on", kPlace, "batch.build-graph", "only the tasks of a build-graph depend on others"},
    {"allow-failure", kMisspelling, "ignore-failure", "the key is called ignore-failure"},
    {"compute-type", kPlace, "env.compute-type", kInTaskEnv},
    {"fleet", kPlace, "env.fleet", kInTaskEnv},
    {"image", kPlace, "env.image", kInTaskEnv},
    {"privileged-mode", kPlace, "env.privileged-mode", kInTaskEnv},
    {"type", kPlace, "env.type", kInTaskEnv},
    {"variables", kPlace, "env.variables", kInTaskEnv},
    {"phases", kPlace, "buildspec", kInTaskBuildspec},
    {"commands", kPlace, "buildspec", kInTaskBuildspec},
    {"artifacts", kPlace, "buildspec", kInTaskBuildspec},
};

constexpr Entry kInTaskEnvironment[] = {
    {"privileged", kMisspelling, "privileged-mode", "the key is called privileged-mode"},
    {"environment-type", kMisspelling, "type", "the environment type is called type"},
    {"vars", kMisspelling, "variables", "the block of variables is called variables"},
    {"shell", kPlace, "env.shell", kInTaskBuildspec},
    {"git-credential-helper", kPlace, "env.git-credential-helper", kInTaskBuildspec},
    {"parameter-store", kPlace, "env.parameter-store", kInTaskBuildspec},
    {"secrets-manager", kPlace, "env.secrets-manager", kInTaskBuildspec},
    {"exported-variables", kPlace, "env.exported-variables", kInTaskBuildspec},
};

constexpr std::string_view kVaries =
    "what differs between the builds of a matrix belongs under dynamic, as a list";
constexpr std::string_view kSame =
    "what all builds of a matrix have in common belongs under static";

constexpr Entry kInStatic[] = {
    {"buildspec", kPlace, "batch.build-matrix.dynamic.buildspec", kVaries},
};
constexpr Entry kInStaticEnv[] = {
    {"compute-type", kPlace, "batch.build-matrix.dynamic.env.compute-type", kVaries},
    {"image", kPlace, "batch.build-matrix.dynamic.env.image", kVaries},
    {"variables", kPlace, "batch.build-matrix.dynamic.env.variables", kVaries},
    {"privileged", kMisspelling, "privileged-mode", "the key is called privileged-mode"},
};
constexpr Entry kInDynamic[] = {
    {"ignore-failure", kPlace, "batch.build-matrix.static.ignore-failure", kSame},
};
constexpr Entry kInDynamicEnv[] = {
    {"type", kPlace, "batch.build-matrix.static.env.type", kSame},
    {"privileged-mode", kPlace, "batch.build-matrix.static.env.privileged-mode", kSame},
    {"privileged", kPlace, "batch.build-matrix.static.env.privileged-mode", kSame},
};

// The type below a type at a key, or null.
const Type* below(const Type* type, std::string_view name) {
  const Key* key = type == nullptr ? nullptr : find_key(*type, name);
  return key == nullptr ? nullptr : key->type;
}

std::span<const Entry> entries_of_matrix(const Type& type) {
  const Type* matrix = below(&kBatch, "build-matrix");
  const Type* fixed = below(matrix, "static");
  const Type* varying = below(matrix, "dynamic");
  if (&type == fixed) return kInStatic;
  if (&type == varying) return kInDynamic;
  if (&type == below(fixed, "env")) return kInStaticEnv;
  if (&type == below(varying, "env")) return kInDynamicEnv;
  return {};
}

}  // namespace

std::span<const OtherName> other_names(const Type& type) {
  if (&type == &kBuildspec) return kTopLevel;
  if (&type == &kEnv) return kInEnvironment;
  if (&type == &kPhases) return kInPhasesSection;
  if (&type == &kInstallPhase || &type == &kPhase || &type == &kBuildPhase) return kInOnePhase;
  if (&type == &kArtifacts || &type == &kSecondaryArtifact) return kInArtifactsSection;
  if (&type == &kReport) return kInReport;
  if (&type == &kCache) return kInCacheSection;
  if (&type == &kBatch) return kInBatchSection;
  if (&type == &kGraphTask || &type == &kListTask) return kInTask;
  if (&type == &kTaskEnv) return kInTaskEnvironment;
  return entries_of_matrix(type);
}

const OtherName* find_other_name(const Type& type, std::string_view name) {
  if (find_key(type, name) != nullptr) return nullptr;
  const std::string wanted = folded(name);
  for (const OtherName& other : other_names(type)) {
    if (folded(other.name) == wanted) return &other;
  }
  return nullptr;
}

}  // namespace buildspec::schema
