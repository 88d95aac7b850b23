// Symbols as the client knows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lsp/ide/symbols.h"

namespace buildspec::lsp {

// `known`: the kinds that the client says it knows; nothing: those of the first version.
[[nodiscard]] std::uint8_t to_protocol(ide::SymbolKind kind,
                                       const std::optional<std::vector<std::int32_t>>& known);

// Visits (symbol, name of the one around it). As deep as the language, not as the text.
template <class Visitor>
void for_each_symbol(const std::vector<ide::Symbol>& symbols, const std::string& around,
                     const Visitor& visit) {
  for (const ide::Symbol& each : symbols) {
    visit(each, around);
    for_each_symbol(each.children, each.name, visit);
  }
}

}  // namespace buildspec::lsp
