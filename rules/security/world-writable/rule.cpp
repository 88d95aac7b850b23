// world-writable: see rule.md.
#include <optional>
#include <string>

#include "rules/commands/invocation/invocation.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The tighter mode for one that lets everybody write; nothing where it does not.
std::optional<std::string> tighter(std::string_view mode) {
  if (commands::is_one_of(mode, {"a+rwx", "ugo+rwx", "a=rwx", "+rwx"})) return "u+rwx";
  if (commands::is_one_of(mode, {"o+w", "a+w", "ugo+w", "go+w"})) return "u+w";
  if (mode.size() < 3 || mode.size() > 4 ||
      mode.find_first_not_of("01234567") != std::string_view::npos)
    return std::nullopt;
  const char last = mode.back();
  if (last != '7' && last != '6' && last != '2' && last != '3') return std::nullopt;
  if (mode.size() == 4 && mode[0] == '1') return std::nullopt;  // sticky: /tmp
  std::string result(mode);
  for (std::size_t i = result.size() - 2; i < result.size(); ++i)
    result[i] = static_cast<char>('0' + ((result[i] - '0') & ~2));
  return result;
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (!command.holds("chmod")) return;
  for (const shell::Command& each : command.script->commands) {
    const commands::Invocation run = commands::invocation(each);
    if (run.program != "chmod") continue;
    for (std::size_t i = 1; i < run.words.size(); ++i) {
      const shell::Word& word = run.words[i];
      if (word.text.starts_with("-")) continue;
      const auto mode = word.literal ? tighter(word.text) : std::nullopt;
      if (!mode) break;
      Diagnostic& finding =
          reporter.report(command.source(word.span), "This lets everybody write to the files");
      finding.notes.push_back(
          {"the commands of a build run as one user, and modes travel with images and artifacts",
           {}});
      if (word.span.size() == word.text.size())
        commands::offer(snapshot, command, finding, "Let the owner alone write",
                        Applicability::unsafe, word.span, *mode);
      break;
    }
  }
}

}  // namespace

extern const Rule world_writable;
constexpr Rule world_writable{
    .meta = {.id = "world-writable",
             .summary = "Flags modes that let everybody write to a file.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-SEC-17"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
