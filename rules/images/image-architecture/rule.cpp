// image-architecture: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/images/machines/machines.h"

namespace buildspec::rules {
namespace {

using images::Machine;
using images::System;
using schema::Architecture;

std::string_view to_string(System system) {
  switch (system) {
    case System::windows: return "Windows";
    case System::macos: return "macOS";
    default: return "Linux";
  }
}

System system_of_image(const schema::Image& image) {
  Machine alone;
  alone.image.value = std::string(image.name);
  return images::system_of(alone);
}

bool is_arm(std::string_view type) {
  return type.starts_with("ARM_") || type.find("_ARM") != std::string_view::npos;
}

// What the machine cannot run of the image; empty where it can.
std::string conflict(const schema::Image& image, std::string_view type) {
  const System wanted = system_of_image(image);
  const System given = images::system_of_type(type);
  if (given == System::unknown) return {};
  if (wanted != given)
    return "is for " + std::string(to_string(wanted)) + ", and " + code(type) + " is " +
           std::string(to_string(given));
  if (is_arm(type) != (image.architecture == Architecture::arm64))
    return "is for " + std::string(is_arm(type) ? "x86_64" : "ARM") + ", and " + code(type) +
           " is " + (is_arm(type) ? "ARM" : "x86_64");
  const bool lambda = type.find("LAMBDA") != std::string_view::npos;
  if (lambda != (image.compute == schema::ComputeKind::lambda))
    return lambda ? "is not for Lambda compute, and " + code(type) + " is"
                  : "is for Lambda compute, and " + code(type) + " is not";
  return {};
}

// The same version of the same image for the other processor.
std::string for_other_processor(const schema::Image& image) {
  std::string name(image.name);
  const bool arm = image.architecture == Architecture::arm64;
  const std::string_view from = arm ? "aarch64" : "x86_64";
  const std::size_t at = name.find(from);
  if (at == std::string::npos) return {};
  name.replace(at, from.size(), arm ? "x86_64" : "aarch64");
  // The versions of the two families are counted apart: the newest current one it is.
  const std::string family = name.substr(0, name.find(':'));
  if (image.compute == schema::ComputeKind::lambda)
    return schema::find_image(name) != nullptr ? name : std::string();
  for (const schema::Image& other : schema::images())
    if (other.status == schema::ImageStatus::current && other.os == image.os &&
        other.name.substr(0, other.name.find(':')) == family)
      return std::string(other.name);
  return {};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.buildspec.batch.node) return;
  const ProjectFacts& facts = *snapshot.facts;
  if (!facts.image && !images::batch_mentions(snapshot, {"aws/codebuild/"})) return;
  if (!facts.environment_type &&
      !images::batch_mentions(snapshot, {"_CONTAINER", "_EC2", "MAC_ARM"}))
    return;
  std::vector<std::string> told;
  for (const Machine& machine : images::machines(snapshot)) {
    const schema::Image* const image = images::catalogued(machine);
    if (image == nullptr || machine.type.value.empty() || machine.fleet) continue;
    if (!machine.image.node && !machine.type.node) continue;
    const std::string problem = conflict(*image, machine.type.value);
    if (problem.empty()) continue;
    // The project's image is said once for each type, not for every task.
    if (!machine.image.node) {
      if (std::find(told.begin(), told.end(), machine.type.value) != told.end()) continue;
      told.push_back(machine.type.value);
    }
    const bool all_here = machine.image.node && machine.type.node;
    const Node place = machine.image.node ? machine.image.node : machine.type.node;
    Diagnostic& finding =
        reporter.report(all_here ? Severity::warning : Severity::info, text_span(place),
                        "The image " + code(machine.image.value) + " " + problem);
    if (!machine.image.node) finding.notes.push_back({"the image is the project's", {}});
    if (!machine.type.node) finding.notes.push_back({"the environment type is the project's", {}});
    const bool processor = problem.find("x86_64") != std::string::npos;
    const std::string other = processor && machine.image.node ? for_other_processor(*image) : "";
    if (!other.empty())
      finding.fixes.push_back(
          {"Change to " + code(other), Applicability::unsafe, {{text_span(place), other}}});
  }
}

}  // namespace

extern const Rule image_architecture;
const Rule image_architecture{
    .meta = {.id = "image-architecture",
             .summary = "Flags build images that the machine of a task cannot run.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-12"},
    .check = check,
};

}  // namespace buildspec::rules
