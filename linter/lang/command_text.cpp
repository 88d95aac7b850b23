#include "linter/lang/command_text.h"

#include "linter/shell/parser.h"

namespace buildspec {

shell::Dialect dialect_of(const Snapshot& snapshot, std::string_view command) {
  const Node named = snapshot.buildspec.env.shell;
  if (named.is_scalar()) {
    if (const auto dialect = shell::dialect_of(named.scalar().value())) return *dialect;
  }
  const ProjectFacts& facts = *snapshot.facts;
  const bool windows =
      shell::is_windows(facts.image.value_or(""), facts.environment_type.value_or(""));
  return windows || shell::looks_like_powershell(command) ? shell::Dialect::powershell
                                                          : shell::Dialect::posix;
}

CommandText read_command(const Snapshot& snapshot, const Command& command) {
  static const auto kUnread = std::make_shared<const shell::Script>();
  CommandText result{command, command.node.scalar(), shell::Dialect::posix, kUnread};
  result.dialect = dialect_of(snapshot, result.text());
  const bool readable =
      result.dialect == shell::Dialect::posix || result.dialect == shell::Dialect::bash;
  if (readable) result.script = shell::parse_remembered(result.text());
  return result;
}

}  // namespace buildspec
