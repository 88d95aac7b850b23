#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;
using runtimes::Selection;
using schema::VersionMatch;

std::string joined(std::span<const std::string_view> texts) {
  std::string list;
  for (const std::string_view text : texts) list += (list.empty() ? "" : ", ") + std::string(text);
  return list;
}

std::string versions_of(const schema::Runtime& runtime) {
  std::vector<std::string_view> texts;
  for (const schema::RuntimeVersion& version : runtime.versions) texts.push_back(version.text);
  return joined(texts);
}

VersionMatch match(const schema::Language& language, const schema::Runtime* runtime,
                   std::string_view version) {
  return runtime != nullptr ? schema::choose_version(*runtime, version).match
                            : schema::match_anywhere(language, version);
}

// What is evidently meant: `17` of java is corretto17, `v18` is 18, `22.*` is 22.x.
std::string meant(const schema::Language& language, const schema::Runtime* runtime,
                  std::string_view version) {
  std::vector<std::string> candidates;
  if (language.name == "java") {
    std::string_view digits = version;
    for (const std::string_view prefix : {"openjdk", "jdk", "java", "corretto-", "-"})
      if (digits.substr(0, prefix.size()) == prefix) digits.remove_prefix(prefix.size());
    if (digits == "1.8") digits = "8";
    candidates.push_back("corretto" + std::string(digits));
  }
  if (version.size() > 1 && (version[0] == 'v' || version[0] == 'V'))
    candidates.emplace_back(version.substr(1));
  if (version.size() > 2 && version.substr(version.size() - 2) == ".*")
    candidates.push_back(std::string(version.substr(0, version.size() - 1)) + "x");
  for (const std::string& candidate : candidates) {
    const VersionMatch found = match(language, runtime, candidate);
    if (found == VersionMatch::installed || found == VersionMatch::wildcard) return candidate;
  }
  return {};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  if (found.empty()) return;
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (known.state == ImageKnowledge::State::other) return;
  for (const Selection& selection : found) {
    if (selection.language == nullptr || !selection.value.is_scalar() || selection.version.empty())
      continue;
    const schema::Language& language = *selection.language;
    const schema::Runtime* const runtime =
        known.image != nullptr ? schema::find_runtime(*known.image, language.name) : nullptr;
    if (known.image != nullptr && runtime == nullptr) continue;  // unknown-runtime says so
    // Of docker each image had its own single version; unknown-runtime has said what there is.
    if (runtime == nullptr && !language.custom_allowed_somewhere) continue;
    if (match(language, runtime, selection.version) != VersionMatch::unknown) continue;

    const Span span = value_span(selection.value);
    Diagnostic* finding = nullptr;
    if (runtime != nullptr) {
      // Where other versions can be downloaded, the answer to a malformed one is not known.
      finding =
          &reporter.report(runtime->custom_allowed ? Severity::warning : Severity::error, span,
                           "The image " + code(known.name) + " has no version " +
                               code(selection.version) + " of " + code(language.name));
      if (runtime->custom_allowed) {
        finding->notes.push_back({"it has " + versions_of(*runtime), {}});
      } else {
        finding->notes.push_back(
            {"the build stops with \"YAML_FILE_ERROR Message: Unknown runtime version named '" +
                 selection.version + "' of " + std::string(language.name) +
                 ". This build image has the following versions: " + versions_of(*runtime) + "\"",
             {}});
      }
    } else {
      finding = &reporter.report(
          Severity::warning, span,
          "No image has a version " + code(selection.version) + " of " + code(language.name));
      finding->notes.push_back({"images have " + joined(language.versions), {}});
    }
    if (!language.custom_forms.empty() && (runtime == nullptr || runtime->custom_allowed))
      finding->notes.push_back(
          {"other versions are downloaded if they are written as " + one_of(language.custom_forms),
           {}});
    if (language.name == "docker") {
      if (const auto edit = runtimes::removal(snapshot, selection))
        finding->fixes.push_back({"Remove `docker`", Applicability::unsafe, {*edit}});
      continue;
    }
    const std::string better = meant(language, runtime, selection.version);
    if (better.empty()) continue;
    const bool same = selection.version.find("jdk") == std::string::npos;
    finding->fixes.push_back({"Select " + code(better),
                              same ? Applicability::safe : Applicability::unsafe,
                              {{span, better}}});
  }
}

}  // namespace

extern const Rule unknown_runtime_version;
const Rule unknown_runtime_version{
    .meta = {.id = "unknown-runtime-version",
             .summary = "Flags versions of runtimes that the build image cannot provide.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-RT-02 CB-RT-13"},
    .check = check,
};

}  // namespace buildspec::rules
