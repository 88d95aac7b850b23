// shell-of-other-platform: see rule.md.
#include <string>

#include "linter/lint/wording.h"
#include "linter/schema/catalogue.h"
#include "linter/shell/script.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

enum class Platform : std::uint8_t { unknown, windows, unix };

Platform platform_of(const ProjectFacts& facts) {
  if (facts.environment_type) {
    const std::string& type = *facts.environment_type;
    if (type.substr(0, 7) == "WINDOWS") return Platform::windows;
    if (type.substr(0, 5) == "LINUX" || type.substr(0, 3) == "ARM" || type.substr(0, 3) == "MAC")
      return Platform::unix;
  }
  if (!facts.image) return Platform::unknown;
  if (shell::is_windows(*facts.image, "")) return Platform::windows;
  return schema::find_image(*facts.image) != nullptr ? Platform::unix : Platform::unknown;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const Node named = snapshot.buildspec.env.shell;
  if (!named.is_scalar()) return;
  const Scalar scalar = named.scalar();
  const auto dialect = shell::dialect_of(scalar.value());
  const Platform platform = platform_of(*snapshot.facts);
  if (!dialect || platform == Platform::unknown) return;
  const bool for_windows =
      *dialect == shell::Dialect::powershell || *dialect == shell::Dialect::cmd;
  if (for_windows == (platform == Platform::windows)) return;
  Diagnostic& finding =
      reporter.report(named.span(), code(scalar.value()) +
                                        (for_windows ? " is a shell of Windows, and the build runs "
                                                       "on another system"
                                                     : " is no shell of Windows, on which the "
                                                       "build runs"));
  finding.notes.push_back({for_windows ? "elsewhere it can be `bash` or `/bin/sh`"
                                       : "on Windows it can be `powershell.exe` or `cmd.exe`",
                           {}});
}

}  // namespace

extern const Rule shell_of_other_platform;
constexpr Rule shell_of_other_platform{
    .meta = {.id = "shell-of-other-platform",
             .summary = "Flags an `env.shell` that the system of the image does not have.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-ENV-11"},
    .check = check,
};

}  // namespace buildspec::rules
