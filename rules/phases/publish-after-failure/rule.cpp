// publish-after-failure: see rule.md.
#include <algorithm>
#include <optional>
#include <string>

#include "linter/lang/failure.h"
#include "linter/lint/wording.h"
#include "rules/commands/additions/additions.h"
#include "rules/commands/purpose/purpose.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::Purpose;

// The item asks whether the build succeeded, or whether a file is there that only a build makes.
bool is_guard(const shell::Script& script) {
  const bool asks = std::any_of(
      script.variables.begin(), script.variables.end(), [](const shell::VariableUse& use) {
        return use.name == "CODEBUILD_BUILD_SUCCEEDING" || use.name == "BUILD_SUCCEEDED";
      });
  return asks || std::any_of(script.commands.begin(), script.commands.end(), [](const auto& each) {
           return commands::is_one_of(each.word(1), {"-f", "-e", "-d", "-s"}) &&
                  commands::is_one_of(each.name(), {"[", "[[", "test"});
         });
}

// What can fail in the build without keeping an image from being there.
bool fails_beside_image(const Snapshot& snapshot) {
  bool built = false;
  for (std::size_t i = 0; i < snapshot.readings.size(); ++i) {
    if (snapshot.buildspec.commands[i].phase != PhaseName::build) continue;
    for (const shell::Command& each : snapshot.readings[i]->script->commands) {
      const commands::Invocation run = commands::invocation(each);
      const Purpose purpose = commands::purpose_of(run);
      const bool image = purpose == Purpose::build &&
                         commands::is_one_of(run.program, {"docker", "docker-compose", "podman"});
      if (image) built = true;
      if (built && !image && (purpose == Purpose::test || purpose == Purpose::scan)) return true;
    }
  }
  return !built;
}

// What is uploaded to tell why the build failed.
bool uploads_report(const commands::Invocation& run) {
  if (run.program != "aws" || run.word(1) != "s3") return false;
  return std::any_of(run.words.begin(), run.words.end(), [](const shell::Word& word) {
    for (const std::string_view part : {"report", "coverage", "logs", ".log", "test-results",
                                        "test_results", "screenshots", "videos"})
      if (word.text.find(part) != std::string::npos) return true;
    return false;
  });
}

// Fails without the image, whatever else happens.
bool needs_image(const commands::Invocation& run) {
  if (!commands::is_one_of(run.program, {"docker", "podman"})) return false;
  const bool group = run.word(1) == "image";
  return commands::is_one_of(run.word(group ? 2 : 1), {"push", "tag"});
}

struct Publication {
  std::size_t item = 0;
  std::size_t command = 0;
};

std::optional<Publication> first_unguarded(const Snapshot& snapshot) {
  const auto& all = snapshot.buildspec.commands;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].phase != PhaseName::post_build) continue;
    const shell::Script& script = *snapshot.readings[i]->script;
    if (is_guard(script)) return std::nullopt;
    for (std::size_t at = 0; at < script.commands.size(); ++at) {
      if (script.commands[at].conditional) continue;
      const commands::Invocation run = commands::invocation(script.commands[at]);
      const bool waits_for_image = needs_image(run) && !fails_beside_image(snapshot);
      const shell::Failure failure = script.commands[at].failure;
      if (waits_for_image &&
          (failure == shell::Failure::at_once || failure == shell::Failure::at_end))
        return std::nullopt;  // the phase ends here
      if (commands::purpose_of(run) != Purpose::publish || uploads_report(run)) continue;
      if (commands::pushes_image(run) && !fails_beside_image(snapshot)) continue;
      return Publication{i, at};
    }
  }
  return std::nullopt;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Buildspec& buildspec = snapshot.buildspec;
  const Phase* const build = buildspec.phase(PhaseName::build);
  if (build == nullptr || buildspec.phase(PhaseName::post_build) == nullptr) return;
  const auto survived = survived_failures(buildspec, PhaseName::post_build);
  const bool certain = std::any_of(survived.begin(), survived.end(), [](const auto& each) {
    return each.certain && each.failed == PhaseName::build;
  });
  if (!certain) return;
  // A build that only prints cannot fail.
  const bool can_fail = std::any_of(
      buildspec.commands.begin(), buildspec.commands.end(), [&snapshot](const Command& command) {
        if (command.phase != PhaseName::build) return false;
        const auto& all = snapshot.readings[command.order]->script->commands;
        return std::any_of(all.begin(), all.end(), [](const shell::Command& each) {
          return commands::purpose_of(commands::invocation(each)) != Purpose::other;
        });
      });
  if (!can_fail) return;
  const auto found = first_unguarded(snapshot);
  if (!found) return;
  const CommandText command = read_command(snapshot, buildspec.commands[found->item]);
  const commands::Invocation run = commands::invocation(command.script->commands[found->command]);
  Diagnostic& finding = reporter.report(
      command.source(run.span()),
      code(commands::label(run)) + " publishes even after the phase `build` has failed");
  finding.notes.push_back(
      {"`post_build` runs whenever `build` ran, failed or not", build->key.span()});
  finding.notes.push_back(
      {"let `build` end the build (`on-failure: ABORT`), or ask "
       "`CODEBUILD_BUILD_SUCCEEDING` first (0 after a failure)",
       std::nullopt});
  if (build->on_failure) return;
  if (auto edit = commands::add_first_pair(snapshot, build->value, "on-failure", "ABORT"))
    finding.fixes.push_back({"End the build when `build` fails (`on-failure: ABORT`)",
                             Applicability::unsafe,
                             {std::move(*edit)}});
}

}  // namespace

extern const Rule publish_after_failure;
constexpr Rule publish_after_failure{
    .meta = {.id = "publish-after-failure",
             .summary = "Flags deployments in `post_build` that run after a failed build too.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PH-01"},
    .check = check,
};

}  // namespace buildspec::rules
