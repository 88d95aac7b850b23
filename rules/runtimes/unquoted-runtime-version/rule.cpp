// unquoted-runtime-version: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>

#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/runtimes/selection/selection.h"

namespace buildspec::rules {
namespace {

// "3.10": a number to YAML, and 3.1 to whoever writes it out again.
bool loses_digits(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && dot > 0 && text.back() == '0' && dot + 1 < text.size() &&
         text.find('.', dot + 1) == std::string_view::npos &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const runtimes::Selection& selection : runtimes::selections(snapshot.buildspec)) {
    const Node value = selection.value;
    if (!value.is_scalar() || value.style() != ScalarStyle::plain || !value.tag().empty()) continue;
    if (!loses_digits(selection.version)) continue;
    Diagnostic& finding = reporter.report(
        value.span(), "Without quotes " + code(selection.version) +
                          " is a number, which other programs write without its last digit");
    finding.notes.push_back({"CodeBuild itself keeps the text", {}});
    finding.fixes.push_back({"Quote the version",
                             Applicability::safe,
                             {{value.span(), '"' + selection.version + '"'}}});
  }
}

}  // namespace

extern const Rule unquoted_runtime_version;
const Rule unquoted_runtime_version{
    .meta = {.id = "unquoted-runtime-version",
             .summary = "Flags unquoted versions such as 3.10, which are numbers to YAML.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-YAML-17"},
    .check = check,
};

}  // namespace buildspec::rules
