// foreign-package-manager: see rule.md.
#include <algorithm>
#include <string_view>
#include <vector>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/images/machines/machines.h"
#include "rules/images/programs/programs.h"

namespace buildspec::rules {
namespace {

using images::Machine;
using images::ProgramUse;

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.facts->image && !images::batch_mentions(snapshot, {"aws/codebuild/"})) return;
  std::vector<Machine> known;  // the first one for each package manager
  for (Machine& machine : images::machines(snapshot)) {
    const schema::Image* const image = images::catalogued(machine);
    const bool lambda = images::on_lambda(machine);  // compute-limits
    if (!machine.runs_this_file || image == nullptr || lambda || machine.fleet) continue;
    const std::string_view own = images::package_manager(*image);
    if (!own.empty() && std::none_of(known.begin(), known.end(), [&](const Machine& other) {
          return images::package_manager(*images::catalogued(other)) == own;
        }))
      known.push_back(std::move(machine));
  }
  if (known.empty()) return;
  std::vector<std::string_view> told;  // one finding for each: the image is the one defect
  for (const ProgramUse& use : images::uses_of(snapshot, images::package_managers())) {
    if (use.guarded || std::find(told.begin(), told.end(), use.name) != told.end()) continue;
    const auto wrong = std::find_if(known.begin(), known.end(), [&](const Machine& machine) {
      return !images::is_there(use.name, images::package_manager(*images::catalogued(machine)));
    });
    if (wrong == known.end()) continue;
    told.push_back(use.name);
    const schema::Image& image = *images::catalogued(*wrong);
    Diagnostic& finding = reporter.report(
        use.span, "The image " + code(wrong->image.value) + " has no " + code(use.name) +
                      ": its packages are installed by " + code(images::package_manager(image)));
    finding.notes.push_back({"the image is " + std::string(image.os), {}});
    finding.notes.push_back(images::where(*wrong, wrong->image));
  }
}

}  // namespace

extern const Rule foreign_package_manager;
const Rule foreign_package_manager{
    .meta = {.id = "foreign-package-manager",
             .summary = "Flags package managers that the build image does not have.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-IMG-05"},
    .check = check,
};

}  // namespace buildspec::rules
