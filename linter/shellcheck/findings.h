// From commands to scripts for ShellCheck, and from its report to findings. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec {

// Commands that ShellCheck can read, with the shell that runs them: "sh" or "bash".
struct CheckedCommands {
  std::string shell;
  std::vector<CommandText> commands;
};
// At most one group for each shell.
[[nodiscard]] std::vector<CheckedCommands> checked_commands(const Snapshot& snapshot);

// Codes that make no sense for the commands of a buildspec.
struct SilentCode {
  int code = 0;
  std::string_view because;  // a clause
};
[[nodiscard]] std::span<const SilentCode> silent_codes();

// The rule of ours that says the same as a finding of ShellCheck, and says it better; empty where
// none does.
[[nodiscard]] std::string_view rule_instead_of(const Diagnostic& finding);

// Of a report in the form "json1", whose files are named by the number of their command. Nothing
// where it is no such report.
[[nodiscard]] std::optional<std::vector<Diagnostic>> read_report(std::string_view report,
                                                                 const CheckedCommands& checked);

// The stand-in for a rule: findings name one. "shellcheck/SC2086", in the group "shellcheck". The
// same object for the same code, for ever.
[[nodiscard]] const RegisteredRule& shellcheck_rule(int code);

}  // namespace buildspec
