#include "lsp/ide/command_at.h"

#include <algorithm>
#include <cstddef>

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

const Command* command_of(const Buildspec& buildspec, const Node& node) {
  const auto& commands = buildspec.commands;
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&node](const Command& each) { return each.node == node; });
  return found == commands.end() ? nullptr : &*found;
}

const Command* CommandFinder::find(const Node& node) {
  const auto is_it = [&](std::size_t at) {
    return at < commands_.size() && commands_[at].node == node;
  };
  if (is_it(next_)) return &commands_[next_++];
  if (lists_.empty()) {
    for (std::size_t i = 0; i < commands_.size(); ++i) {
      if (i == 0 || commands_[i].index <= commands_[i - 1].index) lists_.push_back(i);
    }
    lists_.push_back(commands_.size());
  }
  // The commands of one list stand in the order of the text.
  const std::uint32_t begin = node.span().begin;
  for (std::size_t i = 0; i + 1 < lists_.size(); ++i) {
    const auto found = std::partition_point(
        commands_.begin() + static_cast<std::ptrdiff_t>(lists_[i]),
        commands_.begin() + static_cast<std::ptrdiff_t>(lists_[i + 1]),
        [begin](const Command& each) { return each.node.span().begin < begin; });
    const auto at = static_cast<std::size_t>(found - commands_.begin());
    if (at == lists_[i + 1] || !is_it(at)) continue;
    next_ = at + 1;
    return &commands_[at];
  }
  return nullptr;
}

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
