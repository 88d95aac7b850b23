// overwritten-path: see rule.md.
#include <string>
#include <string_view>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/lint/wording.h"
#include "rules/environment/values/to_command.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// One of the folders in which the tools of any image stand.
bool has_system_folder(std::string_view path) {
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find(':'));
    if (part == "/usr/bin" || part == "/bin" || part == "/usr/bin/" || part == "/bin/") return true;
    path.remove_prefix(std::min(part.size() + 1, path.size()));
  }
  return false;
}

bool is_windows_path(std::string_view value) {
  return value.find(';') != std::string_view::npos || value.find(":\\") != std::string_view::npos;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block != VariableBlock::variables || !variable.key.is("PATH") ||
        !variable.value.is_scalar())
      continue;
    const Scalar value = variable.value.scalar();
    if (has_system_folder(value.value()) || is_windows_path(value.value())) continue;
    Diagnostic& finding = reporter.report(variable.value.span(),
                                          "This replaces `PATH`, and no command is found any more");
    finding.notes.push_back(
        {"a value under `env.variables` is taken as it is written: nothing in it is expanded", {}});
    finding.notes.push_back(
        {"extend `PATH` in a command: `export PATH=\"$PATH:/opt/tool/bin\"`", {}});
    if (value.value().find("$PATH") == std::string_view::npos &&
        value.value().find("${PATH}") == std::string_view::npos)
      continue;
    if (auto fix = environment::to_command(snapshot, variable)) {
      fix->applicability = Applicability::safe;  // nothing ran before
      finding.fixes.push_back(std::move(*fix));
    }
  }
}

// `export PATH=/opt/tool/bin`: all behind it is without the system's folders.
void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const std::string_view text = command.text();
  if (text.find("PATH=") == std::string_view::npos) return;
  const shell::Script& script = *command.script;
  for (const shell::Command& each : script.commands) {
    for (const shell::Assignment& assignment : each.assignments) {
      if (assignment.name != "PATH" || assignment.append || !assignment.value.literal) continue;
      // For one program, which may need no others.
      if (assignment.setter == shell::Setter::assignment && !each.words.empty()) continue;
      const std::string_view value = assignment.value.text;
      if (each.subshell || each.nested != 0 || has_system_folder(value) || is_windows_path(value))
        continue;
      const bool last =
          snapshot.buildspec.format == FormatVersion::v0_1 && &each == &script.commands.back();
      if (last) continue;  // nothing runs in this shell any more
      Diagnostic& finding =
          reporter.report(Severity::warning, command.source(assignment.value.span),
                          "This replaces `PATH`, and no program of the system is found any more");
      finding.notes.push_back(
          {"extend it: `export PATH=\"$PATH:" +
               (value.empty() ? std::string("/opt/tool/bin") : std::string(value)) + "\"`",
           {}});
    }
  }
}

}  // namespace

extern const Rule overwritten_path;
constexpr Rule overwritten_path{
    .meta = {.id = "overwritten-path",
             .summary =
                 "Flags values of `PATH` that leave out the folders of the system's programs.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-02"},
    .check = check,
    .check_command = check_command,
};

}  // namespace buildspec::rules
