#include <array>
#include <optional>
#include <string>
#include <utility>

#include "lsp/ide/completion.h"
#include "lsp/ide/configuration_completion.h"
#include "lsp/ide/plain_text.h"
#include "lsp/protocol/features.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"

namespace buildspec::lsp {
namespace {

CompletionItemKind to_protocol(ide::CompletionKind kind) {
  switch (kind) {
    case ide::CompletionKind::key: return CompletionItemKind::property;
    case ide::CompletionKind::value: return CompletionItemKind::value;
    case ide::CompletionKind::runtime: return CompletionItemKind::module;
    case ide::CompletionKind::variable: return CompletionItemKind::variable;
  }
  return CompletionItemKind::text;
}

// Five digits keep our order in clients that sort by this text.
std::string sort_text(std::size_t index) {
  std::string digits = std::to_string(index);
  return std::string(5 - std::min<std::size_t>(digits.size(), 5), '0') + digits;
}

void mark_deprecated(CompletionItem& item, const ClientTraits& traits) {
  if (traits.completion_deprecated_tag) {
    item.tags = {CompletionItemTag::deprecated};
  } else if (traits.completion_deprecated) {
    item.deprecated = true;
  }
}

CompletionItem to_protocol(const ide::CompletionItem& from, std::size_t index,
                           const ide::Completion& completion, const SourceText& text,
                           const ClientTraits& traits) {
  CompletionItem item;
  item.label = from.label;
  item.kind = to_protocol(from.kind);
  if (from.deprecated) mark_deprecated(item, traits);
  if (!from.detail.empty()) item.detail = from.detail;
  if (!from.markdown.empty()) {
    item.documentation = traits.completion_markdown
                             ? MarkupContent{"markdown", from.markdown}
                             : MarkupContent{"plaintext", ide::plain_text(from.markdown)};
  }
  item.sort_text = sort_text(index);
  // Clients match what stands in the range against this: a quote may stand there.
  if (from.filter != from.label) item.filter_text = from.filter;
  item.insert_text_format = InsertTextFormat::plain_text;
  CompletionEdit edit;
  edit.new_text = from.insert;
  edit.replace = to_range(text, completion.replace, traits.encoding);
  edit.insert = to_range(text, Span{completion.replace.begin, completion.offset}, traits.encoding);
  edit.both = traits.insert_replace;
  item.text_edit = std::move(edit);
  return item;
}

CompletionList complete(Context& context, const TextDocumentPositionParams& params) {
  CompletionList list;
  const std::string& uri = params.text_document.uri;
  Document* const configuration = configuration_document(context, uri);
  Document* const document = configuration != nullptr ? configuration : context.buildspec(uri);
  if (document == nullptr) return list;
  const SnapshotPtr snapshot = context.snapshot(*document);
  const std::uint32_t offset = to_offset(snapshot->text, params.position, context.traits.encoding);
  const ide::Completion completion =
      configuration != nullptr ? ide::complete_configuration(*snapshot, offset, context.rules)
                               : ide::complete(*snapshot, offset);
  for (std::size_t i = 0; i < completion.items.size(); ++i) {
    list.items.push_back(
        to_protocol(completion.items[i], i, completion, snapshot->text, context.traits));
  }
  return list;
}

}  // namespace

void bind_completion(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.completion_provider = CompletionOptions{{":", " ", "-", "$", "\"", "{"}};
  dispatcher.on<CompletionRequest>(
      [&context](const TextDocumentPositionParams& params) { return complete(context, params); });
}

}  // namespace buildspec::lsp
