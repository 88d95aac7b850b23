// cmd-syntax: see rule.md.
#include <string>
#include <vector>

#include "linter/lint/wording.h"
#include "linter/text/letters.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// "%NAME%": letters between two signs, not inside a longer run as in "%20%".
std::vector<Span> percent_names(std::string_view text) {
  std::vector<Span> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    std::size_t end = i + 1;
    while (end < text.size() && is_name(text[end])) ++end;
    const bool named = end < text.size() && text[end] == '%' && end > i + 1 &&
                       !(text[i + 1] >= '0' && text[i + 1] <= '9');
    if (!named) continue;
    found.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end + 1)});
    i = end;
  }
  return found;
}

// PowerShell has an alias `%` for loops: "| % { … }".
void check_percent(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (commands::contains(lower(text), "cmd /c") || commands::contains(lower(text), "cmd.exe"))
    return;
  for (const Span span : percent_names(text)) {
    const std::string name(text.substr(span.begin + 1, span.size() - 2));
    Diagnostic& finding = reporter.report(command.source(span),
                                          code("%" + name + "%") + " is no variable in PowerShell");
    finding.notes.push_back({"it stays as it is: write `$env:" + name + "`", {}});
    commands::offer(snapshot, command, finding, "Write " + code("$env:" + name),
                    Applicability::safe, span, "$env:" + name);
  }
}

// "SET NAME=value" as a whole command.
void check_set(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (lower(text.substr(0, 4)) != "set ") return;
  const std::size_t begin = text.find_first_not_of(' ', 4);
  const std::size_t equals = text.find('=');
  if (begin == std::string_view::npos || equals == std::string_view::npos || equals == begin)
    return;
  for (std::size_t i = begin; i < equals; ++i)
    if (!is_name(text[i])) return;
  const auto size = static_cast<std::uint32_t>(text.size());
  Diagnostic& finding = reporter.report(command.source({0, static_cast<std::uint32_t>(equals + 1)}),
                                        "`set` of cmd sets no environment variable in PowerShell");
  finding.notes.push_back(
      {"write `$env:NAME = \"value\"`, or choose `cmd.exe` in `env.shell`", {}});
  std::string_view value = text.substr(equals + 1);
  while (!value.empty() && (value.back() == '\n' || value.back() == ' ')) value.remove_suffix(1);
  if (value.find_first_of("\n\"`&|;$%") != std::string_view::npos) return;
  commands::offer(snapshot, command, finding, "Set it as PowerShell does", Applicability::safe,
                  {0, size},
                  "$env:" + std::string(text.substr(begin, equals - begin)) + " = \"" +
                      std::string(value) + "\"");
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (command.dialect != shell::Dialect::powershell) return;
  check_percent(snapshot, command, reporter);
  check_set(snapshot, command, reporter);
}

}  // namespace

extern const Rule cmd_syntax;
constexpr Rule cmd_syntax{
    .meta = {.id = "cmd-syntax",
             .summary = "Flags commands for cmd.exe that PowerShell runs.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SH-11"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
