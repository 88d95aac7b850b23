// Single commands and blocks of several lines, from one to the other. An item fails with the last
// command of its script; single commands end the phase at the first failure. A block does the same
// under `set -e` alone, and with commands that are no lists themselves (lone_command.h).
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lint/fixes.h"
#include "lsp/ide/exact_edit.h"
#include "lsp/ide/lone_command.h"
#include "lsp/ide/refactor_parts.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

constexpr std::string_view kStopAtFailure = "set -e";
constexpr std::size_t kMostJoined = 200;

bool is_shell(const Snapshot& snapshot, std::string_view text) {
  const shell::Dialect dialect = dialect_of(snapshot, text);
  return dialect == shell::Dialect::posix || dialect == shell::Dialect::bash;
}

// Under 0.1 every item has a shell of its own; without a version nobody knows.
bool items_share_a_shell(const Snapshot& snapshot) {
  return snapshot.buildspec.format == FormatVersion::v0_2;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string_view without_indent(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
}

std::string_view without_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of(" \t\n") + 1);
}

// In a script it says nothing, in the file it silences findings.
bool silences(std::string_view comment) {
  return comment.find("buildspec-lint:") != std::string_view::npos;
}

// ---- Several commands, one block ----

// The commands of the list that the selection touches; those of a whole list where the cursor is at
// its key.
std::vector<Command> selected(const Snapshot& snapshot, Span selection) {
  std::vector<Command> found;
  const SourceText& text = snapshot.text;
  const std::uint32_t first = text.line_of(selection.begin);
  // A selection of whole lines ends at the begin of the line behind them.
  std::uint32_t last = text.line_of(selection.end);
  if (last > first && text.line(last).begin == selection.end) --last;
  const auto touches = [&](Span span) {
    return text.line_of(span.begin) <= last && first <= text.line_of(span.end);
  };
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (!phase.value.is_mapping()) continue;
    for (const CommandList list : {CommandList::commands, CommandList::finally}) {
      const Pair pair = phase.value.find(list == CommandList::commands ? "commands" : "finally");
      if (!pair || !pair.value.is_sequence()) continue;
      const Span items = pair.value.span();
      const bool all = selection.empty() && pair.key.span().touches(selection.begin);
      if ((!all && selection.empty()) || !touches({pair.key.span().begin, items.end})) continue;
      if (!found.empty()) return {};
      for (const Command& command : snapshot.buildspec.commands) {
        if (command.phase != phase.name || command.list != list) continue;
        const Span span = command.node.span();
        if (items.contains(span) && (all || touches(span))) found.push_back(command);
      }
    }
  }
  return found;
}

// The lines between two items: comments, which go into the block; nothing where there is more.
std::optional<std::vector<std::string_view>> comments_between(std::string_view gap) {
  std::vector<std::string_view> comments;
  std::vector<std::string_view> lines = lines_of(gap);
  if (lines.size() < 2 || !without_end(lines.front()).empty()) return std::nullopt;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = without_end(without_indent(line));
    if (line.empty() || (i + 1 == lines.size() && line == "-")) continue;
    if (line[0] != '#' || silences(line)) return std::nullopt;
    comments.push_back(line);
  }
  return comments;
}

bool can_be_joined(const Snapshot& snapshot, const Command& command) {
  const Node node = command.node;
  if (!node.anchor().empty() || !node.tag().empty() || !is_block_item(snapshot, node) ||
      is_suppressed(snapshot, node) || scalar_type(node) != oracle::Type::string)
    return false;
  const Scalar scalar = node.scalar();
  const std::string_view value = without_end(scalar.value());
  return is_shell(snapshot, value) && is_lone_command(value);
}

// ---- One block, several commands ----

struct SplitLine {
  std::string_view text;
  bool comment = false;
};

// Nothing where a line does not stand for itself.
std::optional<std::vector<SplitLine>> split_lines(std::string_view script, bool& stops) {
  std::vector<SplitLine> found;
  std::size_t commands = 0;
  for (const std::string_view line : lines_of(script)) {
    const std::string_view text = without_end(without_indent(line));
    if (text.empty()) continue;
    if (text[0] == '#') {
      if (silences(text)) return std::nullopt;
      found.push_back({text, true});
    } else if (text == kStopAtFailure && commands == 0 && !stops) {
      stops = true;
    } else {
      if (!is_lone_command(text)) return std::nullopt;
      found.push_back({text, false});
      ++commands;
    }
  }
  return commands >= 2 ? std::optional(std::move(found)) : std::nullopt;
}

// The dash in front of an item, alone on its line.
std::optional<std::uint32_t> dash_of(const SourceText& text, Node item) {
  const std::uint32_t begin = text.line(text.line_of(item.span().begin)).begin;
  const std::string_view before = text.bytes({begin, item.span().begin});
  const std::size_t dash = before.find_first_not_of(' ');
  if (dash == std::string_view::npos || before[dash] != '-' ||
      before.find_first_not_of(' ', dash + 1) != std::string_view::npos)
    return std::nullopt;
  return begin + static_cast<std::uint32_t>(dash);
}

}  // namespace

void add_list_refactorings(const Snapshot& snapshot, Span selection,
                           std::vector<Refactoring>& found) {
  if (!items_share_a_shell(snapshot)) return;
  const std::vector<Command> commands = selected(snapshot, selection);
  if (commands.size() < 2 || commands.size() > kMostJoined) return;
  const SourceText& text = snapshot.text;
  std::string script = std::string(kStopAtFailure) + '\n';
  std::vector<Instead> instead;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const Node node = commands[i].node;
    if (!can_be_joined(snapshot, commands[i])) return;
    if (i > 0) {
      if (commands[i].index != commands[i - 1].index + 1) return;
      const auto comments =
          comments_between(text.bytes({commands[i - 1].node.span().end, node.span().begin}));
      if (!comments) return;
      for (const std::string_view comment : *comments) script += std::string(comment) + '\n';
    }
    const Scalar scalar = node.scalar();
    script += std::string(without_end(scalar.value())) + '\n';
    instead.push_back({node, std::vector<std::string>()});
  }
  const Span first = commands.front().node.span();
  const auto block = literal_block(script, text.column(first.begin), line_break(text));
  if (!block) return;
  std::vector<Edit> edits{{Span{first.begin, commands.back().node.span().end}, *block}};
  instead.front().texts->push_back(script);
  if (!keeps_meaning(snapshot, edits, instead, true)) return;
  found.push_back({RefactoringKind::rewrite,
                   "Join the commands into one block (set -e)",
                   std::move(edits),
                   {},
                   {}});
}

void add_split(const Snapshot& snapshot, const Command& command, std::vector<Refactoring>& found) {
  const Node node = command.node;
  if (!items_share_a_shell(snapshot) || node.style() != ScalarStyle::literal ||
      !node.anchor().empty() || !node.tag().empty() || !is_block_item(snapshot, node) ||
      is_suppressed(snapshot, node))
    return;
  const Scalar scalar = node.scalar();
  const std::string_view source = node.source();
  if (source.substr(0, source.find('\n')).find('#') != std::string_view::npos ||
      !is_shell(snapshot, scalar.value()))
    return;
  bool stops = false;
  const auto lines = split_lines(scalar.value(), stops);
  const auto dash = dash_of(snapshot.text, node);
  if (!lines || !dash) return;

  const std::string brk =
      std::string(line_break(snapshot.text)) + std::string(snapshot.text.column(*dash), ' ');
  std::string written;
  Instead instead{node, std::vector<std::string>()};
  for (const SplitLine& line : *lines) {
    if (!written.empty()) written += brk;
    written += line.comment ? std::string(line.text) : "- " + written_scalar(line.text, false);
    if (!line.comment) instead.texts->emplace_back(line.text);
  }
  std::vector<Edit> edits{{Span{*dash, node.span().end}, std::move(written)}};
  if (!keeps_meaning(snapshot, edits, {&instead, 1})) return;
  Refactoring refactoring{
      RefactoringKind::rewrite, "Split the block into single commands", std::move(edits), {}, {}};
  if (!stops) {
    refactoring.title += ": each failure then ends the phase";
    refactoring.caution =
        "The block goes on where a command in its middle fails; single commands do not.";
  }
  found.push_back(std::move(refactoring));
}

}  // namespace buildspec::ide
