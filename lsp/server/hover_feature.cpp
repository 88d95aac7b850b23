#include "lsp/ide/hover.h"

#include <optional>

#include "lsp/ide/plain_text.h"
#include "lsp/protocol/features.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"

namespace buildspec::lsp {
namespace {

std::optional<Hover> hover(Context& context, const TextDocumentPositionParams& params) {
  Document* const document = context.buildspec(params.text_document.uri);
  if (document == nullptr) return std::nullopt;
  const Encoding encoding = context.traits.encoding;
  const SnapshotPtr snapshot = context.snapshot(*document);
  const auto found =
      ide::hover(*snapshot, to_offset(snapshot->text, params.position, encoding), context.rules);
  if (!found) return std::nullopt;
  MarkupContent contents = context.traits.hover_markdown
                               ? MarkupContent{"markdown", found->markdown}
                               : MarkupContent{"plaintext", ide::plain_text(found->markdown)};
  return Hover{std::move(contents), to_range(snapshot->text, found->span, encoding)};
}

}  // namespace

void bind_hover(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.hover_provider = true;
  dispatcher.on<HoverRequest>(
      [&context](const TextDocumentPositionParams& params) { return hover(context, params); });
}

}  // namespace buildspec::lsp
