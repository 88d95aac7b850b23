// Hover, completion and code actions (LSP 3.17, "Language Features").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/diagnostics.h"

namespace buildspec::lsp {

// ---- Hover ----

struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
  static constexpr auto fields() {
    return std::tuple{field("contents", &Hover::contents), field("range", &Hover::range)};
  }
};
struct HoverRequest {
  static constexpr std::string_view kName = "textDocument/hover";
  using Params = TextDocumentPositionParams;
  using Result = std::optional<Hover>;
};

// ---- Completion ----

enum class CompletionItemKind : std::uint8_t {
  text = 1,
  module = 9,
  property = 10,
  value = 12,
  keyword = 14,
  snippet = 15,
  file = 17,
  constant = 21,
  variable = 6
};
enum class InsertTextFormat : std::uint8_t { plain_text = 1, snippet };
enum class CompletionItemTag : std::uint8_t { deprecated = 1 };

// A TextEdit, or an InsertReplaceEdit where the client can choose between the two ranges.
struct CompletionEdit {
  Range insert;
  Range replace;
  bool both = false;  // false: a TextEdit of `replace`
  std::string new_text;

  static CompletionEdit from_json(const Json& json, const JsonPath& path);
  [[nodiscard]] Json to_json() const;
};

struct CompletionItemLabelDetails {
  std::optional<std::string> detail;
  std::optional<std::string> description;
  static constexpr auto fields() {
    using Self = CompletionItemLabelDetails;
    return std::tuple{field("detail", &Self::detail), field("description", &Self::description)};
  }
};

struct CompletionItem {
  std::string label;
  std::optional<CompletionItemLabelDetails> label_details;
  std::optional<CompletionItemKind> kind;
  std::optional<std::vector<CompletionItemTag>> tags;
  std::optional<bool> deprecated;  // for clients older than tags
  std::optional<std::string> detail;
  std::optional<MarkupContent> documentation;
  std::optional<std::string> sort_text;
  std::optional<std::string> filter_text;
  std::optional<InsertTextFormat> insert_text_format;
  std::optional<CompletionEdit> text_edit;
  static constexpr auto fields() {
    using Self = CompletionItem;
    return std::tuple{field("label", &Self::label),
                      field("labelDetails", &Self::label_details),
                      field("kind", &Self::kind),
                      field("tags", &Self::tags),
                      field("deprecated", &Self::deprecated),
                      field("detail", &Self::detail),
                      field("documentation", &Self::documentation),
                      field("sortText", &Self::sort_text),
                      field("filterText", &Self::filter_text),
                      field("insertTextFormat", &Self::insert_text_format),
                      field("textEdit", &Self::text_edit)};
  }
};

struct CompletionList {
  bool is_incomplete = false;
  std::vector<CompletionItem> items;
  static constexpr auto fields() {
    return std::tuple{field("isIncomplete", &CompletionList::is_incomplete),
                      field("items", &CompletionList::items)};
  }
};
struct CompletionRequest {
  static constexpr std::string_view kName = "textDocument/completion";
  using Params = TextDocumentPositionParams;
  using Result = CompletionList;
};

// ---- Code actions ----

struct CodeActionContext {
  std::vector<Diagnostic> diagnostics;
  std::optional<std::vector<std::string>> only;
  static constexpr auto fields() {
    return std::tuple{field("diagnostics", &CodeActionContext::diagnostics),
                      field("only", &CodeActionContext::only)};
  }
};
struct CodeActionParams {
  TextDocumentIdentifier text_document;
  Range range;
  CodeActionContext context;
  static constexpr auto fields() {
    using Self = CodeActionParams;
    return std::tuple{field("textDocument", &Self::text_document), field("range", &Self::range),
                      field("context", &Self::context)};
  }
};

struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier text_document;
  std::vector<TextEdit> edits;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &TextDocumentEdit::text_document),
                      field("edits", &TextDocumentEdit::edits)};
  }
};

// Versioned where the client can take it (`document_changes`), else by URI.
struct WorkspaceEdit {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  std::optional<std::vector<TextDocumentEdit>> document_changes;
  Json changes;  // {uri: TextEdit[]}
  static constexpr auto fields() {
    return std::tuple{field("documentChanges", &WorkspaceEdit::document_changes),
                      field("changes", &WorkspaceEdit::changes)};
  }
};

struct CodeAction {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  std::string title;
  std::string kind;
  std::vector<Diagnostic> diagnostics;
  std::optional<bool> is_preferred;
  WorkspaceEdit edit;
  static constexpr auto fields() {
    using Self = CodeAction;
    return std::tuple{field("title", &Self::title), field("kind", &Self::kind),
                      field("diagnostics", &Self::diagnostics),
                      field("isPreferred", &Self::is_preferred), field("edit", &Self::edit)};
  }
};
struct CodeActionRequest {
  static constexpr std::string_view kName = "textDocument/codeAction";
  using Params = CodeActionParams;
  using Result = std::vector<CodeAction>;
};

}  // namespace buildspec::lsp
