#include "lsp/ide/hover.h"

#include <optional>

#include "lsp/ide/configuration_hover.h"
#include "lsp/protocol/features.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/markup.h"

namespace buildspec::lsp {
namespace {

std::optional<Hover> to_protocol(const std::optional<ide::Hover>& found, const SourceText& text,
                                 const ClientTraits& traits) {
  if (!found) return std::nullopt;
  return Hover{to_markup(found->markdown, traits.hover_markdown),
               to_range(text, found->span, traits.encoding)};
}

std::optional<Hover> hover(Context& context, const TextDocumentPositionParams& params) {
  const std::string& uri = params.text_document.uri;
  Document* const configuration = configuration_document(context, uri);
  Document* const document = configuration != nullptr ? configuration : context.buildspec(uri);
  if (document == nullptr) return std::nullopt;
  const SnapshotPtr snapshot = context.snapshot(*document);
  const std::uint32_t offset = to_offset(snapshot->text, params.position, context.traits.encoding);
  const std::optional<ide::Hover> found =
      configuration != nullptr ? ide::hover_configuration(*snapshot, offset, context.rules)
                               : ide::hover(*snapshot, offset, context.rules);
  return to_protocol(found, snapshot->text, context.traits);
}

}  // namespace

void bind_hover(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.hover_provider = true;
  dispatcher.on<HoverRequest>(
      [&context](const TextDocumentPositionParams& params) { return hover(context, params); });
}

}  // namespace buildspec::lsp
