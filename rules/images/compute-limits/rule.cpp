// compute-limits: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/images/machines/machines.h"
#include "rules/images/programs/programs.h"

namespace buildspec::rules {
namespace {

using images::Machine;
using images::ProgramUse;

// Windows in a container: on an instance without one Docker may run.
bool in_windows_container(const Machine& machine) {
  return machine.type.value.starts_with("WINDOWS_") && machine.type.value != "WINDOWS_EC2";
}

// Needs the daemon.
bool runs_docker(const ProgramUse& use) {
  constexpr std::string_view kNeeds[] = {"build", "buildx", "run",  "push",    "pull",
                                         "ps",    "images", "exec", "compose", "load"};
  if (use.name == "docker-compose") return true;
  return use.name == "docker" &&
         std::find(std::begin(kNeeds), std::end(kNeeds), use.argument) != std::end(kNeeds);
}

Note where(const Machine& machine) {
  if (!machine.type.value.empty()) return images::where(machine, machine.type);
  if (!machine.size.value.empty()) return images::where(machine, machine.size);
  return images::where(machine, machine.image);
}

void judge_commands(const Snapshot& snapshot, const Machine* lambda, const Machine* windows,
                    Reporter& reporter) {
  constexpr std::string_view kPrograms[] = {"docker", "docker-compose", "yum", "dnf",
                                            "rpm",    "apt-get",        "apt"};
  for (const ProgramUse& use : images::uses_of(snapshot, kPrograms)) {
    const bool docker = use.name.starts_with("docker");
    // Docker on Lambda compute: unavailable-docker.
    if (use.guarded || (docker ? windows == nullptr || !runs_docker(use) : lambda == nullptr))
      continue;
    if (docker) {
      reporter
          .report(use.span, "Windows containers have no Docker: there is no privileged mode there")
          .notes.push_back(where(*windows));
      continue;
    }
    Diagnostic& finding = reporter.report(
        use.span, code(use.name) + " needs root, which Lambda compute does not give");
    finding.notes.push_back(where(*lambda));
    finding.notes.push_back({"an image of your own can have the tools", {}});
  }
}

void judge_on_failure(const Snapshot& snapshot, const Machine& machine, std::string_view who,
                      Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    const Pair pair = phase.value.find("on-failure");
    if (!pair) continue;
    Diagnostic& finding =
        reporter.report(pair.key.span(), "`on-failure` is not supported " + std::string(who));
    if (machine.fleet) {
      finding.notes.push_back({"the fleet is here", machine.fleet.span()});
    } else {
      finding.notes.push_back(where(machine));
    }
  }
}

// A task asks for privileged mode where there is none.
void judge_privileged(const Machine& machine, Reporter& reporter) {
  if (machine.task == nullptr) return;
  const Pair pair = machine.task->env.find("privileged-mode");
  if (!pair || !schema::yaml_boolean(pair.value.scalar().value()).value_or(false)) return;
  reporter
      .report(pair.key.span(),
              std::string("There is no privileged mode ") +
                  (images::on_lambda(machine) ? "on Lambda compute" : "on Windows"))
      .notes.push_back(where(machine));
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const ProjectFacts& facts = *snapshot.facts;
  if (!facts.environment_type && !facts.compute_type && !facts.image &&
      !images::batch_mentions(snapshot, {"LAMBDA", "-lambda-", "WINDOWS_", "fleet"}))
    return;
  const std::vector<Machine> all = images::machines(snapshot);
  const Machine* lambda = nullptr;
  const Machine* windows = nullptr;
  const Machine* fleet = nullptr;
  for (const Machine& machine : all) {
    const bool on_lambda = images::on_lambda(machine);
    if (on_lambda || in_windows_container(machine)) judge_privileged(machine, reporter);
    if (!machine.runs_this_file) continue;
    if (on_lambda && lambda == nullptr) lambda = &machine;
    if (in_windows_container(machine) && windows == nullptr) windows = &machine;
    if (machine.fleet && fleet == nullptr) fleet = &machine;
  }
  if (lambda != nullptr || windows != nullptr) judge_commands(snapshot, lambda, windows, reporter);
  // Where the project is on Lambda compute, unsupported-on-failure says so.
  const bool by_batch =
      lambda != nullptr && (lambda->type.node || lambda->size.node || lambda->image.node);
  if (by_batch) {
    judge_on_failure(snapshot, *lambda, "on Lambda compute", reporter);
  } else if (fleet != nullptr) {
    judge_on_failure(snapshot, *fleet, "in reserved-capacity fleets", reporter);
  }
  const Pair cache = snapshot.buildspec.root.find("cache");
  if (lambda != nullptr && cache && !is_null(cache.value))
    reporter.report(Severity::info, cache.key.span(), "Builds on Lambda compute have no cache")
        .notes.push_back(where(*lambda));
}

}  // namespace

extern const Rule compute_limits;
const Rule compute_limits{
    .meta = {.id = "compute-limits",
             .summary = "Flags what builds on Lambda compute, on Windows and in fleets cannot do.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-LAMBDA-01 CB-DOCK-02 CB-CACHE-12 CB-PH-05"},
    .check = check,
};

}  // namespace buildspec::rules
