#include "rules/commands/purpose/purpose.h"

#include <algorithm>

namespace buildspec::commands {
namespace {

// The first word behind the program that is no option, from `index` on.
std::size_t next_argument(const Invocation& run, std::size_t index) {
  while (index < run.words.size() && !run.words[index].text.empty() &&
         run.words[index].text[0] == '-')
    ++index;
  return index;
}

std::string_view subcommand(const Invocation& run) { return run.word(next_argument(run, 1)); }

bool has_word(const Invocation& run, std::initializer_list<std::string_view> names) {
  return std::any_of(run.words.begin() + 1, run.words.end(),
                     [&names](const shell::Word& word) { return is_one_of(word.text, names); });
}

bool is_test_name(std::string_view name) {
  return name.starts_with("test") || name.ends_with(":test") || name.ends_with("-test") ||
         is_one_of(name, {"check", "e2e", "coverage", "spec", "unit", "integration"});
}

bool is_build_name(std::string_view name) {
  return name.starts_with("build") || name.ends_with(":build") || name.ends_with("-build") ||
         is_one_of(name, {"package", "compile", "bundle", "dist", "release"});
}

bool is_scan_name(std::string_view name) { return name.starts_with("lint") || name == "audit"; }

bool is_deploy_name(std::string_view name) {
  return name.starts_with("deploy") || name.starts_with("publish");
}

Purpose named(std::string_view name) {
  if (is_test_name(name)) return Purpose::test;
  if (is_scan_name(name)) return Purpose::scan;
  if (is_deploy_name(name)) return Purpose::publish;
  if (is_build_name(name)) return Purpose::build;
  return Purpose::other;
}

// npm, yarn, pnpm and bun.
Purpose node_purpose(const Invocation& run) {
  std::size_t at = next_argument(run, 1);
  std::string_view action = run.word(at);
  if (action == "run" || action == "run-script") action = run.word(next_argument(run, at + 1));
  if (is_one_of(action, {"install", "ci", "i", "add"})) return Purpose::install;
  if (action == "publish") return Purpose::publish;
  if (action.empty() && run.program == "yarn") return Purpose::install;
  return named(action);
}

// mvn, gradle, sbt, dotnet, cargo, go, make: any of their words names what they do.
Purpose build_tool_purpose(const Invocation& run) {
  if (has_word(run, {"deploy", "publish", "push", "release:perform"})) {
    // `dotnet publish` packs; what a Makefile calls so is not known.
    if (run.program == "dotnet" && !has_word(run, {"push"})) return Purpose::build;
    return run.program == "make" ? Purpose::other : Purpose::publish;
  }
  Purpose found = Purpose::other;
  for (std::size_t i = 1; i < run.words.size(); ++i) {
    const std::string_view word = run.words[i].text;
    if (word == "verify" || named(word) == Purpose::test) return Purpose::test;
    if (named(word) != Purpose::other && found == Purpose::other) found = named(word);
    if (is_one_of(word, {"install", "assemble", "bootJar", "jar", "restore"}))
      found = Purpose::build;
  }
  if (run.program == "make" && found == Purpose::publish) return Purpose::other;
  return found == Purpose::other && run.program == "make" ? Purpose::build : found;
}

bool has_bucket(const Invocation& run) {
  const auto last = run.words.rbegin();
  for (auto word = last; word != run.words.rend(); ++word) {
    if (!word->text.empty() && word->text[0] == '-') continue;
    if (word->text.starts_with("s3://")) return true;
  }
  return false;
}

// `aws s3 cp a s3://b`: the words that are no options, after `cp`; the last one is where to.
bool uploads(const Invocation& run, std::size_t action) {
  std::size_t buckets = 0;
  bool first_is_bucket = false;
  for (std::size_t i = action + 1; i < run.words.size(); ++i) {
    if (run.words[i].text.empty() || run.words[i].text[0] == '-') continue;
    const bool bucket = run.words[i].text.starts_with("s3://");
    if (bucket && buckets == 0 && i == action + 1) first_is_bucket = true;
    buckets += bucket ? 1 : 0;
  }
  return buckets > (first_is_bucket ? 1U : 0U);
}

Purpose aws_purpose(const Invocation& run) {
  for (std::size_t i = 1; i + 1 < run.words.size(); ++i) {
    const std::string_view service = run.words[i].text;
    const std::string_view action = run.words[i + 1].text;
    if (service == "s3" && is_one_of(action, {"cp", "sync", "mv"}))
      return has_bucket(run) && uploads(run, i + 1) ? Purpose::publish : Purpose::other;
    if (service == "cloudformation") {
      if (is_one_of(action, {"deploy", "create-stack", "update-stack", "execute-change-set"}))
        return Purpose::publish;
      if (action == "validate-template") return Purpose::scan;
      if (action == "package") return Purpose::build;
    }
    if (service == "ecs" && is_one_of(action, {"update-service", "register-task-definition"}))
      return Purpose::publish;
    if (service == "lambda" && is_one_of(action, {"update-function-code", "publish-version",
                                                  "update-alias", "create-function"}))
      return Purpose::publish;
    if (service == "deploy" && action == "create-deployment") return Purpose::publish;
    if (service == "elasticbeanstalk" &&
        is_one_of(action, {"update-environment", "create-application-version"}))
      return Purpose::publish;
    if (service == "cloudfront" && action == "create-invalidation") return Purpose::publish;
    if (service == "ecr" && action == "put-image") return Purpose::publish;
    if (service == "s3api" && action == "put-object") return Purpose::publish;
  }
  return Purpose::other;
}

Purpose docker_purpose(const Invocation& run) {
  if (pushes_image(run)) return Purpose::publish;
  return has_word(run, {"build"}) ? Purpose::build : Purpose::other;
}

Purpose deploy_tool_purpose(const Invocation& run) {
  if (has_word(run, {"deploy", "apply", "up", "upgrade", "publish", "destroy"}))
    return Purpose::publish;
  if (has_word(run, {"validate", "lint"})) return Purpose::scan;
  if (has_word(run, {"build", "synth", "package"})) return Purpose::build;
  return Purpose::other;
}

}  // namespace

bool pushes_image(const Invocation& run) {
  if (!is_one_of(run.program, {"docker", "podman", "buildah", "docker-compose"})) return false;
  return has_word(run, {"push"}) || (has_word(run, {"build"}) && has_word(run, {"--push"}));
}

Purpose purpose_of(const Invocation& run) {
  const std::string_view program = run.program;
  if (program.empty()) return Purpose::other;
  if (is_one_of(program, {"npm", "yarn", "pnpm", "bun"})) return node_purpose(run);
  if (is_one_of(program, {"docker", "podman", "buildah", "docker-compose"}))
    return docker_purpose(run);
  if (program == "aws") return aws_purpose(run);
  if (is_one_of(program, {"mvn", "mvnw", "gradle", "gradlew", "sbt", "dotnet", "cargo", "go",
                          "make", "msbuild", "ant", "rake", "bazel"}))
    return build_tool_purpose(run);
  if (is_one_of(program, {"pytest", "py.test", "tox", "nosetests", "jest", "mocha", "vitest",
                          "phpunit", "rspec", "ctest", "newman", "karma", "behave", "robot",
                          "cypress", "playwright", "bats", "ginkgo", "gotestsum"}))
    return Purpose::test;
  if (is_one_of(program, {"trivy",         "grype",    "cfn-lint",  "cfn_nag_scan",   "cfn_nag",
                          "checkov",       "tfsec",    "snyk",      "bandit",         "semgrep",
                          "safety",        "eslint",   "flake8",    "pylint",         "mypy",
                          "hadolint",      "gitleaks", "pip-audit", "sonar-scanner",  "tflint",
                          "shellcheck",    "yamllint", "ruff",      "detect-secrets", "tslint",
                          "golangci-lint", "rubocop",  "cfn-guard"}))
    return Purpose::scan;
  if (is_one_of(program, {"cdk", "sam", "serverless", "sls", "terraform", "tofu", "terragrunt",
                          "helm", "kubectl", "copilot", "pulumi", "amplify", "skaffold", "eb",
                          "firebase", "chalice", "kustomize"}))
    return deploy_tool_purpose(run);
  if (is_one_of(program, {"python", "python3", "python2"}) && run.word(1) == "-m") {
    if (is_one_of(run.word(2), {"pytest", "unittest", "nose", "tox", "coverage"}))
      return Purpose::test;
    if (run.word(2) == "pip") return Purpose::install;
    if (run.word(2) == "build") return Purpose::build;
    if (run.word(2) == "twine") return Purpose::publish;
    return is_one_of(run.word(2), {"flake8", "pylint", "mypy", "bandit", "black"}) ? Purpose::scan
                                                                                   : Purpose::other;
  }
  if (is_one_of(program, {"pip", "pip3", "pipenv", "poetry", "apt-get", "apt", "yum", "dnf", "apk",
                          "gem", "bundle", "composer", "uv"})) {
    if (has_word(run, {"install", "sync", "update"})) return Purpose::install;
    if (has_word(run, {"push", "publish"})) return Purpose::publish;
    if (has_word(run, {"pytest", "rspec", "test", "phpunit"})) return Purpose::test;
    return has_word(run, {"build"}) ? Purpose::build : Purpose::other;
  }
  if (program == "npx" || program == "bunx") {
    const std::string_view tool = subcommand(run);
    if (is_one_of(tool, {"jest", "mocha", "vitest", "cypress", "playwright", "karma"}))
      return Purpose::test;
    if (tool == "eslint") return Purpose::scan;
    if (is_one_of(tool, {"cdk", "sls", "serverless"})) return deploy_tool_purpose(run);
    return is_one_of(tool, {"tsc", "webpack", "vite", "ng"}) ? Purpose::build : Purpose::other;
  }
  if (program == "coverage") return subcommand(run) == "run" ? Purpose::test : Purpose::other;
  if (program == "twine") return subcommand(run) == "upload" ? Purpose::publish : Purpose::other;
  if (is_one_of(program,
                {"tsc", "webpack", "vite", "hugo", "javac", "gcc", "g++", "cmake", "ninja"}))
    return Purpose::build;
  if (program == "nix")
    return has_word(run, {"build", "develop"}) ? Purpose::build : Purpose::other;
  if (program == "ng") return named(subcommand(run));
  return Purpose::other;
}

std::string label(const Invocation& run) {
  const bool by_subcommand = is_one_of(
      run.program, {"aws",  "docker",  "npm",  "yarn", "pnpm",   "npx",    "kubectl", "terraform",
                    "helm", "cdk",     "sam",  "go",   "cargo",  "dotnet", "pip",     "pip3",
                    "yum",  "apt-get", "make", "mvn",  "gradle", "gradlew"});
  const std::size_t more = run.program == "aws" ? 2 : by_subcommand ? 1 : 0;
  std::string text(run.program);
  for (std::size_t i = 1; i <= more && i < run.words.size(); ++i) {
    const shell::Word& word = run.words[i];
    if (!word.plain() || word.text.empty() || word.text[0] == '-') break;
    text += " " + word.text;
  }
  return text;
}

}  // namespace buildspec::commands
