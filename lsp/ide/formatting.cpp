#include "lsp/ide/formatting.h"

#include <utility>

#include "linter/format/format.h"

namespace buildspec::ide {
namespace {

format::LineRange lines_of(const SourceText& text, Span range) {
  format::LineRange lines{text.line_of(range.begin), text.line_of(range.end)};
  // A selection of whole lines ends at the begin of the line behind them.
  const bool behind = lines.last > lines.first && text.line(lines.last).begin == range.end;
  if (behind) --lines.last;
  return lines;
}

}  // namespace

Layout lay_out(const Snapshot& snapshot, const format::Style& style, std::optional<Span> range) {
  if (snapshot.amplify) return {};
  format::Formatted formatted =
      range ? format::format(*snapshot.tree, style, lines_of(snapshot.text, *range))
            : format::format(*snapshot.tree, style);
  Layout layout;
  layout.edits = std::move(formatted.edits);
  if (!formatted.refusal.empty()) {
    layout.refusal = "Not formatted, line " +
                     std::to_string(snapshot.text.line_of(formatted.place) + 1) + ": " +
                     formatted.refusal;
  }
  return layout;
}

}  // namespace buildspec::ide
