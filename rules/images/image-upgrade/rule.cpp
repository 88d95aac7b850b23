// image-upgrade: see rule.md.
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/runtime_version.h"
#include "rules/images/machines/machines.h"
#include "rules/images/programs/programs.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

using runtimes::Selection;
using schema::Image;
using schema::VersionChoice;
using schema::VersionMatch;

struct Move {
  const Image* from = nullptr;  // may be null: not known
  const Image* to = nullptr;
  std::string name;  // of the next image, as the configuration has it
};

std::string versions_of(const schema::Runtime& runtime) {
  std::string list;
  for (const schema::RuntimeVersion& version : runtime.versions)
    list += (list.empty() ? "" : ", ") + std::string(version.text);
  return list;
}

// What the image makes of a selection today; `unknown` where the image is not known.
VersionChoice today(const Move& move, const Selection& selection) {
  const schema::Runtime* const runtime =
      move.from != nullptr ? schema::find_runtime(*move.from, selection.name) : nullptr;
  return runtime != nullptr ? schema::choose_version(*runtime, selection.version) : VersionChoice{};
}

void judge(const Move& move, const Selection& selection, Reporter& reporter) {
  const schema::Runtime* const runtime = schema::find_runtime(*move.to, selection.name);
  if (runtime == nullptr) {
    // What no image has, or what this one has not either, is wrong already.
    if (selection.language == nullptr) return;
    if (move.from != nullptr && schema::find_runtime(*move.from, selection.name) == nullptr) return;
    reporter
        .report(value_span(selection.key),
                "The next image " + code(move.name) + " has no runtime " + code(selection.name))
        .notes.push_back(
            {"the build would stop with \"Unknown runtime named '" + selection.name + "'\"", {}});
    return;
  }
  if (selection.version.empty()) return;
  const VersionChoice next = schema::choose_version(*runtime, selection.version);
  const VersionChoice now = today(move, selection);
  const Span place = value_span(selection.value);
  if (next.match == VersionMatch::custom && now.match != VersionMatch::custom) {
    reporter
        .report(Severity::info, place,
                "The next image " + code(move.name) + " has no " + code(selection.name) + " " +
                    selection.version + " installed: every build would download it")
        .notes.push_back({"it has " + versions_of(*runtime), {}});
  } else if (next.match == VersionMatch::unknown &&
             (move.from == nullptr || now.match != VersionMatch::unknown)) {
    reporter
        .report(place, "The next image " + code(move.name) + " has no version " +
                           code(selection.version) + " of " + code(selection.name))
        .notes.push_back({"it has " + versions_of(*runtime), {}});
  } else if (next.match == VersionMatch::wildcard && next.version != nullptr &&
             now.version != nullptr && next.version->text != now.version->text) {
    reporter.report(Severity::info, place,
                    code(selection.version) + " of " + code(selection.name) + " is " +
                        std::string(now.version->text) + " today and would be " +
                        std::string(next.version->text) + " on the next image " + code(move.name));
  }
}

// Nothing is selected: the defaults are used.
void judge_defaults(const Snapshot& snapshot, const Move& move, Reporter& reporter) {
  for (const auto& [name, use] : images::runtime_uses(snapshot)) {
    const schema::Runtime* const from = schema::find_runtime(*move.from, name);
    const schema::Runtime* const to = schema::find_runtime(*move.to, name);
    if (from == nullptr || from->default_version.empty()) continue;
    if (to != nullptr && to->default_version == from->default_version) continue;
    const std::string now =
        code(name) + " is " + std::string(from->default_version) + " by default";
    if (to == nullptr || to->default_version.empty()) {
      reporter.report(use.span, now + ", and the next image " + code(move.name) + " has none");
    } else {
      reporter
          .report(Severity::info, use.span,
                  now + " and would be " + std::string(to->default_version) +
                      " on the next image " + code(move.name))
          .notes.push_back({"`runtime-versions` keeps the version that is needed", {}});
    }
  }
}

void judge_package_manager(const Snapshot& snapshot, const Move& move, Reporter& reporter) {
  const std::string_view now = images::package_manager(*move.from);
  const std::string_view next = images::package_manager(*move.to);
  if (now.empty() || next.empty() || images::is_there(now, next)) return;
  for (const images::ProgramUse& use : images::uses_of(snapshot, images::package_managers())) {
    if (use.guarded || !images::is_there(use.name, now)) continue;
    reporter.report(use.span, "The next image " + code(move.name) + " has no " + code(use.name) +
                                  ": its packages are installed by " + code(next));
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const ProjectFacts& facts = *snapshot.facts;
  if (!facts.next_image) return;
  Move move;
  move.name = *facts.next_image;
  move.to = schema::find_image(move.name);
  if (move.to == nullptr || !move.to->selects_runtimes) return;
  move.from = facts.image ? schema::find_image(*facts.image) : nullptr;
  const std::vector<Selection> selections = runtimes::selections(snapshot.buildspec);
  for (const Selection& selection : selections) judge(move, selection, reporter);
  if (move.from == nullptr) return;
  if (selections.empty()) judge_defaults(snapshot, move, reporter);
  judge_package_manager(snapshot, move, reporter);
}

}  // namespace

extern const Rule image_upgrade;
const Rule image_upgrade{
    .meta = {.id = "image-upgrade",
             .summary = "Flags what a move to the project's next build image would break.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-IMG-01 CB-RT-01 CB-RT-02"},
    .check = check,
};

}  // namespace buildspec::rules
