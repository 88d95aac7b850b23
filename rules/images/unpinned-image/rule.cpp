// unpinned-image: see rule.md.
#include <string_view>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "linter/schema/catalogue.h"
#include "rules/images/machines/machines.h"

namespace buildspec::rules {
namespace {

// Behind the last "/": "registry:5000/team/builder" has no tag. Empty where there is none.
std::string_view tag_of(std::string_view image) {
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.rfind(':');
  const bool is_port = slash != std::string_view::npos && colon < slash;
  if (colon == std::string_view::npos || is_port) return {};
  return image.substr(colon + 1);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!images::batch_mentions(snapshot, {"image"})) return;
  for (const Node node : images::named_images(snapshot.buildspec)) {
    const Scalar scalar = node.scalar();
    const std::string_view name = scalar.value();
    if (schema::is_managed_image_name(name) || name.find('@') != std::string_view::npos) continue;
    const std::string_view tag = tag_of(name);
    if (!tag.empty() && tag != "latest") continue;
    reporter
        .report(text_span(node), tag.empty() ? "The image has no tag: which one builds may change"
                                             : "The tag `latest` of the image may change")
        .notes.push_back({"a tag for a version, or a digest, makes builds repeatable", {}});
  }
}

}  // namespace

extern const Rule unpinned_image;
const Rule unpinned_image{
    .meta = {.id = "unpinned-image",
             .summary = "Flags custom build images without a tag, or with the tag latest.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-IMG-02"},
    .check = check,
};

}  // namespace buildspec::rules
