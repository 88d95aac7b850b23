// One command: other quotes, a block, one line.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lint/fixes.h"
#include "lsp/ide/exact_edit.h"
#include "lsp/ide/refactor_parts.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

void add_if_exact(const Snapshot& snapshot, std::string title, std::vector<Edit> edits,
                  std::vector<Refactoring>& found, bool loose_line_ends = false) {
  if (!keeps_meaning(snapshot, edits, {}, loose_line_ends)) return;
  found.push_back({RefactoringKind::rewrite, std::move(title), std::move(edits), {}, {}});
}

bool is_in_flow(const Snapshot& snapshot, Node node) {
  for (const Node each : snapshot.tree->path_at(node.span().begin)) {
    if (each.flow()) return true;
  }
  return false;
}

void add_quotes(const Snapshot& snapshot, Node node, std::vector<Refactoring>& found) {
  const ScalarStyle style = node.style();
  const Scalar scalar = node.scalar();
  const std::string_view value = scalar.value();
  const Span span = node.span();
  const bool one_line = snapshot.text.line_of(span.begin) == snapshot.text.line_of(span.end) &&
                        value.find('\n') == std::string_view::npos;
  if (!one_line || value.empty() || is_json(snapshot)) return;
  const bool has_single = value.find('\'') != std::string_view::npos;
  if (style != ScalarStyle::plain && can_be_plain(value, is_in_flow(snapshot, node))) {
    add_if_exact(snapshot, "Remove the quotes around the command", {{span, std::string(value)}},
                 found);
  }
  if (style != ScalarStyle::single_quoted) {
    add_if_exact(snapshot, "Put the command in single quotes", {{span, in_single_quotes(value)}},
                 found);
  }
  if (style == ScalarStyle::single_quoted || (style == ScalarStyle::plain && has_single)) {
    add_if_exact(snapshot, "Put the command in double quotes", {{span, in_double_quotes(value)}},
                 found);
  }
}

// Where the lines of a block begin that stands in a node's place: an item's own column, or one
// level below the key of a lone value.
std::optional<std::uint32_t> block_column(const Snapshot& snapshot, Node node) {
  const std::vector<Node> path = snapshot.tree->path_at(node.span().begin);
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (!(path[i] == node)) continue;
    if (path[i - 1].is_sequence()) return snapshot.text.column(node.span().begin);
    for (const Pair pair : path[i - 1].pairs()) {
      if (pair.value == node) return snapshot.text.column(pair.key.span().begin) + 2;
    }
  }
  return std::nullopt;
}

void add_block(const Snapshot& snapshot, Node node, std::vector<Refactoring>& found) {
  if (is_in_flow(snapshot, node)) return;
  const auto column = block_column(snapshot, node);
  if (!column) return;
  const SourceText& text = snapshot.text;
  const Scalar scalar = node.scalar();
  const auto block = literal_block(scalar.value(), *column, line_break(text));
  if (!block) return;
  // A comment behind the command goes behind the indicator, the lines below both.
  const std::size_t header = std::min(block->find_first_of("\r\n"), block->size());
  const Span span = node.span();
  const std::uint32_t line_end = text.line(text.line_of(span.end)).end;
  std::vector<Edit> edits;
  if (line_end == span.end) {
    edits = {{span, *block}};
  } else {
    edits = {{span, block->substr(0, header)}, {{line_end, line_end}, block->substr(header)}};
  }
  add_if_exact(snapshot, "Write the command as a block", std::move(edits), found);
}

void add_one_line(const Snapshot& snapshot, Node node, std::vector<Refactoring>& found) {
  const Scalar scalar = node.scalar();
  std::string_view value = scalar.value();
  value = value.substr(0, value.find_last_not_of('\n') + 1);
  // A backslash there joins the line with the nothing behind the break.
  if (value.empty() || value.ends_with('\\') || value.find('\n') != std::string_view::npos) return;
  std::string written = written_scalar(value, false);
  const std::string_view source = node.source();
  const std::string_view header = source.substr(0, source.find_first_of("\r\n"));
  const std::size_t comment = header.find('#');
  if (comment != std::string_view::npos) written += "  " + std::string(header.substr(comment));
  add_if_exact(snapshot, "Write the block on one line", {{node.span(), std::move(written)}}, found,
               true);
}

}  // namespace

void add_command_refactorings(const Snapshot& snapshot, const Command& command,
                              std::vector<Refactoring>& found) {
  const Node node = command.node;
  if (!node.anchor().empty() || !node.tag().empty() || scalar_type(node) != oracle::Type::string)
    return;
  if (node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded) {
    add_one_line(snapshot, node, found);
  } else {
    add_quotes(snapshot, node, found);
    add_block(snapshot, node, found);
  }
}

}  // namespace buildspec::ide
