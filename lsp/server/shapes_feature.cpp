// The shapes of a text: what folds, and what a selection grows to.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/folding.h"
#include "lsp/ide/selection.h"
#include "lsp/protocol/navigation.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {
namespace {

std::optional<std::string> kind_of(ide::FoldKind kind, const NavigationTraits& traits) {
  if (kind == ide::FoldKind::comment && traits.fold_comments) return "comment";
  if (kind == ide::FoldKind::region && traits.fold_regions) return "region";
  return std::nullopt;
}

std::optional<std::vector<FoldingRange>> folds(Context& context, const TextDocumentParams& params) {
  const auto place = yaml_place(context, params.text_document);
  // Nothing, not an empty list: the editor folds the file of another product by its indentation.
  if (!place) return std::nullopt;
  std::vector<FoldingRange> found;
  const NavigationTraits& traits = context.traits.navigation;
  const SourceText& text = place->snapshot->text;
  for (const ide::Fold& fold : ide::folds(*place->snapshot, traits.most_folds)) {
    FoldingRange range;
    range.start_line = fold.first_line;
    range.end_line = fold.last_line;
    range.kind = kind_of(fold.kind, traits);
    if (!traits.folds_lines_only) {
      const Range exact = to_range(text, fold.span, context.traits.encoding);
      range.start_character = exact.start.character;
      range.end_line = exact.end.line;
      range.end_character = exact.end.character;
    }
    found.push_back(std::move(range));
  }
  return found;
}

SelectionRange selection(const Snapshot& snapshot, const Position& position, Encoding encoding) {
  SelectionRange found;
  const std::uint32_t offset = to_offset(snapshot.text, position, encoding);
  for (const Span span : ide::selections_at(snapshot, offset)) {
    const Range range = to_range(snapshot.text, span, encoding);
    // Two spans may be one range: a place inside "\r\n" is the end of its line.
    if (found.ranges.empty() || !(found.ranges.back() == range)) found.ranges.push_back(range);
  }
  return found;
}

std::optional<std::vector<SelectionRange>> selections(Context& context,
                                                      const SelectionRangeParams& params) {
  const auto place = yaml_place(context, params.text_document);
  if (!place) return std::nullopt;
  std::vector<SelectionRange> found;
  found.reserve(params.positions.size());
  for (const Position& position : params.positions) {
    context.stop_if_cancelled();
    found.push_back(selection(*place->snapshot, position, context.traits.encoding));
  }
  return found;
}

}  // namespace

void bind_shapes(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.folding_range_provider = true;
  dispatcher.on<FoldingRangeRequest>(
      [&context](const TextDocumentParams& params) { return folds(context, params); });
  capabilities.selection_range_provider = true;
  dispatcher.on<SelectionRangeRequest>(
      [&context](const SelectionRangeParams& params) { return selections(context, params); });
}

}  // namespace buildspec::lsp
