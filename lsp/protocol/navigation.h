// Definitions, references, highlights, rename, symbols, links, folds, selections and linked editing
// (LSP 3.17, "Language Features").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/workspace_edit.h"

namespace buildspec::lsp {

struct TextDocumentParams {
  TextDocumentIdentifier text_document;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &TextDocumentParams::text_document)};
  }
};

// ---- Definitions, references, highlights ----

struct LocationLink {
  std::optional<Range> origin_selection_range;
  std::string target_uri;
  Range target_range;
  Range target_selection_range;
  static constexpr auto fields() {
    using Self = LocationLink;
    return std::tuple{field("originSelectionRange", &Self::origin_selection_range),
                      field("targetUri", &Self::target_uri),
                      field("targetRange", &Self::target_range),
                      field("targetSelectionRange", &Self::target_selection_range)};
  }
};
struct DefinitionRequest {
  static constexpr std::string_view kName = "textDocument/definition";
  using Params = TextDocumentPositionParams;
  using Result = Json;  // LocationLink[], Location[] or null
};

struct ReferenceContext {
  bool include_declaration = true;
  static constexpr auto fields() {
    return std::tuple{field("includeDeclaration", &ReferenceContext::include_declaration)};
  }
};
struct ReferenceParams {
  TextDocumentIdentifier text_document;
  Position position;
  ReferenceContext context;
  static constexpr auto fields() {
    using Self = ReferenceParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("position", &Self::position), field("context", &Self::context)};
  }
};
struct ReferencesRequest {
  static constexpr std::string_view kName = "textDocument/references";
  using Params = ReferenceParams;
  using Result = std::optional<std::vector<Location>>;
};

enum class DocumentHighlightKind : std::uint8_t { text = 1, read, write };
struct DocumentHighlight {
  Range range;
  DocumentHighlightKind kind = DocumentHighlightKind::text;
  static constexpr auto fields() {
    return std::tuple{field("range", &DocumentHighlight::range),
                      field("kind", &DocumentHighlight::kind)};
  }
};
struct DocumentHighlightRequest {
  static constexpr std::string_view kName = "textDocument/documentHighlight";
  using Params = TextDocumentPositionParams;
  using Result = std::optional<std::vector<DocumentHighlight>>;
};

// ---- Rename ----

struct PreparedRename {
  Range range;
  std::string placeholder;
  static constexpr auto fields() {
    return std::tuple{field("range", &PreparedRename::range),
                      field("placeholder", &PreparedRename::placeholder)};
  }
};
struct PrepareRenameRequest {
  static constexpr std::string_view kName = "textDocument/prepareRename";
  using Params = TextDocumentPositionParams;
  using Result = std::optional<PreparedRename>;
};

struct RenameParams {
  TextDocumentIdentifier text_document;
  Position position;
  std::string new_name;
  static constexpr auto fields() {
    using Self = RenameParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("position", &Self::position), field("newName", &Self::new_name)};
  }
};
struct RenameRequest {
  static constexpr std::string_view kName = "textDocument/rename";
  using Params = RenameParams;
  using Result = std::optional<WorkspaceEdit>;
};

// ---- Symbols ----

struct DocumentSymbol {
  std::string name;
  std::optional<std::string> detail;
  std::uint8_t kind = 0;
  Range range;
  Range selection_range;
  std::optional<std::vector<DocumentSymbol>> children;
  static constexpr auto fields() {
    using Self = DocumentSymbol;
    return std::tuple{field("name", &Self::name),
                      field("detail", &Self::detail),
                      field("kind", &Self::kind),
                      field("range", &Self::range),
                      field("selectionRange", &Self::selection_range),
                      field("children", &Self::children)};
  }
};
struct SymbolInformation {
  std::string name;
  std::uint8_t kind = 0;
  Location location;
  std::optional<std::string> container_name;
  static constexpr auto fields() {
    using Self = SymbolInformation;
    return std::tuple{field("name", &Self::name), field("kind", &Self::kind),
                      field("location", &Self::location),
                      field("containerName", &Self::container_name)};
  }
};
struct DocumentSymbolRequest {
  static constexpr std::string_view kName = "textDocument/documentSymbol";
  using Params = TextDocumentParams;
  using Result = Json;  // DocumentSymbol[] or SymbolInformation[]
};

struct WorkspaceSymbolParams {
  std::string query;
  static constexpr auto fields() {
    return std::tuple{field("query", &WorkspaceSymbolParams::query)};
  }
};
struct WorkspaceSymbolRequest {
  static constexpr std::string_view kName = "workspace/symbol";
  using Params = WorkspaceSymbolParams;
  using Result = std::vector<SymbolInformation>;
};

// ---- Links ----

struct DocumentLink {
  Range range;
  std::optional<std::string> target;
  std::optional<std::string> tooltip;
  static constexpr auto fields() {
    using Self = DocumentLink;
    return std::tuple{field("range", &Self::range), field("target", &Self::target),
                      field("tooltip", &Self::tooltip)};
  }
};
struct DocumentLinkRequest {
  static constexpr std::string_view kName = "textDocument/documentLink";
  using Params = TextDocumentParams;
  using Result = std::vector<DocumentLink>;
};

// ---- Folds, selections, linked editing ----

struct FoldingRange {
  std::uint32_t start_line = 0;
  std::optional<std::uint32_t> start_character;
  std::uint32_t end_line = 0;
  std::optional<std::uint32_t> end_character;
  std::optional<std::string> kind;
  static constexpr auto fields() {
    using Self = FoldingRange;
    return std::tuple{field("startLine", &Self::start_line),
                      field("startCharacter", &Self::start_character),
                      field("endLine", &Self::end_line),
                      field("endCharacter", &Self::end_character), field("kind", &Self::kind)};
  }
};
struct FoldingRangeRequest {
  static constexpr std::string_view kName = "textDocument/foldingRange";
  using Params = TextDocumentParams;
  using Result = std::optional<std::vector<FoldingRange>>;
};

// The ranges from the inside out; on the wire each is the parent of the one before.
struct SelectionRange {
  std::vector<Range> ranges;  // never empty
  [[nodiscard]] Json to_json() const;
};
struct SelectionRangeParams {
  TextDocumentIdentifier text_document;
  std::vector<Position> positions;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &SelectionRangeParams::text_document),
                      field("positions", &SelectionRangeParams::positions)};
  }
};
struct SelectionRangeRequest {
  static constexpr std::string_view kName = "textDocument/selectionRange";
  using Params = SelectionRangeParams;
  using Result = std::optional<std::vector<SelectionRange>>;
};

struct LinkedEditingRanges {
  std::vector<Range> ranges;
  std::string word_pattern;
  static constexpr auto fields() {
    return std::tuple{field("ranges", &LinkedEditingRanges::ranges),
                      field("wordPattern", &LinkedEditingRanges::word_pattern)};
  }
};
struct LinkedEditingRangeRequest {
  static constexpr std::string_view kName = "textDocument/linkedEditingRange";
  using Params = TextDocumentPositionParams;
  using Result = std::optional<LinkedEditingRanges>;
};

}  // namespace buildspec::lsp
