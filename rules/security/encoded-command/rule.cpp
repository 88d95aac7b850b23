// encoded-command: see rule.md.
#include "linter/text/letters.h"
#include "rules/registry.h"
#include "rules/security/downloads/downloads.h"

namespace buildspec::rules {
namespace {

bool decodes(const commands::Invocation& run) {
  if (run.program == "base64" || run.program == "base32")
    return commands::has_option(run, {"-d", "-D", "--decode"});
  if (run.program == "openssl") return commands::has_option(run, {"-d"});
  if (run.program == "xxd") return commands::has_option(run, {"-r", "-rp"});
  return false;
}

void report(const CommandText& command, Span span, Reporter& reporter) {
  reporter.report(command.source(span), "This runs a command that nobody can read")
      .notes.push_back(
          {"it is encoded: write it out, or keep it as a script in the repository", {}});
}

void check_posix(const CommandText& command, Reporter& reporter) {
  for (const shell::Command& each : command.script->commands) {
    if (!decodes(commands::invocation(each))) continue;
    const shell::Command* const next = commands::piped_to(*command.script, each);
    if (next != nullptr && downloads::runs_standard_input(commands::invocation(*next))) {
      const shell::Command* const from = commands::piped_from(*command.script, each);
      report(command, {(from != nullptr ? from : &each)->span.begin, next->words.back().span.end},
             reporter);
      continue;
    }
    if (next != nullptr) continue;
    const auto around = commands::substitution_around(*command.script, each);
    if (!around || around->assigned || around->word->parts.size() != 1) continue;
    const commands::Invocation outer = commands::invocation(*around->outer);
    const bool shell = downloads::is_shell(outer.program) &&
                       (commands::has_option(outer, {"-c"}) ||
                        around->part->kind == shell::PartKind::process_substitution);
    if (shell || outer.program == "eval") report(command, outer.span(), reporter);
  }
}

void check_powershell(const CommandText& command, Reporter& reporter) {
  const std::string text = lower(command.text());
  for (const std::string_view option : {"-encodedcommand ", "-enc "}) {
    const std::size_t at = text.find(option);
    if (at == std::string::npos || !commands::contains(text, "powershell")) continue;
    report(command,
           {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + option.size() - 1)},
           reporter);
    return;
  }
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  if (command.holds("base64") || command.holds("base32") || command.holds("openssl") ||
      command.holds("xxd"))
    check_posix(command, reporter);
  if (command.dialect == shell::Dialect::powershell) check_powershell(command, reporter);
}

}  // namespace

extern const Rule encoded_command;
constexpr Rule encoded_command{
    .meta = {.id = "encoded-command",
             .summary = "Flags commands that are decoded and run at once.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
