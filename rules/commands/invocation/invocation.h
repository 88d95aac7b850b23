// The commands of a file that may concern a rule, and fixes inside of them: shared by the rules on
// commands. Pure; any thread.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/invocation.h"
#include "linter/lint/diagnostic.h"

namespace buildspec::commands {

// The image of the project is one that CodeBuild offers; nothing where the image is not known.
[[nodiscard]] std::optional<bool> is_curated_image(const Snapshot& snapshot);

// Adds a fix that replaces decoded bytes of the command, where its style can hold the new text.
void offer(const Snapshot& snapshot, const CommandText& command, Diagnostic& finding,
           std::string title, Applicability applicability, Span decoded, std::string text);

// The scripts of a file by command: for rules that look at several commands. Reading all of them at
// every keystroke is slow: name the words that a command must hold one of, or ask first whether any
// command holds what the rule is about.
[[nodiscard]] std::vector<CommandText> read_commands(const Snapshot& snapshot);
[[nodiscard]] std::vector<CommandText> read_commands(const Snapshot& snapshot,
                                                     std::span<const std::string_view> words);
[[nodiscard]] inline std::vector<CommandText> read_commands(
    const Snapshot& snapshot, std::initializer_list<std::string_view> words) {
  return read_commands(snapshot, std::span(words.begin(), words.size()));
}
// In their source, as it is written there.
[[nodiscard]] bool any_may_hold(const Snapshot& snapshot, std::span<const std::string_view> words);
[[nodiscard]] inline bool any_may_hold(const Snapshot& snapshot,
                                       std::initializer_list<std::string_view> words) {
  return any_may_hold(snapshot, std::span(words.begin(), words.size()));
}

}  // namespace buildspec::commands
