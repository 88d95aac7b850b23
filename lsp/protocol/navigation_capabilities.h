// What client and server can do about definitions, rename, symbols, links, folds and linked editing
// (LSP 3.17, "Language Features").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

// ---- What the client can do ----

struct DefinitionClientCapabilities {
  std::optional<bool> link_support;  // LocationLink beside Location
  static constexpr auto fields() {
    return std::tuple{field("linkSupport", &DefinitionClientCapabilities::link_support)};
  }
};

struct SymbolKindSupport {
  std::optional<std::vector<std::int32_t>> value_set;
  static constexpr auto fields() {
    return std::tuple{field("valueSet", &SymbolKindSupport::value_set)};
  }
};

// Of a document, and of the workspace (which is never hierarchical).
struct SymbolClientCapabilities {
  std::optional<SymbolKindSupport> symbol_kind;
  std::optional<bool> hierarchical;
  static constexpr auto fields() {
    using Self = SymbolClientCapabilities;
    return std::tuple{field("symbolKind", &Self::symbol_kind),
                      field("hierarchicalDocumentSymbolSupport", &Self::hierarchical)};
  }
};

struct RenameClientCapabilities {
  std::optional<bool> prepare_support;
  std::optional<bool> honors_change_annotations;
  static constexpr auto fields() {
    using Self = RenameClientCapabilities;
    return std::tuple{field("prepareSupport", &Self::prepare_support),
                      field("honorsChangeAnnotations", &Self::honors_change_annotations)};
  }
};

struct DocumentLinkClientCapabilities {
  std::optional<bool> tooltip_support;
  static constexpr auto fields() {
    return std::tuple{field("tooltipSupport", &DocumentLinkClientCapabilities::tooltip_support)};
  }
};

struct FoldingRangeKindSupport {
  std::optional<std::vector<std::string>> value_set;
  static constexpr auto fields() {
    return std::tuple{field("valueSet", &FoldingRangeKindSupport::value_set)};
  }
};
struct FoldingRangeClientCapabilities {
  std::optional<std::uint32_t> range_limit;
  std::optional<bool> line_folding_only;
  std::optional<FoldingRangeKindSupport> folding_range_kind;
  static constexpr auto fields() {
    using Self = FoldingRangeClientCapabilities;
    return std::tuple{field("rangeLimit", &Self::range_limit),
                      field("lineFoldingOnly", &Self::line_folding_only),
                      field("foldingRangeKind", &Self::folding_range_kind)};
  }
};

// ---- What the server can do ----

struct RenameOptions {
  bool prepare_provider = true;
  static constexpr auto fields() {
    return std::tuple{field("prepareProvider", &RenameOptions::prepare_provider)};
  }
};

struct DocumentLinkOptions {
  bool resolve_provider = false;
  static constexpr auto fields() {
    return std::tuple{field("resolveProvider", &DocumentLinkOptions::resolve_provider)};
  }
};

}  // namespace buildspec::lsp
