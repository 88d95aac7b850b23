#include "lsp/ide/refactorings.h"

#include <algorithm>
#include <string_view>

#include "linter/lint/suppressions.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/refactor_parts.h"

namespace buildspec::ide {
namespace {

// Behind blanks and dashes at the begin of a line; the offset itself elsewhere.
std::uint32_t first_content(const SourceText& text, std::uint32_t offset) {
  const Span line = text.line(text.line_of(offset));
  const std::string_view bytes = text.bytes();
  const std::string_view before = bytes.substr(line.begin, offset - std::min(offset, line.begin));
  if (before.find_first_not_of(" -") != std::string_view::npos) return offset;
  std::uint32_t at = line.begin;
  while (at < line.end &&
         (bytes[at] == ' ' || (bytes[at] == '-' && at + 1 < line.end && bytes[at + 1] == ' '))) {
    ++at;
  }
  return std::max(at, offset);
}

const Command* selected_command(const Snapshot& snapshot, Span selection) {
  const std::uint32_t at = first_content(snapshot.text, selection.begin);
  const std::vector<Node> path = snapshot.tree->path_at(at);
  if (path.empty() || !path.back().is_scalar()) return nullptr;
  const Span span = path.back().span();
  const SourceText& text = snapshot.text;
  if (text.line_of(selection.end) > text.line_of(span.end)) return nullptr;
  return command_of(snapshot.buildspec, path.back());
}

}  // namespace

bool is_silent(const Snapshot& snapshot) {
  return snapshot.broken() || snapshot.unread || snapshot.amplify || !snapshot.buildspec.root ||
         !snapshot.tree->further_documents().empty();
}

bool is_suppressed(const Snapshot& snapshot, Node node) {
  const std::uint32_t line = snapshot.text.line_of(node.span().begin);
  const std::vector<Suppression> suppressions = find_suppressions(snapshot);
  return std::any_of(suppressions.begin(), suppressions.end(), [&](const Suppression& each) {
    return !each.whole_file && snapshot.text.line_of(each.covers.begin) == line;
  });
}

bool is_block_item(const Snapshot& snapshot, Node node) {
  const std::vector<Node> path = snapshot.tree->path_at(node.span().begin);
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i].flow()) return false;
    if (path[i] == node) return i > 0 && path[i - 1].is_sequence();
  }
  return false;
}

std::vector<Refactoring> refactorings(const Snapshot& snapshot, Span selection) {
  std::vector<Refactoring> found;
  if (is_silent(snapshot)) return found;
  const Command* const command = selected_command(snapshot, selection);
  if (command != nullptr) {
    add_command_refactorings(snapshot, *command, found);
    add_split(snapshot, *command, found);
  }
  add_list_refactorings(snapshot, selection, found);
  add_variable_refactorings(snapshot, selection, found);
  add_alias_refactorings(snapshot, selection, command, found);
  return found;
}

}  // namespace buildspec::ide
