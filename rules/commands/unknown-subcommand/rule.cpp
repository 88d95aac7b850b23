// unknown-subcommand: see rule.md.
#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Invocation;
using Names = std::span<const std::string_view>;

// The lists are as complete as the programs' own help; a plugin may add to them, so that only what
// is nearly one of them is told.
constexpr auto kDocker = std::to_array<std::string_view>(
    {"attach",    "build",     "builder", "buildx", "checkpoint", "commit", "compose",  "config",
     "container", "context",   "cp",      "create", "debug",      "diff",   "events",   "exec",
     "export",    "extension", "history", "image",  "images",     "import", "info",     "init",
     "inspect",   "kill",      "load",    "login",  "logout",     "logs",   "manifest", "network",
     "node",      "pause",     "plugin",  "port",   "ps",         "pull",   "push",     "rename",
     "restart",   "rm",        "rmi",     "run",    "save",       "sbom",   "scan",     "scout",
     "search",    "secret",    "service", "stack",  "start",      "stats",  "stop",     "swarm",
     "system",    "tag",       "top",     "trust",  "version",    "volume"});
constexpr auto kNpm = std::to_array<std::string_view>({"access",
                                                       "adduser",
                                                       "audit",
                                                       "bin",
                                                       "bugs",
                                                       "cache",
                                                       "ci",
                                                       "completion",
                                                       "config",
                                                       "create",
                                                       "dedupe",
                                                       "deprecate",
                                                       "diff",
                                                       "dist-tag",
                                                       "docs",
                                                       "doctor",
                                                       "edit",
                                                       "exec",
                                                       "explain",
                                                       "explore",
                                                       "find-dupes",
                                                       "fund",
                                                       "get",
                                                       "help",
                                                       "hook",
                                                       "init",
                                                       "install",
                                                       "install-ci-test",
                                                       "install-test",
                                                       "link",
                                                       "ll",
                                                       "login",
                                                       "logout",
                                                       "ls",
                                                       "org",
                                                       "outdated",
                                                       "owner",
                                                       "pack",
                                                       "ping",
                                                       "pkg",
                                                       "prefix",
                                                       "profile",
                                                       "prune",
                                                       "publish",
                                                       "query",
                                                       "rebuild",
                                                       "repo",
                                                       "restart",
                                                       "root",
                                                       "run",
                                                       "run-script",
                                                       "sbom",
                                                       "search",
                                                       "set",
                                                       "shrinkwrap",
                                                       "star",
                                                       "stars",
                                                       "start",
                                                       "stop",
                                                       "team",
                                                       "test",
                                                       "token",
                                                       "uninstall",
                                                       "undeprecate",
                                                       "unpublish",
                                                       "unstar",
                                                       "update",
                                                       "version",
                                                       "view",
                                                       "whoami",
                                                       "list",
                                                       "remove",
                                                       "add",
                                                       "upgrade",
                                                       "clean-install",
                                                       "info",
                                                       "show",
                                                       "tst",
                                                       "instal",
                                                       "insta",
                                                       "isntall",
                                                       "isntal",
                                                       "isnta",
                                                       "isnt",
                                                       "inst",
                                                       "unlink",
                                                       "udpate",
                                                       "verison",
                                                       "hlep",
                                                       "dist-tags",
                                                       "install-clean",
                                                       "isntall-clean",
                                                       "home",
                                                       "issues",
                                                       "author",
                                                       "find",
                                                       "add-user",
                                                       "sit"});
constexpr auto kS3 = std::to_array<std::string_view>(
    {"cp", "ls", "mb", "mv", "presign", "rb", "rm", "sync", "website", "help"});
constexpr auto kTerraform = std::to_array<std::string_view>(
    {"init", "validate", "plan", "apply", "destroy", "console", "fmt", "graph", "import", "output",
     "providers", "refresh", "state", "workspace"});
constexpr auto kGit = std::to_array<std::string_view>(
    {"add",         "archive",      "bisect",   "blame",      "branch",  "bundle",   "checkout",
     "cherry-pick", "clean",        "clone",    "commit",     "config",  "describe", "diff",
     "fetch",       "format-patch", "gc",       "grep",       "init",    "log",      "ls-files",
     "ls-remote",   "lfs",          "merge",    "merge-base", "mv",      "notes",    "pull",
     "push",        "rebase",       "remote",   "reset",      "restore", "rev-list", "rev-parse",
     "revert",      "rm",           "shortlog", "show",       "stash",   "status",   "submodule",
     "switch",      "tag"});
constexpr auto kEcr = std::to_array<std::string_view>(
    {"get-login-password", "describe-images", "describe-repositories", "create-repository",
     "batch-delete-image", "put-image", "batch-get-image", "list-images"});

constexpr auto kSam = std::to_array<std::string_view>(
    {"build", "delete", "deploy", "docs", "init", "list", "local", "logs", "package", "pipeline",
     "publish", "remote", "sync", "traces", "validate"});
constexpr auto kCdk = std::to_array<std::string_view>(
    {"acknowledge", "bootstrap", "context", "deploy",     "destroy", "diff",
     "docs",        "doctor",    "drift",   "flags",      "gc",      "import",
     "init",        "list",      "ls",      "metadata",   "migrate", "notices",
     "refactor",    "rollback",  "synth",   "synthesize", "watch"});
constexpr auto kPip = std::to_array<std::string_view>(
    {"cache", "check", "config", "debug", "download", "freeze", "hash", "help", "index", "inspect",
     "install", "list", "lock", "search", "show", "uninstall", "wheel"});
constexpr auto kKubectl = std::to_array<std::string_view>(
    {"annotate",  "api-resources", "api-versions", "apply",      "attach",   "auth",
     "autoscale", "certificate",   "cluster-info", "completion", "config",   "cordon",
     "cp",        "create",        "debug",        "delete",     "describe", "diff",
     "drain",     "edit",          "events",       "exec",       "explain",  "expose",
     "get",       "kustomize",     "label",        "logs",       "options",  "patch",
     "plugin",    "port-forward",  "proxy",        "replace",    "rollout",  "run",
     "scale",     "set",           "taint",        "top",        "uncordon", "version",
     "wait"});
constexpr auto kHelm = std::to_array<std::string_view>(
    {"completion", "create",   "dependency", "dep",       "env",      "get",     "help",
     "history",    "install",  "lint",       "list",      "ls",       "package", "plugin",
     "pull",       "push",     "registry",   "repo",      "rollback", "search",  "show",
     "status",     "template", "test",       "uninstall", "upgrade",  "verify",  "version"});
constexpr auto kGo = std::to_array<std::string_view>(
    {"bug",     "build", "clean", "doc", "env",       "fix",  "fmt",  "generate", "get", "help",
     "install", "list",  "mod",   "run", "telemetry", "test", "tool", "version",  "vet", "work"});

struct Program {
  std::string_view name;
  Names subcommands;
};

// The word that must be one of a list, with the list.
struct Place {
  const shell::Word* word = nullptr;
  Names names;
  std::string program;
};

Place place_of(const Invocation& run) {
  if (run.program == "aws") {
    static constexpr std::string_view kValues[] = {"--region", "--profile", "--output", "--query",
                                                   "--endpoint-url"};
    const auto words = commands::arguments(run, kValues);
    if (words.size() < 2) return {};
    if (words[0]->text == "s3") return {words[1], kS3, "aws s3"};
    if (words[0]->text == "ecr") return {words[1], kEcr, "aws ecr"};
    return {};
  }
  static constexpr Program kPrograms[] = {
      {"docker", kDocker}, {"npm", kNpm},  {"terraform", kTerraform},
      {"git", kGit},       {"sam", kSam},  {"cdk", kCdk},
      {"pip", kPip},       {"pip3", kPip}, {"kubectl", kKubectl},
      {"helm", kHelm},     {"go", kGo}};
  for (const Program& program : kPrograms) {
    if (run.program != program.name) continue;
    const std::string_view first = run.word(1);
    if (first.empty() || first[0] == '-') return {};
    return {&run.words[1], program.subcommands, std::string(program.name)};
  }
  return {};
}

bool is_safe_guess(std::string_view written, std::string_view meant) {
  const std::size_t distance = schema::edit_distance(written, meant);
  return distance == 1 ? written.size() >= 4 : distance == 2 && written.size() >= 7;
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  for (const shell::Command& each : command.script->commands) {
    if (each.words.size() < 2) continue;
    const Place place = place_of(commands::invocation(each));
    if (place.word == nullptr || !place.word->plain()) continue;
    const std::string& written = place.word->text;
    if (std::find(place.names.begin(), place.names.end(), written) != place.names.end()) continue;
    const auto meant = schema::nearest(written, place.names);
    if (!meant || !is_safe_guess(written, *meant)) continue;
    Diagnostic& finding = reporter.report(
        command.source(place.word->span),
        code(place.program) + " knows no " + code(written) + ", only " + code(*meant));
    if (place.word->span.size() == written.size())
      commands::offer(snapshot, command, finding, "Write " + code(*meant), Applicability::safe,
                      place.word->span, std::string(*meant));
  }
}

}  // namespace

extern const Rule unknown_subcommand;
constexpr Rule unknown_subcommand{
    .meta = {.id = "unknown-subcommand",
             .summary =
                 "Flags misspelt subcommands of docker, git, npm, aws, terraform and the like.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
