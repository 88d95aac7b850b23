// Definitions, references, highlights, linked editing: what a name means and where it stands.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/definition.h"
#include "lsp/ide/names.h"
#include "lsp/protocol/navigation.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/related_buildspecs.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {
namespace {

using ide::NameAt;
using ide::NameKind;
using ide::Occurrence;

// ---- Definitions ----

struct Target {
  std::string uri;
  Range whole;
  Range name;
};

// `origin` and `targets` in the form that the client takes.
Json to_protocol(const Range& origin, const std::vector<Target>& targets, bool links) {
  Json found = Json::array();
  for (const Target& each : targets) {
    if (links) {
      found.push_back(write_json(LocationLink{origin, each.uri, each.whole, each.name}));
    } else {
      found.push_back(write_json(Location{each.uri, each.name}));
    }
  }
  return found;
}

// Of a variable that a batch in another file sets for this one.
std::vector<Target> definitions_elsewhere(Context& context, const TextPlace& place,
                                          const NameAt& name) {
  std::vector<Target> found;
  for (const RelatedBuildspec& each : related_buildspecs(context, place, name.name)) {
    for (const Occurrence& occurrence : occurrences(*each.snapshot, name.name)) {
      if (!occurrence.defines) continue;
      const Range range = to_range(each.snapshot->text, occurrence.span, context.traits.encoding);
      found.push_back({each.uri, range, range});
    }
  }
  return found;
}

Json definition(Context& context, const TextDocumentPositionParams& params) {
  const auto place = text_place(context, params.text_document, params.position);
  if (!place) return nullptr;
  const Encoding encoding = context.traits.encoding;
  const bool links = context.traits.navigation.definition_links;
  const SourceText& text = place->snapshot->text;
  const auto found = ide::definition(*place->snapshot, place->offset);
  if (!found) {
    const auto name = ide::name_at(*place->snapshot, place->offset);
    if (!name || name->name.kind != NameKind::variable) return nullptr;
    const std::vector<Target> targets = definitions_elsewhere(context, *place, *name);
    if (targets.empty()) return nullptr;
    return to_protocol(to_range(text, name->span, encoding), targets, links);
  }
  const auto root = source_folder(place->document->uri, *place->snapshot->facts);
  std::vector<Target> targets;
  for (const ide::DefinitionTarget& each : found->targets) {
    if (!each.path.empty() && !root) continue;
    std::string uri =
        each.path.empty() ? place->document->uri : uri_in_source(context, *root, each.path);
    targets.push_back({std::move(uri), to_range(each.text, each.whole, encoding),
                       to_range(each.text, each.name, encoding)});
  }
  if (targets.empty()) return nullptr;
  return to_protocol(to_range(text, found->origin, encoding), targets, links);
}

// ---- References ----

void add_locations(const std::string& uri, const Snapshot& snapshot, const ide::Name& name,
                   bool with_definitions, Encoding encoding, std::vector<Location>& found) {
  std::vector<Span> spans;
  for (const Occurrence& each : occurrences(snapshot, name)) {
    if (with_definitions || !each.defines) spans.push_back(each.span);
  }
  for (const Range& range : to_ranges(snapshot.text, spans, encoding)) {
    found.push_back({uri, range});
  }
}

std::optional<std::vector<Location>> references(Context& context, const ReferenceParams& params) {
  const auto place = text_place(context, params.text_document, params.position);
  if (!place) return std::nullopt;
  const auto name = ide::name_at(*place->snapshot, place->offset);
  if (!name) return std::nullopt;
  const bool with_definitions = params.context.include_declaration;
  const Encoding encoding = context.traits.encoding;
  std::vector<Location> found;
  add_locations(place->document->uri, *place->snapshot, name->name, with_definitions, encoding,
                found);
  for (const RelatedBuildspec& each : related_buildspecs(context, *place, name->name)) {
    add_locations(each.uri, *each.snapshot, name->name, with_definitions, encoding, found);
  }
  return found;
}

// ---- Highlights ----

std::optional<std::vector<DocumentHighlight>> highlights(Context& context,
                                                         const TextDocumentPositionParams& params) {
  const auto place = text_place(context, params.text_document, params.position);
  if (!place) return std::nullopt;
  const auto name = ide::name_at(*place->snapshot, place->offset);
  // Nothing: the editor may mark equal words then, as it does in any text.
  if (!name) return std::nullopt;
  const std::vector<Occurrence> all = occurrences(*place->snapshot, name->name);
  std::vector<Span> spans;
  spans.reserve(all.size());
  for (const Occurrence& each : all) spans.push_back(each.span);
  const std::vector<Range> ranges =
      to_ranges(place->snapshot->text, spans, context.traits.encoding);
  std::vector<DocumentHighlight> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    found.push_back(
        {ranges[i], all[i].writes ? DocumentHighlightKind::write : DocumentHighlightKind::read});
  }
  return found;
}

// ---- Linked editing ----

std::optional<LinkedEditingRanges> linked_ranges(Context& context,
                                                 const TextDocumentPositionParams& params) {
  const auto place = text_place(context, params.text_document, params.position);
  if (!place) return std::nullopt;
  const auto name = ide::name_at(*place->snapshot, place->offset);
  if (!name || name->name.kind != NameKind::anchor || !name->span.touches(place->offset)) {
    return std::nullopt;
  }
  std::vector<Span> spans;
  for (const Occurrence& each : occurrences(*place->snapshot, name->name)) {
    spans.push_back(each.span);
  }
  if (spans.size() < 2) return std::nullopt;
  return LinkedEditingRanges{to_ranges(place->snapshot->text, spans, context.traits.encoding),
                             "[A-Za-z0-9_-]+"};
}

}  // namespace

void bind_navigation(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.definition_provider = true;
  dispatcher.on<DefinitionRequest>(
      [&context](const TextDocumentPositionParams& params) { return definition(context, params); });
  capabilities.references_provider = true;
  dispatcher.on<ReferencesRequest>(
      [&context](const ReferenceParams& params) { return references(context, params); });
  capabilities.document_highlight_provider = true;
  dispatcher.on<DocumentHighlightRequest>(
      [&context](const TextDocumentPositionParams& params) { return highlights(context, params); });
  capabilities.linked_editing_range_provider = true;
  dispatcher.on<LinkedEditingRangeRequest>([&context](const TextDocumentPositionParams& params) {
    return linked_ranges(context, params);
  });
}

}  // namespace buildspec::lsp
