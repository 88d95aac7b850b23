// ecr-get-login: see rule.md.
#include <algorithm>
#include <optional>
#include <string>

#include "linter/lang/command_text.h"
#include "linter/schema/catalogue.h"
#include "rules/docker/clients/clients.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Every image that is current has version 2 of the AWS CLI.
bool has_current_image(const Snapshot& snapshot) {
  if (!snapshot.facts->image) return false;
  const schema::Image* const image = schema::find_image(*snapshot.facts->image);
  return image != nullptr && image->status == schema::ImageStatus::current;
}

// Another version of the AWS CLI may come before the image's (`pip install awscli`: version 1).
bool installs_cli(const Snapshot& snapshot) { return commands::any_may_hold(snapshot, {"awscli"}); }

Diagnostic& report(Severity severity, Span span, Reporter& reporter) {
  Diagnostic& finding = reporter.report(
      severity, span, "`aws ecr get-login` does not exist in version 2 of the AWS CLI");
  finding.tags.push_back(DiagnosticTag::deprecated);
  finding.notes.push_back({"it answers `Invalid choice`, and the command fails", {}});
  finding.notes.push_back(
      {"pipe `aws ecr get-login-password` into `docker login --password-stdin`", {}});
  return finding;
}

// `$(aws ecr get-login …)` alone, or behind `eval`: the bytes that the new pipeline replaces.
std::optional<Span> whole_login(const CommandText& command, const shell::Command& inner) {
  const auto around = commands::substitution_around(*command.script, inner);
  if (!around || around->assigned || around->word->parts.size() != 1 ||
      around->part->kind != shell::PartKind::command_substitution ||
      commands::piped_from(*command.script, inner) != nullptr ||
      commands::piped_to(*command.script, inner) != nullptr)
    return std::nullopt;
  const shell::Command& outer = *around->outer;
  if (outer.pipeline != 0 || !outer.redirections.empty() || !outer.assignments.empty())
    return std::nullopt;
  if (outer.words.size() == 1) return outer.words[0].span;
  if (outer.words.size() == 2 && outer.words[0].text == "eval" && around->word == &outer.words[1])
    return Span{outer.words[0].span.begin, outer.words[1].span.end};
  return std::nullopt;
}

void check_text(const Snapshot& snapshot, const CommandText& command, Severity severity,
                Reporter& reporter) {
  const std::string_view text = command.text();
  const std::size_t at = text.find("get-login");
  if (at == std::string_view::npos) return;
  if (command.dialect == shell::Dialect::powershell) {
    const std::size_t end = at + std::string_view("get-login").size();
    const bool exact = end == text.size() || text[end] == ' ' || text[end] == ')';
    const bool ecr = at >= 4 && text.substr(at - 4, 4) == "ecr ";
    if (exact && ecr)
      report(Severity::warning,
             command.source({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}),
             reporter);
    return;
  }
  for (const shell::Command& each : command.script->commands) {
    const auto call = docker::ecr_call(each, text);
    if (!call || call->operation->text != "get-login") continue;
    const auto place = whole_login(command, each);
    // The build surely fails where nothing stands around it; `eval ""` succeeds.
    const bool bare = place && place->begin == 0 && place->end == text.size() && text[0] == '$';
    Diagnostic& finding = report(bare ? severity : Severity::warning,
                                 command.source(call->operation->span), reporter);
    const auto pipeline = docker::login_pipeline(*call);
    if (place && pipeline && each.nested == 0)
      commands::offer(snapshot, command, finding, "Log in with `get-login-password`",
                      Applicability::unsafe, *place, *pipeline);
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  std::optional<Severity> severity;
  for (const CommandText& command : commands::read_commands(snapshot, {"get-login"})) {
    if (!command.holds("get-login")) continue;
    if (!severity)
      severity = has_current_image(snapshot) && !installs_cli(snapshot) ? Severity::error
                                                                        : Severity::warning;
    check_text(snapshot, command, *severity, reporter);
  }
}

}  // namespace

extern const Rule ecr_get_login;
constexpr Rule ecr_get_login{
    .meta = {.id = "ecr-get-login",
             .summary = "Flags `aws ecr get-login`, which version 2 of the AWS CLI does not have.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-15"},
    .check = check,
};

}  // namespace buildspec::rules
