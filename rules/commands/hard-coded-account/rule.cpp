// hard-coded-account: see rule.md.
#include <string>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Twelve digits, no more, in front of ".dkr.ecr." or between the colons of an ARN.
bool is_account(std::string_view text, std::size_t at) {
  constexpr std::size_t kDigits = 12;
  if (at + kDigits > text.size()) return false;
  for (std::size_t i = 0; i < kDigits; ++i)
    if (!is_digit(text[at + i])) return false;
  const std::string_view rest = text.substr(at + kDigits);
  if (!rest.empty() && is_digit(rest[0])) return false;
  if (at > 0 && is_digit(text[at - 1])) return false;
  if (rest.starts_with(".dkr.ecr.")) return true;
  return at > 0 && text[at - 1] == ':' && rest.starts_with(":") &&
         commands::contains(text.substr(0, at), "arn:aws");
}

void check_command(const Snapshot&, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (!commands::contains(text, ".dkr.ecr.") && !commands::contains(text, "arn:aws")) return;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1])) || !is_account(text, i)) continue;
    const auto begin = static_cast<std::uint32_t>(i);
    reporter
        .report(command.source({begin, begin + 12}), "The number of an account stands in a command")
        .notes.push_back(
            {"a variable lets the same file build for another account: `$AWS_ACCOUNT_ID`, set in "
             "the project",
             {}});
  }
}

}  // namespace

extern const Rule hard_coded_account;
constexpr Rule hard_coded_account{
    .meta = {.id = "hard-coded-account",
             .summary = "Flags numbers of AWS accounts in commands.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-05"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
