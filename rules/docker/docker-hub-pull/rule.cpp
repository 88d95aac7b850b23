// docker-hub-pull: see rule.md.
#include <algorithm>
#include <string>
#include <vector>

#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// A name without a registry: "node:20", "library/node", "hashicorp/terraform".
bool is_docker_hub(const shell::Word& image) {
  if (!image.plain() || image.text.empty()) return false;
  const std::string_view text = image.text;
  if (text.starts_with("docker.io/")) return true;
  const std::size_t slash = text.find('/');
  const std::string_view host = text.substr(0, slash == std::string_view::npos ? 0 : slash);
  return host != "localhost" && host.find_first_of(".:") == std::string_view::npos;
}

std::string repository(std::string_view image) {
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.find_first_of(":@", slash == std::string_view::npos ? 0 : slash);
  return std::string(image.substr(0, colon));
}

struct Pull {
  Span span;
  std::string repository;
};

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::vector<Pull> pulls;
  std::vector<std::string> own;  // images that the build makes
  for (const CommandText& command : commands::read_commands(snapshot, {"docker"})) {
    const std::string_view text = command.text();
    if (!commands::contains(text, "docker")) continue;
    for (const shell::Command& each : command.script->commands) {
      const auto client = docker::client(each);
      if (!client) continue;
      if (client->verb == "login") {
        const auto words = docker::operands(*client);
        if (words.empty() || commands::contains(words.front()->text, "docker.io")) return;
      }
      if (commands::is_one_of(client->verb, {"load", "import"})) return;
      if (client->verb == "build")
        for (const auto& tag : commands::option_values(client->run, {"-t", "--tag"}))
          own.push_back(repository(tag.text()));
      if (client->verb == "tag")
        for (const shell::Word* const word : docker::operands(*client))
          own.push_back(repository(word->text));
      const shell::Word* image = nullptr;
      if (client->verb == "pull") {
        const auto words = docker::operands(*client);
        if (!words.empty()) image = words.front();
      } else if (const auto container = docker::container(*client)) {
        image = container->image;
      }
      if (image != nullptr && is_docker_hub(*image))
        pulls.push_back({command.source(image->span), repository(image->text)});
    }
  }
  for (const Pull& pull : pulls) {
    if (std::find(own.begin(), own.end(), pull.repository) != own.end()) continue;
    Diagnostic& finding =
        reporter.report(pull.span, "This image comes from Docker Hub, without a login");
    finding.notes.push_back(
        {"Docker Hub limits anonymous pulls: `toomanyrequests: You have reached your pull rate "
         "limit`",
         {}});
    finding.notes.push_back(
        {"log in, or take the image from `public.ecr.aws` or from a registry of your own", {}});
  }
}

}  // namespace

extern const Rule docker_hub_pull;
constexpr Rule docker_hub_pull{
    .meta = {.id = "docker-hub-pull",
             .summary = "Flags images that are pulled from Docker Hub without a login.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-DOCK-04"},
    .check = check,
};

}  // namespace buildspec::rules
