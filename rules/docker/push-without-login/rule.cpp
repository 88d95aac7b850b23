// push-without-login: see rule.md.
#include <string>

#include "linter/text/letters.h"
#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Whether a text speaks of any way to get credentials for a registry.
bool mentions_login(std::string_view text) {
  const std::string all = lower(text);
  for (const std::string_view sign :
       {"login", "cred", ".docker", "docker_config", "docker-credential"})
    if (commands::contains(all, sign)) return true;
  return false;
}

// Programs that do only what they are named for. Any other one may log in: a script, make, npm.
bool is_plain_program(std::string_view name) {
  return name.empty() ||
         commands::is_one_of(
             name,
             {"docker",  "aws",   "echo",    "printf",   "cd",      "export",    "set",  "cat",
              "ls",      "pwd",   "jq",      "sed",      "grep",    "cut",       "tr",   "date",
              "git",     "mvn",   "test",    "[",        "cp",      "mv",        "rm",   "mkdir",
              "head",    "tail",  "awk",     "unzip",    "zip",     "tar",       "curl", "wget",
              "apt-get", "yum",   "sleep",   "true",     "false",   "env",       "exit", "pip",
              "pip3",    "chmod", "touch",   "find",     "xargs",   "which",     "node", "java",
              "go",      "tee",   "dirname", "basename", "kubectl", "terraform", "unset"});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!commands::any_may_hold(snapshot, {"push"})) return;
  std::optional<Span> push;
  for (const CommandText& command : commands::read_commands(snapshot)) {
    if (command.dialect != shell::Dialect::posix && command.dialect != shell::Dialect::bash) return;
    if (mentions_login(command.text())) return;
    if (command.script->broken) return;
    for (const shell::Command& each : command.script->commands) {
      if (!each.words.empty() && !each.words.front().plain()) return;  // "$(…)", "$TOOL"
      const commands::Invocation run = commands::invocation(each);
      const bool path = !run.words.empty() && commands::contains(run.words.front().text, "/");
      if (path || !is_plain_program(run.program)) return;
      const auto client = docker::client(each);
      if (push || !client || client->verb != "push") continue;
      for (const shell::Word* const target : docker::operands(*client))
        if (commands::contains(target->text, ".dkr.ecr.") && !push)
          push = command.source(target->span);
    }
  }
  if (!push) return;
  Diagnostic& finding =
      reporter.report(*push, "This registry needs a login, and no command logs in to it");
  finding.notes.push_back({"without one the push ends with `no basic auth credentials`", {}});
  finding.notes.push_back(
      {"pipe `aws ecr get-login-password` into `docker login --username AWS "
       "--password-stdin` and the registry",
       {}});
}

}  // namespace

extern const Rule push_without_login;
constexpr Rule push_without_login{
    .meta = {.id = "push-without-login",
             .summary = "Flags pushes to a private Amazon registry that nothing logs in to.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-DOCK-06"},
    .check = check,
};

}  // namespace buildspec::rules
