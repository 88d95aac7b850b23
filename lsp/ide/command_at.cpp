#include "lsp/ide/command_at.h"

#include <algorithm>

namespace buildspec::ide {
namespace {

bool holds_single_quoted(const shell::Word& word, std::uint32_t offset) {
  return std::any_of(word.parts.begin(), word.parts.end(), [offset](const shell::Part& part) {
    return part.quoting == shell::Quoting::single && part.span.touches(offset);
  });
}

// Of a text that no shell can read yet: quotes counted from its begin.
bool quote_is_open(std::string_view text) {
  char open = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (open == '\'') {
      if (c == '\'') open = '\0';
    } else if (c == '\\') {
      ++i;
    } else if (open == '"') {
      if (c == '"') open = '\0';
    } else if (c == '"' || c == '\'') {
      open = c;
    } else if (c == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n')) {
      i = std::min(text.find('\n', i), text.size());
    }
  }
  return open == '\'';
}

}  // namespace

std::optional<CommandAt> command_at(const Snapshot& snapshot, std::uint32_t offset) {
  for (const Command& command : snapshot.buildspec.commands) {
    const Span span = command.node.span();
    if (!span.touches(offset) || span.begin == offset) continue;
    CommandAt at{command.order, read_command(snapshot, command), 0};
    at.decoded = at.text.scalar.map().decoded(offset);
    return at;
  }
  return std::nullopt;
}

bool in_single_quotes(const CommandAt& at) {
  const shell::Script& script = *at.text.script;
  if (script.variable_at(at.decoded) != nullptr) return false;
  for (const shell::NestedScript& nested : script.nested) {
    if (nested.span.contains(at.decoded)) return false;
  }
  if (script.broken) return quote_is_open(at.text.text().substr(0, at.decoded));
  for (const shell::Command& command : script.commands) {
    for (const shell::Word& word : command.words) {
      if (holds_single_quoted(word, at.decoded)) return true;
    }
    for (const shell::Assignment& assignment : command.assignments) {
      if (holds_single_quoted(assignment.value, at.decoded)) return true;
    }
  }
  return false;
}

}  // namespace buildspec::ide
