// Semantic tokens, inlay hints and code lenses (LSP 3.17, "Language Features").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/code_actions.h"

namespace buildspec::lsp {

// ---- Semantic tokens ----

// Five numbers for each token: lines and characters from the one before it, length, type,
// modifiers.
using TokenNumbers = std::vector<std::uint32_t>;

struct SemanticTokens {
  std::optional<std::string> result_id;
  TokenNumbers data;

  // Only ever sent. The numbers become JSON at once: of a large document there are half a million.
  [[nodiscard]] Json to_json() const {
    Json json = Json::object();
    json.emplace("data", data);
    if (result_id) json.emplace("resultId", *result_id);
    return json;
  }
};

struct SemanticTokensEdit {
  std::uint32_t start = 0;  // in the numbers of the result before
  std::uint32_t delete_count = 0;
  TokenNumbers data;
  static constexpr auto fields() {
    using Self = SemanticTokensEdit;
    return std::tuple{field("start", &Self::start), field("deleteCount", &Self::delete_count),
                      field("data", &Self::data)};
  }
  friend bool operator==(const SemanticTokensEdit&, const SemanticTokensEdit&) = default;
};

struct SemanticTokensDelta {
  std::string result_id;
  std::vector<SemanticTokensEdit> edits;
  static constexpr auto fields() {
    return std::tuple{field("resultId", &SemanticTokensDelta::result_id),
                      field("edits", &SemanticTokensDelta::edits)};
  }
};

// Registered under this name, all requests together.
inline constexpr std::string_view kSemanticTokens = "textDocument/semanticTokens";

struct SemanticTokensParams {
  TextDocumentIdentifier text_document;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &SemanticTokensParams::text_document)};
  }
};
struct SemanticTokensFullRequest {
  static constexpr std::string_view kName = "textDocument/semanticTokens/full";
  using Params = SemanticTokensParams;
  using Result = std::optional<SemanticTokens>;
};

struct SemanticTokensDeltaParams {
  TextDocumentIdentifier text_document;
  std::string previous_result_id;
  static constexpr auto fields() {
    using Self = SemanticTokensDeltaParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("previousResultId", &Self::previous_result_id)};
  }
};
struct SemanticTokensDeltaRequest {
  static constexpr std::string_view kName = "textDocument/semanticTokens/full/delta";
  using Params = SemanticTokensDeltaParams;
  using Result = Json;  // SemanticTokens, SemanticTokensDelta or null
};

// Of everything that is asked for a part of a document.
struct DocumentRangeParams {
  TextDocumentIdentifier text_document;
  Range range;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &DocumentRangeParams::text_document),
                      field("range", &DocumentRangeParams::range)};
  }
};
struct SemanticTokensRangeRequest {
  static constexpr std::string_view kName = "textDocument/semanticTokens/range";
  using Params = DocumentRangeParams;
  using Result = std::optional<SemanticTokens>;
};

// ---- Inlay hints ----

struct InlayHint {
  Position position;
  std::string label;
  std::optional<std::vector<TextEdit>> text_edits;
  std::optional<MarkupContent> tooltip;
  std::optional<bool> padding_left;
  Json data;
  static constexpr auto fields() {
    using Self = InlayHint;
    return std::tuple{field("position", &Self::position),        field("label", &Self::label),
                      field("textEdits", &Self::text_edits),     field("tooltip", &Self::tooltip),
                      field("paddingLeft", &Self::padding_left), field("data", &Self::data)};
  }
};
struct InlayHintRequest {
  static constexpr std::string_view kName = "textDocument/inlayHint";
  using Params = DocumentRangeParams;
  using Result = std::optional<std::vector<InlayHint>>;
};
struct InlayHintResolve {
  static constexpr std::string_view kName = "inlayHint/resolve";
  using Params = Json;  // an InlayHint; what we do not know of it is kept
  using Result = Json;
};

// ---- Code lenses ----

struct CodeLens {
  Range range;
  std::optional<ActionCommand> command;
  Json data;
  static constexpr auto fields() {
    return std::tuple{field("range", &CodeLens::range), field("command", &CodeLens::command),
                      field("data", &CodeLens::data)};
  }
};
struct CodeLensParams {
  TextDocumentIdentifier text_document;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &CodeLensParams::text_document)};
  }
};
struct CodeLensRequest {
  static constexpr std::string_view kName = "textDocument/codeLens";
  using Params = CodeLensParams;
  using Result = std::optional<std::vector<CodeLens>>;
};
struct CodeLensResolve {
  static constexpr std::string_view kName = "codeLens/resolve";
  using Params = Json;  // a CodeLens; what we do not know of it is kept
  using Result = Json;
};

// ---- What the client is to ask for again ----

struct SemanticTokensRefresh {
  static constexpr std::string_view kName = "workspace/semanticTokens/refresh";
  using Params = std::nullptr_t;
  using Result = std::nullptr_t;
};
struct InlayHintRefresh {
  static constexpr std::string_view kName = "workspace/inlayHint/refresh";
  using Params = std::nullptr_t;
  using Result = std::nullptr_t;
};
struct CodeLensRefresh {
  static constexpr std::string_view kName = "workspace/codeLens/refresh";
  using Params = std::nullptr_t;
  using Result = std::nullptr_t;
};

}  // namespace buildspec::lsp
