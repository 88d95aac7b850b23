#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;
using runtimes::Selection;
using schema::Language;

std::string names(std::span<const schema::Runtime> runtimes) {
  std::string list;
  for (const schema::Runtime& runtime : runtimes)
    list += (list.empty() ? "" : ", ") + std::string(runtime.name);
  return list;
}

// The runtime that is meant: by a name that people use for it, or by a slip of the keyboard.
const Language* meant(std::string_view name) {
  if (const Language* const language = schema::find_language_by_other_name(name)) return language;
  std::vector<std::string_view> known;
  for (const Language& language : schema::languages()) known.push_back(language.name);
  const auto near = schema::nearest(name, known);
  return near ? schema::find_language(*near) : nullptr;
}

void add_rename(Diagnostic& finding, const Selection& selection, const Language& language,
                const schema::Image* image) {
  const schema::Runtime* const runtime =
      image != nullptr ? schema::find_runtime(*image, language.name) : nullptr;
  if (image != nullptr && runtime == nullptr) return;
  const schema::VersionMatch match = runtime != nullptr
                                         ? schema::choose_version(*runtime, selection.version).match
                                         : schema::match_anywhere(language, selection.version);
  finding.notes.push_back({"the runtime is called " + code(language.name), {}});
  if (match == schema::VersionMatch::unknown) return;
  finding.fixes.push_back({"Rename " + code(selection.name) + " to " + code(language.name),
                           Applicability::safe,
                           {{value_span(selection.key), std::string(language.name)}}});
}

// "`docker: 18` is in aws/codebuild/standard:4.0 (deprecated), …": the images that have the
// version.
void add_images(Diagnostic& finding, const Selection& selection) {
  std::string list;
  std::size_t count = 0;
  bool current = false;
  for (const schema::Image& image : schema::images()) {
    const schema::Runtime* const runtime = schema::find_runtime(image, selection.name);
    if (runtime == nullptr || schema::find_version(*runtime, selection.version) == nullptr)
      continue;
    current |= image.status == schema::ImageStatus::current;
    if (++count <= 4) list += (list.empty() ? "" : ", ") + code(image.name);
  }
  if (count == 0) return;
  finding.notes.push_back({code(selection.name + ": " + selection.version) + " is in " + list +
                               (count > 4 ? " and others" : "") +
                               (current ? "" : ", none of which is updated any more"),
                           {}});
}

void add_docker_advice(Diagnostic& finding, const Snapshot& snapshot, const Selection& selection) {
  finding.notes.push_back(
      {"Docker needs no runtime: its client is in the image, and its daemon runs where the project "
       "or the batch task has the privileged mode",
       {}});
  if (const auto edit = runtimes::removal(snapshot, selection))
    finding.fixes.push_back({"Remove " + code(selection.name), Applicability::unsafe, {*edit}});
}

// Some image has it: which do?
std::string where_it_exists(const Selection& selection) {
  bool current = false;
  bool this_version = false;
  for (const schema::Image& image : schema::images()) {
    const schema::Runtime* const runtime = schema::find_runtime(image, selection.name);
    if (image.status != schema::ImageStatus::current || runtime == nullptr) continue;
    current = true;
    this_version |=
        schema::choose_version(*runtime, selection.version).match != schema::VersionMatch::unknown;
  }
  if (!current) return "Only old images have a runtime " + code(selection.name);
  if (!this_version && !selection.version.empty())
    return "Only old images have the runtime " + code(selection.name + ": " + selection.version);
  return "Only ARM images and old ones have a runtime " + code(selection.name);
}

bool on_current_x86(std::string_view name) {
  for (const schema::Image& image : schema::images())
    if (image.status == schema::ImageStatus::current &&
        image.architecture == schema::Architecture::x86_64 &&
        schema::find_runtime(image, name) != nullptr)
      return true;
  return false;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  if (found.empty()) return;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state == ImageKnowledge::State::other) return;
  for (const Selection& selection : found) {
    const Span span = value_span(selection.key);
    Diagnostic* finding = nullptr;
    if (known.state == ImageKnowledge::State::catalogued) {
      if (schema::find_runtime(*known.image, selection.name) != nullptr) continue;
      finding = &reporter.report(
          span, "The image " + code(known.name) + " has no runtime " + code(selection.name));
      finding->notes.push_back(
          {"the build stops with \"YAML_FILE_ERROR Message: Unknown runtime named '" +
               selection.name + "'. This build image has the following runtimes: " +
               names(known.image->runtimes) + "\"",
           {}});
    } else if (selection.language == nullptr) {
      finding = &reporter.report(Severity::warning, span,
                                 "No image has a runtime " + code(selection.name));
      finding->notes.push_back(
          {"the build stops with \"Unknown runtime named '" + selection.name + "'\"", {}});
    } else if (!on_current_x86(selection.name)) {
      finding = &reporter.report(Severity::info, span, where_it_exists(selection));
      finding->notes.push_back(
          {"elsewhere the build stops with \"Unknown runtime named '" + selection.name + "'\"",
           {}});
      add_images(*finding, selection);
      finding->notes.push_back(runtimes::image_would_decide());
    } else {
      continue;
    }
    if (selection.name == "docker") {
      add_docker_advice(*finding, snapshot, selection);
    } else if (selection.language == nullptr) {
      if (const Language* const language = meant(selection.name))
        add_rename(*finding, selection, *language, known.image);
    }
  }
}

}  // namespace

extern const Rule unknown_runtime;
const Rule unknown_runtime{
    .meta = {.id = "unknown-runtime",
             .summary = "Flags runtimes that the build image does not have.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-RT-01 CB-RT-08"},
    .check = check,
};

}  // namespace buildspec::rules
