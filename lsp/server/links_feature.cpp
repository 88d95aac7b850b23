// What in a text can be followed: files of the source, web pages.
#include <utility>
#include <vector>

#include "lsp/ide/document_links.h"
#include "lsp/protocol/navigation.h"
#include "lsp/server/context.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {
namespace {

std::vector<DocumentLink> links(Context& context, const TextDocumentParams& params) {
  std::vector<DocumentLink> found;
  const auto place = text_place(context, params.text_document);
  if (!place) return found;
  const auto root = source_folder(place->document->uri, *place->snapshot->facts);
  const std::vector<ide::DocumentLink> all = ide::document_links(*place->snapshot, context.rules);
  std::vector<Span> spans;
  spans.reserve(all.size());
  for (const ide::DocumentLink& each : all) spans.push_back(each.span);
  const std::vector<Range> ranges =
      to_ranges(place->snapshot->text, spans, context.traits.encoding);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ide::DocumentLink& each = all[i];
    if (each.url.empty() && !root) continue;
    DocumentLink link;
    link.range = ranges[i];
    link.target = each.url.empty() ? uri_in_source(context, *root, each.path) : each.url;
    if (context.traits.navigation.link_tooltips && !each.tooltip.empty()) {
      link.tooltip = each.tooltip;
    }
    found.push_back(std::move(link));
  }
  return found;
}

}  // namespace

void bind_links(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.document_link_provider = DocumentLinkOptions{};
  dispatcher.on<DocumentLinkRequest>(
      [&context](const TextDocumentParams& params) { return links(context, params); });
}

}  // namespace buildspec::lsp
