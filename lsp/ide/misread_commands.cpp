#include "lsp/ide/misread_commands.h"

#include <algorithm>

#include "linter/shell/parser.h"

namespace buildspec::ide {
namespace {

void read(const Snapshot& snapshot, MisreadCommand& command) {
  CommandReading& reading = command.reading;
  reading.dialect = dialect_of(snapshot, command.text);
  if (reading.dialect != shell::Dialect::posix && reading.dialect != shell::Dialect::bash) {
    reading.effects = unknown_effects();
    return;
  }
  reading.parsed = shell::parse(command.text);
  reading.effects = effects_of(*reading.script, command.text);
}

bool is_block_mapping(const Node& node) { return node.is_mapping() && !node.flow(); }

}  // namespace

bool is_misread_command(const Snapshot& snapshot, const Node& list, const Node& item) {
  if (!is_block_mapping(item)) return false;
  const auto& phases = snapshot.buildspec.phases;
  return std::any_of(phases.begin(), phases.end(), [&list](const Phase& phase) {
    return list == phase.commands || list == phase.finally;
  });
}

void visit_misread_commands(const Snapshot& snapshot,
                            const std::function<bool(const Node&)>& wanted,
                            const std::function<void(const MisreadCommand&)>& visit) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const Node& list : {phase.commands, phase.finally}) {
      if (!list.is_sequence()) continue;
      for (const Node item : list.items()) {
        if (!is_block_mapping(item) || !wanted(item)) continue;
        MisreadCommand command;
        command.text = item.source();
        command.begin = item.span().begin;
        read(snapshot, command);
        visit(command);
      }
    }
  }
}

}  // namespace buildspec::ide
