// unavailable-docker: see rule.md.
#include <string>

#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The first command that needs a daemon, unless the file names another one than the build's own.
std::optional<Span> first_use(const Snapshot& snapshot) {
  std::optional<Span> found;
  for (const CommandText& command : commands::read_commands(snapshot)) {
    const std::string_view text = command.text();
    if (commands::contains(text, "DOCKER_HOST") || commands::contains(text, "podman"))
      return std::nullopt;
    if (found || !commands::contains(text, "docker")) continue;
    for (const shell::Command& each : command.script->commands) {
      const auto client = docker::client(each);
      if (found || !client || !docker::needs_daemon(*client)) continue;
      found = command.source({client->run.words.front().span.begin, client->verb_word->span.end});
    }
  }
  for (const Variable& variable : snapshot.buildspec.env.variables)
    if (variable.key.is("DOCKER_HOST")) return std::nullopt;
  return found;
}

bool is_lambda(std::string_view type) { return commands::contains(type, "LAMBDA"); }

// The tasks of a batch that run this very file and say `privileged-mode: false`.
void check_tasks(const Snapshot& snapshot, Span use, Reporter& reporter) {
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    if (task.buildspec) continue;
    const Node mode = task.env.get("privileged-mode");
    for (const std::string_view key : {"compute-type", "type"}) {
      const Node type = task.env.get(key);
      if (!type.is_scalar() || !is_lambda(type.scalar().value())) continue;
      reporter.report(type.span(), "Docker does not run on Lambda compute")
          .notes.push_back({"a command of this file needs it", use});
      return;
    }
    if (!mode.is_scalar() || !mode.is("false")) continue;
    Diagnostic& finding =
        reporter.report(mode.span(), "Docker commands fail in a task without privileged mode");
    finding.notes.push_back({"this one needs the Docker daemon", use});
    finding.notes.push_back({"it answers `Cannot connect to the Docker daemon`", {}});
    finding.fixes.push_back(
        {"Run the task in privileged mode",
         Applicability::unsafe,
         {{mode.span(), mode.style() == ScalarStyle::plain ? "true" : "\"true\""}}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const ProjectFacts& facts = *snapshot.facts;
  const bool lambda =
      is_lambda(facts.compute_type.value_or("")) || is_lambda(facts.environment_type.value_or(""));
  const bool unprivileged = facts.privileged.has_value() && !*facts.privileged;
  if (!lambda && !unprivileged && snapshot.buildspec.batch.tasks.empty()) return;
  const std::optional<Span> use = first_use(snapshot);
  if (!use) return;
  if (!snapshot.buildspec.batch.tasks.empty()) {
    check_tasks(snapshot, *use, reporter);
    return;
  }
  if (lambda) {
    reporter.report(Severity::error, *use, "Docker does not run on Lambda compute")
        .notes.push_back({"build images on EC2 compute", {}});
    return;
  }
  if (!unprivileged) return;
  Diagnostic& finding =
      reporter.report(*use, "Docker needs privileged mode, which this project does not have");
  finding.notes.push_back({"the command answers `Cannot connect to the Docker daemon`", {}});
  finding.notes.push_back(
      {"set `privilegedMode` in the environment of the project, or use a Docker server", {}});
}

}  // namespace

extern const Rule unavailable_docker;
constexpr Rule unavailable_docker{
    .meta = {.id = "unavailable-docker",
             .summary = "Flags Docker commands where the build has no Docker daemon.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-DOCK-01 CB-DOCK-02"},
    .check = check,
};

}  // namespace buildspec::rules
