// swallowed-item: see rule.md.
#include <optional>
#include <string>

#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// A line below the first one of a plain text that begins with a dash and a blank.
std::optional<Span> dash_line(const Snapshot& snapshot, Node node) {
  const Span span = node.span();
  const std::uint32_t last = snapshot.text.line_of(span.end);
  for (std::uint32_t number = snapshot.text.line_of(span.begin) + 1; number <= last; ++number) {
    const Span line = snapshot.text.line(number);
    const std::string_view bytes = snapshot.text.bytes(line);
    const std::size_t dash = bytes.find_first_not_of(" \t");
    if (dash == std::string_view::npos || dash + 2 >= bytes.size()) continue;
    if (bytes[dash] != '-' || bytes[dash + 1] != ' ' || bytes[dash + 2] == '-') continue;
    return Span{line.begin + static_cast<std::uint32_t>(dash), line.end};
  }
  return std::nullopt;
}

// A backslash or an operator says that the command goes on: then the dash is an argument.
bool goes_on(const Snapshot& snapshot, std::uint32_t line_begin) {
  std::string_view above = snapshot.text.bytes({0, line_begin});
  while (!above.empty() &&
         std::string_view(" \t\r\n").find(above.back()) != std::string_view::npos) {
    above.remove_suffix(1);
  }
  return !above.empty() && std::string_view("\\|&;({").find(above.back()) != std::string_view::npos;
}

void judge(const Snapshot& snapshot, Node node, std::string_view what, Reporter& reporter) {
  if (!node.is_scalar() || node.style() != ScalarStyle::plain) return;
  if (node.source().find('\n') == std::string_view::npos) return;
  const auto dash = dash_line(snapshot, node);
  const SourceText& text = snapshot.text;
  if (!dash || goes_on(snapshot, text.line(text.line_of(dash->begin)).begin)) return;
  const Span own = text.line(text.line_of(node.span().begin));
  const std::string_view before = text.bytes({own.begin, node.span().begin});
  const std::size_t column = before.find('-');
  const bool item =
      column != std::string_view::npos && before.find_first_not_of(" -") == std::string_view::npos;
  // A scalar in a list's place is told of as such.
  if (!item) return;
  Diagnostic& finding = reporter.report(
      *dash, "This line is a part of the " + std::string(what) + " above, not an item");
  finding.notes.push_back({"YAML joins a deeper line to the one above it", node.span()});
  const Span line = text.line(text.line_of(dash->begin));
  finding.fixes.push_back({"Begin it in the column of the items",
                           Applicability::unsafe,
                           {{Span{line.begin, dash->begin}, std::string(column, ' ')}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Command& command : snapshot.buildspec.commands) {
    judge(snapshot, command.node, "command", reporter);
  }
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    for (const Node item : artifact.files.items()) judge(snapshot, item, "path", reporter);
  }
  for (const Node item : snapshot.buildspec.cache.paths.items()) {
    judge(snapshot, item, "path", reporter);
  }
}

}  // namespace

extern const Rule swallowed_item;
constexpr Rule swallowed_item{
    .meta = {.id = "swallowed-item",
             .summary = "Flags items of a list that are part of the one above, since they are "
                        "indented deeper.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-14"},
    .check = check,
};

}  // namespace buildspec::rules
