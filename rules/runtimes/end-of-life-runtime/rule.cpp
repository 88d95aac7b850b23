#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/images/programs/programs.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::ImageKnowledge;
using runtimes::Selection;
using schema::Release;

bool is_past(schema::Day day, Date today) {
  return day && Date{day.year, day.month, day.day} < today;
}

// Nobody's build shall turn red overnight: in the first year it is only worth knowing.
Severity severity_of(schema::Day day, Date today) {
  const auto next = static_cast<std::int16_t>(day.year + 1);
  return Date{next, day.month, day.day} < today ? Severity::warning : Severity::info;
}

// The release that a selection means, also through a wildcard: "18.x" is a release of 18; what
// "3.x" of python stands for, only the image says.
const Release* release_of(const Selection& selection, const ImageKnowledge& known) {
  const schema::Language& language = *selection.language;
  if (schema::version_form(selection.version) != schema::VersionForm::wildcard)
    return schema::find_release(language, selection.version);
  if (known.image != nullptr) {
    const schema::Runtime* const runtime = schema::find_runtime(*known.image, language.name);
    if (runtime == nullptr) return nullptr;
    const schema::RuntimeVersion* const version =
        schema::resolve_wildcard(*runtime, selection.version);
    return version != nullptr ? schema::find_release(language, version->text) : nullptr;
  }
  const std::string_view major =
      std::string_view(selection.version).substr(0, selection.version.size() - 2);
  return schema::find_release(language, major);
}

// "$PYTHON" means the text of that variable, if the file says so; the project may say otherwise.
Selection resolved(const Buildspec& buildspec, const Selection& selection) {
  const auto name = schema::reference_name(selection.version);
  if (!name) return selection;
  for (const Variable& variable : buildspec.env.variables) {
    if (variable.block != VariableBlock::variables || !variable.key.is(*name)) continue;
    const Scalar value = variable.value.scalar();
    if (value.value().empty() || schema::has_reference(value.value())) continue;
    Selection meant = selection;
    meant.value = variable.value;
    meant.version = std::string(value.value());
    return meant;
  }
  return selection;
}

// A well-formed version that the table of releases leaves out (python 2.7, nodejs 13): the next one
// above it in the table, if that is past. Branches that are older ended earlier, or are past too.
const Release* past_successor(const Selection& selection, const ImageKnowledge& known, Date today) {
  const schema::Language& language = *selection.language;
  if (selection.version.front() < '0' || selection.version.front() > '9') return nullptr;
  const schema::Runtime* const runtime =
      known.image != nullptr ? schema::find_runtime(*known.image, language.name) : nullptr;
  const schema::VersionMatch match = runtime != nullptr
                                         ? schema::choose_version(*runtime, selection.version).match
                                         : schema::match_anywhere(language, selection.version);
  if (match != schema::VersionMatch::custom) return nullptr;  // unknown-runtime-version
  const Release* next = nullptr;
  for (const Release& release : language.releases) {
    if (schema::compare_versions(release.version, selection.version) < 0) continue;
    if (next == nullptr || schema::compare_versions(release.version, next->version) < 0)
      next = &release;
  }
  return next != nullptr && is_past(next->end_of_life, today) ? next : nullptr;
}

// The next version that is still supported and that the image, or a current one, has.
std::string_view next_supported(const Selection& selection, const Release& old,
                                const schema::Image* image, Date today) {
  std::string_view best;
  const auto consider = [&](const schema::Image& candidate) {
    const schema::Runtime* const runtime =
        schema::find_runtime(candidate, selection.language->name);
    if (runtime == nullptr) return;
    for (const schema::RuntimeVersion& version : runtime->versions) {
      const Release* const release = schema::find_release(*selection.language, version.text);
      if (release == nullptr || is_past(release->end_of_life, today) ||
          schema::compare_versions(version.text, old.version) <= 0)
        continue;
      if (best.empty() || schema::compare_versions(version.text, best) < 0) best = version.text;
    }
  };
  if (image != nullptr) {
    consider(*image);
    return best;
  }
  for (const schema::Image& candidate : schema::images())
    if (candidate.status == schema::ImageStatus::current) consider(candidate);
  return best;
}

// A version manager, or a script by that name, gets another version than the image's.
bool chooses_itself(const Snapshot& snapshot, std::string_view runtime) {
  struct Manager {
    std::string_view runtime;
    std::string_view text;
  };
  static constexpr Manager kManagers[] = {
      {"golang", "goenv"},      {"golang", "install-go"}, {"nodejs", "nvm"},
      {"nodejs", "fnm"},        {"nodejs", "volta"},      {"nodejs", "nodenv"},
      {"nodejs", "n "},         {"python", "pyenv"},      {"ruby", "rbenv"},
      {"ruby", "rvm"},          {"php", "phpenv"},        {"java", "sdk install"},
      {"nodejs", "NodeVersion"}};
  for (const Command& command : snapshot.buildspec.commands) {
    const std::string_view source = command.node.source();
    if (commands::contains(source, "asdf") || commands::contains(source, "mise ")) return true;
    for (const Manager& manager : kManagers) {
      if (manager.runtime != runtime) continue;
      const bool word = manager.text.ends_with(' ');  // too short to be looked for inside others
      if (word ? source.starts_with(manager.text) : commands::contains(source, manager.text))
        return true;
    }
  }
  return false;
}

// Nothing is selected: what the commands use of the image's defaults.
void check_defaults(const Snapshot& snapshot, const ImageKnowledge& known, Reporter& reporter) {
  if (known.image == nullptr || !known.image->selects_runtimes) return;
  for (const auto& [name, use] : images::runtime_uses(snapshot)) {
    const Release* const release = runtimes::past_default(snapshot, known, name);
    if (release == nullptr || chooses_itself(snapshot, name)) continue;
    const schema::Day day = release->end_of_life;
    Diagnostic& finding = reporter.report(
        Severity::info, use.span,
        runtimes::title_of(*schema::find_language(name), release->version) + ", which the image " +
            code(known.name) + " has by default, reached its end of life on " +
            to_string(Date{day.year, day.month, day.day}));
    finding.tags.push_back(DiagnosticTag::deprecated);
    finding.notes.push_back({"it gets no security fixes any more, and AWS may replace it", {}});
    finding.notes.push_back(
        {"select a version with `runtime-versions`, under `phases.install`", {}});
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& today = snapshot.facts->today;
  if (!today) return;
  const std::vector<Selection> found = runtimes::selections(snapshot.buildspec);
  const ImageKnowledge known = runtimes::image_of(snapshot);
  if (found.empty()) {
    check_defaults(snapshot, known, reporter);
    return;
  }
  if (known.state == ImageKnowledge::State::other) return;
  for (const Selection& written : found) {
    const Selection selection = resolved(snapshot.buildspec, written);
    if (selection.language == nullptr || selection.version.empty()) continue;
    const Release* release = release_of(selection, known);
    const bool listed = release != nullptr;
    if (!listed) release = past_successor(selection, known, *today);
    if (release == nullptr || !is_past(release->end_of_life, *today)) continue;
    const schema::Day day = release->end_of_life;
    const Span span = value_span(selection.value);
    const std::string_view version = listed ? release->version : selection.version;
    Diagnostic& finding = reporter.report(
        severity_of(day, *today), span,
        runtimes::title_of(*selection.language, version) +
            (listed ? "" : " is older than " + std::string(release->version) + ", which") +
            " reached its end of life on " + to_string(Date{day.year, day.month, day.day}));
    finding.tags.push_back(DiagnosticTag::deprecated);
    finding.notes.push_back({"it gets no security fixes any more", {}});
    if (!(selection.value == written.value))
      finding.notes.push_back({"it is selected here, by its variable", written.value.span()});
    const std::string_view next = next_supported(selection, *release, known.image, *today);
    if (next.empty()) {
      if (known.image != nullptr)
        finding.notes.push_back(
            {"the image " + code(known.name) + " has no version that is still supported", {}});
      continue;
    }
    finding.fixes.push_back(
        {"Select " + code(next), Applicability::unsafe, {{span, std::string(next)}}});
  }
}

}  // namespace

extern const Rule end_of_life_runtime;
const Rule end_of_life_runtime{
    .meta = {.id = "end-of-life-runtime",
             .summary = "Flags runtimes that get no security fixes any more.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-RT-10 CB-RT-11"},
    .check = check,
};

}  // namespace buildspec::rules
