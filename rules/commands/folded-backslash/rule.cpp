// folded-backslash: see rule.md.
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The backslash at this offset of the decoded text stood at the end of a line, of which YAML made a
// blank.
bool is_folded(const Snapshot& snapshot, const CommandText& command, std::uint32_t at) {
  const std::string_view text = command.text();
  if (at + 1 >= text.size() || text[at + 1] != ' ') return false;
  if (at > 0 && text[at - 1] == '\\') return false;
  const std::string_view source = snapshot.text.bytes(command.source({at + 1, at + 2}));
  return source.find_first_of("\r\n") != std::string_view::npos;
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const Node node = command.command.node;
  const bool shell =
      command.dialect == shell::Dialect::posix || command.dialect == shell::Dialect::bash;
  // In double quotes and in literal blocks it means what it should.
  if (!shell || node.style() == ScalarStyle::literal ||
      node.style() == ScalarStyle::double_quoted ||
      node.source().find('\n') == std::string_view::npos)
    return;
  const std::string_view text = command.text();
  std::vector<Edit> edits;
  Span first;
  for (std::size_t found = text.find('\\'); found != std::string_view::npos;
       found = text.find('\\', found + 1)) {
    const auto at = static_cast<std::uint32_t>(found);
    if (!is_folded(snapshot, command, at)) continue;
    const std::uint32_t begin = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
    if (edits.empty()) first = command.source({at, at + 1});
    edits.push_back({command.source({begin, at + 1}), ""});
  }
  if (edits.empty()) return;
  Diagnostic& finding = reporter.report(
      first,
      "YAML joins these lines: the shell sees a blank behind this backslash, not a line's end");
  finding.notes.push_back(
      {"a blank behind a backslash is no separator: it becomes part of the next word",
       std::nullopt});
  finding.notes.push_back(
      {"leave the backslash out, or keep the lines in a block (`- |`)", std::nullopt});
  finding.fixes.push_back({edits.size() == 1 ? "Delete the backslash" : "Delete the backslashes",
                           Applicability::safe, std::move(edits)});
}

}  // namespace

extern const Rule folded_backslash;
constexpr Rule folded_backslash{
    .meta = {.id = "folded-backslash",
             .summary = "Flags backslashes at the ends of lines that YAML joins to one.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0"},
    .check_command = check_command,
};

}  // namespace buildspec::rules
