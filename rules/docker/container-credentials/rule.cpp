// container-credentials: see rule.md.
#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The container certainly calls AWS: the image of the command line, or `aws` as its command.
const shell::Word* aws_call(const docker::Container& container) {
  const std::string_view image = container.image->text;
  const bool cli =
      image.starts_with("amazon/aws-cli") || image.starts_with("public.ecr.aws/aws-cli/aws-cli");
  if (cli && !container.command.empty() &&
      !commands::is_one_of(container.command.front()->text, {"--version", "help", "--help"}))
    return container.image;
  if (!container.command.empty() && container.command.front()->text == "aws" &&
      container.command.size() > 1 && container.command[1]->text != "--version")
    return container.command.front();
  return nullptr;
}

bool passes_credentials(const docker::Container& container) {
  for (const shell::Word* const option : container.options) {
    const std::string_view text = option->text;
    for (const std::string_view sign :
         {"AWS_CONTAINER_CREDENTIALS", "AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY",
          "--env-file", ".aws", "CREDENTIALS_RELATIVE_URI"})
      if (commands::contains(text, sign)) return true;
  }
  for (const shell::Word* const word : container.command)
    if (word->text == "--no-sign-request") return true;
  return false;
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (!command.holds("docker") || !commands::contains(command.text(), "aws")) return;
  for (const shell::Command& each : command.script->commands) {
    const auto client = docker::client(each);
    const auto container = client ? docker::container(*client) : std::nullopt;
    if (!container) continue;
    const shell::Word* const call = aws_call(*container);
    if (call == nullptr || passes_credentials(*container)) continue;
    Diagnostic& finding = reporter.report(
        command.source(call->span), "This container does not get the credentials of the build");
    finding.notes.push_back({"the command answers `Unable to locate credentials`", {}});
    finding.notes.push_back(
        {"pass `-e AWS_DEFAULT_REGION -e "
         "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` to `docker run`",
         {}});
  }
}

}  // namespace

extern const Rule container_credentials;
constexpr Rule container_credentials{
    .meta = {.id = "container-credentials",
             .summary = "Flags `docker run` of AWS commands that get no credentials.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-DOCK-03"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
