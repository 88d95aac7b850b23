// The outline of a document.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/symbols.h"
#include "lsp/protocol/navigation.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/symbol_kind.h"
#include "lsp/server/text_place.h"

namespace buildspec::lsp {
namespace {

using ide::Symbol;
using Kinds = std::optional<std::vector<std::int32_t>>;

// As deep as the language, not as the text.
std::vector<DocumentSymbol> tree_of(const std::vector<Symbol>& symbols, const SourceText& text,
                                    Encoding encoding, const Kinds& kinds) {
  std::vector<DocumentSymbol> found;
  found.reserve(symbols.size());
  for (const Symbol& each : symbols) {
    DocumentSymbol symbol;
    symbol.name = each.name;
    if (!each.detail.empty()) symbol.detail = each.detail;
    symbol.kind = to_protocol(each.kind, kinds);
    symbol.range = to_range(text, each.range, encoding);
    symbol.selection_range = to_range(text, each.selection, encoding);
    if (!each.children.empty()) symbol.children = tree_of(each.children, text, encoding, kinds);
    found.push_back(std::move(symbol));
  }
  return found;
}

SymbolInformation flat(const Symbol& symbol, const std::string& around, const std::string& uri,
                       const SourceText& text, Encoding encoding, const Kinds& kinds) {
  SymbolInformation found;
  found.name = symbol.name;
  found.kind = to_protocol(symbol.kind, kinds);
  found.location = {uri, to_range(text, symbol.range, encoding)};
  if (!around.empty()) found.container_name = around;
  return found;
}

Json document_symbols(Context& context, const TextDocumentParams& params) {
  const auto place = yaml_place(context, params.text_document);
  if (!place) return Json::array();
  const NavigationTraits& traits = context.traits.navigation;
  const SourceText& text = place->snapshot->text;
  const Encoding encoding = context.traits.encoding;
  const bool configuration =
      configuration_document(context, params.text_document.uri) == place->document;
  const std::vector<Symbol> symbols =
      configuration ? ide::configuration_symbols(*place->snapshot) : ide::symbols(*place->snapshot);
  if (traits.hierarchical_symbols) {
    return write_json(tree_of(symbols, text, encoding, traits.symbol_kinds));
  }
  std::vector<SymbolInformation> found;
  for_each_symbol(symbols, {}, [&](const Symbol& symbol, const std::string& around) {
    found.push_back(
        flat(symbol, around, place->document->uri, text, encoding, traits.symbol_kinds));
  });
  return write_json(found);
}

}  // namespace

void bind_symbols(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.document_symbol_provider = true;
  dispatcher.on<DocumentSymbolRequest>(
      [&context](const TextDocumentParams& params) { return document_symbols(context, params); });
}

}  // namespace buildspec::lsp
