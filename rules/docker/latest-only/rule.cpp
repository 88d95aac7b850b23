// latest-only: see rule.md.
#include <string>
#include <vector>

#include "linter/lint/wording.h"
#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

struct Push {
  Span span;
  std::string repository;
  bool latest = false;
};

Push read_push(Span span, std::string_view image) {
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  const std::string_view tag =
      colon == std::string_view::npos ? std::string_view("latest") : image.substr(colon + 1);
  return {span, std::string(image.substr(0, colon)), tag == "latest"};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<Push> pushes;
  for (const CommandText& command : commands::read_commands(snapshot, {"push"})) {
    if (!command.holds("push")) continue;
    for (const shell::Command& each : command.script->commands) {
      const auto client = docker::client(each);
      if (!client || client->verb != "push") continue;
      if (commands::has_option(client->run, {"--all-tags", "-a"})) return;
      const auto words = docker::operands(*client);
      if (words.size() != 1) continue;
      // "$IMAGE" may hold a tag.
      const std::string_view text = words.front()->text;
      if (!words.front()->literal && !text.ends_with(":latest")) {
        pushes.push_back({{}, {}, false});
        continue;
      }
      pushes.push_back(read_push(command.source(words.front()->span), text));
    }
  }
  for (const Push& push : pushes)
    if (!push.latest) return;
  for (const Push& push : pushes) {
    reporter.report(push.span, "The image is pushed as `latest` only")
        .notes.push_back({"a second tag, such as `$CODEBUILD_BUILD_NUMBER` or the commit, keeps "
                          "older images to go back to",
                          {}});
  }
}

}  // namespace

extern const Rule latest_only;
constexpr Rule latest_only{
    .meta = {.id = "latest-only",
             .summary = "Flags images that are pushed as `latest` only.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-03"},
    .check = check,
};

}  // namespace buildspec::rules
