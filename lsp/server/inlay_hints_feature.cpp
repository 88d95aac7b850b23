// Inlay hints: with their tooltips at once, or when the client asks for one.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/hover.h"
#include "lsp/ide/inlay_hints.h"
#include "lsp/protocol/display.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/late_capabilities.h"
#include "lsp/server/markup.h"
#include "lsp/server/refresh.h"

namespace buildspec::lsp {
namespace {

std::optional<MarkupContent> tooltip(Context& context, const Snapshot& snapshot,
                                     const ide::InlayHint& hint) {
  std::string markdown = hint.text;
  if (markdown.empty()) {
    const auto found = ide::hover(snapshot, hint.subject, context.rules);
    if (!found) return std::nullopt;
    markdown = found->markdown;
  }
  // For hints a client does not say which it takes: as for hovers.
  return to_markup(std::move(markdown), context.traits.hover_markdown);
}

lsp::InlayHint to_protocol(Context& context, const Snapshot& snapshot, const std::string& uri,
                           const ide::InlayHint& from) {
  const Encoding encoding = context.traits.encoding;
  lsp::InlayHint hint;
  hint.position = to_position(snapshot.text, from.offset, encoding);
  hint.label = from.label;
  hint.padding_left = true;
  if (from.edit) {
    hint.text_edits = {
        TextEdit{to_range(snapshot.text, from.edit->span, encoding), from.edit->text}};
  }
  if (context.traits.display.resolves_tooltips) {
    hint.data = {{"uri", uri}};
  } else {
    hint.tooltip = tooltip(context, snapshot, from);
  }
  return hint;
}

std::optional<std::vector<lsp::InlayHint>> hints(Context& context,
                                                 const DocumentRangeParams& params) {
  const std::string& uri = params.text_document.uri;
  Document* const document = context.buildspec(uri);
  if (document == nullptr) return std::nullopt;
  const SnapshotPtr snapshot = context.snapshot(*document);
  const Span range = to_span(snapshot->text, params.range, context.traits.encoding);
  std::vector<lsp::InlayHint> found;
  for (const ide::InlayHint& hint :
       ide::inlay_hints(*snapshot, range, context.settings.of(uri).display.hints)) {
    found.push_back(to_protocol(context, *snapshot, uri, hint));
  }
  return found;
}

// The document may have changed since: then the hint that was asked for is not there any more, and
// stays without a tooltip.
Json resolved(Context& context, const Json& asked) {
  const JsonPath path("params");
  const auto hint = read_json<lsp::InlayHint>(asked, path);
  if (!hint.data.is_object() || !hint.data.contains("uri")) return asked;
  const auto uri = read_json<std::string>(hint.data["uri"], path.field("data").field("uri"));
  Document* const document = context.buildspec(uri);
  if (document == nullptr) return asked;
  const SnapshotPtr snapshot = context.snapshot(*document);
  const std::uint32_t at = to_offset(snapshot->text, hint.position, context.traits.encoding);
  for (const ide::InlayHint& each :
       ide::inlay_hints(*snapshot, {at, at}, context.settings.of(uri).display.hints)) {
    if (each.label != hint.label) continue;
    const auto text = tooltip(context, *snapshot, each);
    if (!text) break;
    Json answer = asked;
    answer["tooltip"] = write_json(*text);
    return answer;
  }
  return asked;
}

}  // namespace

void bind_inlay_hints(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  if (!context.traits.display.inlay_hints) return;
  const bool resolves = context.traits.display.resolves_tooltips;
  const ResolveOptions options{resolves};
  if (context.traits.display.registers_hints) {
    register_while_wanted(context, {std::string(InlayHintRequest::kName), write_json(options)},
                          [](const Settings& settings) { return shows_hints(settings.display); });
  } else {
    capabilities.inlay_hint_provider = options;
  }
  dispatcher.on<InlayHintRequest>(
      [&context](const DocumentRangeParams& params) { return hints(context, params); });
  if (resolves) {
    dispatcher.on<InlayHintResolve>(
        [&context](const Json& asked) { return resolved(context, asked); });
  }
  if (context.traits.display.refreshes_hints) refresh_with_project<InlayHintRefresh>(context);
}

}  // namespace buildspec::lsp
