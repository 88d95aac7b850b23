#include "rules/commands/invocation/invocation.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "linter/lint/scalar_edit.h"
#include "linter/text/letters.h"

namespace buildspec::commands {

std::optional<bool> is_curated_image(const Snapshot& snapshot) {
  const auto& image = snapshot.facts->image;
  if (!image) return std::nullopt;
  return image->starts_with("aws/codebuild/");
}

void offer(const Snapshot& snapshot, const CommandText& command, Diagnostic& finding,
           std::string title, Applicability applicability, Span decoded, std::string text) {
  auto edits =
      edit_in_scalar(snapshot, command.command.node, command.scalar, decoded, std::move(text));
  if (edits) finding.fixes.push_back({std::move(title), applicability, std::move(*edits)});
}

std::vector<CommandText> read_commands(const Snapshot& snapshot) {
  std::vector<CommandText> found;
  found.reserve(snapshot.buildspec.commands.size());
  for (const buildspec::Command& command : snapshot.buildspec.commands)
    found.push_back(read_command(snapshot, command));
  return found;
}

namespace {

bool same_letter(char a, char b) { return to_lower(a) == to_lower(b); }

}  // namespace

std::vector<CommandText> read_commands(const Snapshot& snapshot,
                                       std::span<const std::string_view> words) {
  std::vector<CommandText> found;
  for (const std::uint32_t number : commands_holding(snapshot, words))
    found.push_back(read_command(snapshot, snapshot.buildspec.commands[number]));
  return found;
}

bool any_may_hold(const Snapshot& snapshot, std::span<const std::string_view> words) {
  // Of thousands of commands some sketch is always wrong about a short word: look again.
  const auto is_there = [](std::string_view text, std::string_view word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same_letter) !=
           text.end();
  };
  for (const std::uint32_t number : commands_holding(snapshot, words))
    for (const std::string_view word : words)
      if (is_there(snapshot.buildspec.commands[number].node.source(), word)) return true;
  return false;
}

}  // namespace buildspec::commands
