// outdated-image: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "rules/images/machines/machines.h"

namespace buildspec::rules {
namespace {

using schema::Image;
using schema::ImageStatus;

std::string text_of(schema::Day day) { return to_string(Date{day.year, day.month, day.day}); }

bool is_past(schema::Day day, const std::optional<Date>& today) {
  return day && today && Date{day.year, day.month, day.day} < *today;
}

std::string message_of(const Image& image, const std::string& name) {
  switch (image.status) {
    case ImageStatus::deprecated:
      return "The image " + code(name) + " is deprecated" +
             (image.status_date ? " since " + text_of(image.status_date) : "");
    case ImageStatus::unsupported: return "The image " + code(name) + " is not supported any more";
    case ImageStatus::removed:
      return "The image " + code(name) + " is in no list of the documentation any more";
    case ImageStatus::unmaintained:
      return "The image " + code(name) + " is not among the actively maintained ones";
    case ImageStatus::current: break;
  }
  return "The system of the image " + code(name) + " is past its end of support";
}

// The newest image of the family; a single-runtime image ("…:corretto11") has no exact successor.
void add_advice(Diagnostic& finding, Node node, const Image& old) {
  const Image* const next = images::successor(old);
  if (next == nullptr) return;
  finding.notes.push_back({"the current one of this family is " + code(next->name), {}});
  finding.fixes.push_back({"Move to " + code(next->name),
                           Applicability::unsafe,
                           {{text_span(node), std::string(next->name)}}});
}

void judge(const Snapshot& snapshot, Node node, const Image& image, Reporter& reporter) {
  const auto& today = snapshot.facts->today;
  const bool old_system = is_past(image.os_end_of_support, today);
  if (image.status == ImageStatus::current && !old_system) return;
  const bool gone =
      image.status != ImageStatus::current && image.status != ImageStatus::unmaintained;
  Diagnostic& finding =
      reporter.report(gone || old_system ? Severity::warning : Severity::info, text_span(node),
                      message_of(image, std::string(node.scalar().value())));
  finding.tags.push_back(DiagnosticTag::deprecated);
  if (image.status == ImageStatus::deprecated || image.status == ImageStatus::unsupported)
    finding.notes.push_back(
        {"builds start slower, since it is not kept on the hosts, and it gets no updates", {}});
  if (old_system)
    finding.notes.push_back({std::string(image.os) + " reached its end of support on " +
                                 text_of(image.os_end_of_support),
                             {}});
  add_advice(finding, node, image);
}

// "aws/codebuild/standart:7.0": of no family that there ever was. A newer version of a family that
// is known may exist.
void judge_unknown(Node node, std::string_view name, Reporter& reporter) {
  const std::string_view family = name.substr(0, name.find(':'));
  std::vector<std::string_view> families;
  for (const Image& image : schema::images()) {
    const auto add = [&](std::string_view known) {
      known = known.substr(0, known.find(':'));
      if (families.empty() || families.back() != known) families.push_back(known);
    };
    add(image.name);
    for (const std::string_view alias : image.aliases) add(alias);
  }
  std::sort(families.begin(), families.end());
  families.erase(std::unique(families.begin(), families.end()), families.end());
  if (std::find(families.begin(), families.end(), family) != families.end()) return;
  const auto meant = schema::nearest(family, families);
  std::string message = "CodeBuild has no image " + code(name) + ", as far as is known";
  if (meant) message += ": did you mean " + code(*meant) + "?";
  Diagnostic& finding = reporter.report(text_span(node), std::move(message));
  if (!meant) return;
  finding.fixes.push_back(
      {"Change to " + code(*meant),
       Applicability::unsafe,
       {{text_span(node), std::string(*meant) + std::string(name.substr(family.size()))}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!images::batch_mentions(snapshot, {"image"})) return;
  for (const Node node : images::named_images(snapshot.buildspec)) {
    const Scalar name = node.scalar();
    if (const Image* const image = schema::find_image(name.value())) {
      judge(snapshot, node, *image, reporter);
    } else if (schema::is_managed_image_name(name.value())) {
      judge_unknown(node, name.value(), reporter);
    }
  }
}

}  // namespace

extern const Rule outdated_image;
const Rule outdated_image{
    .meta = {.id = "outdated-image",
             .summary = "Flags build images that are deprecated, unmaintained or unknown.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-IMG-01"},
    .check = check,
};

}  // namespace buildspec::rules
