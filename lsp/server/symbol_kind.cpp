#include "lsp/server/symbol_kind.h"

#include <algorithm>

namespace buildspec::lsp {
namespace {

using ide::SymbolKind;

// As LSP numbers them; `older` is one of the first version's, up to `Array`.
struct ProtocolKind {
  std::uint8_t kind;
  std::uint8_t older;
};
ProtocolKind protocol_kind(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::section: return {3, 3};  // Namespace
    case SymbolKind::phase: return {5, 5};    // Class
    case SymbolKind::command: return {6, 6};  // Method
    case SymbolKind::function: return {12, 12};
    case SymbolKind::variable: return {13, 13};
    case SymbolKind::value: return {7, 7};     // Property
    case SymbolKind::group: return {19, 3};    // Object
    case SymbolKind::artifact: return {4, 4};  // Package
    case SymbolKind::report: return {23, 5};   // Struct
    case SymbolKind::file: return {1, 1};
    case SymbolKind::task: return {24, 5};      // Event
    case SymbolKind::runtime: return {14, 14};  // Constant
  }
  return {7, 7};
}

}  // namespace

std::uint8_t to_protocol(SymbolKind kind, const std::optional<std::vector<std::int32_t>>& known) {
  const ProtocolKind found = protocol_kind(kind);
  if (!known) return found.older;
  const bool knows = std::find(known->begin(), known->end(), found.kind) != known->end();
  return knows ? found.kind : found.older;
}

}  // namespace buildspec::lsp
