// Changes of documents and files (LSP 3.17, "WorkspaceEdit"; snippets in edits from 3.18, for
// clients that say that they take them).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/json.h"

namespace buildspec::lsp {

// A TextEdit, an AnnotatedTextEdit, or (with `snippet`) a SnippetTextEdit.
struct DocumentTextEdit {
  Range range;
  std::string new_text;
  std::optional<std::string> annotation_id = {};
  bool snippet = false;

  DocumentTextEdit(TextEdit edit)  // NOLINT(google-explicit-constructor): it is one
      : range(edit.range), new_text(std::move(edit.new_text)) {}
  [[nodiscard]] Json to_json() const;
};

struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier text_document;
  std::vector<DocumentTextEdit> edits;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &TextDocumentEdit::text_document),
                      field("edits", &TextDocumentEdit::edits)};
  }
};

// A file that is there already stays as it is.
struct CreateFile {
  std::string uri;
  [[nodiscard]] Json to_json() const;
};

struct DocumentChange {
  std::variant<TextDocumentEdit, CreateFile> change;

  DocumentChange(TextDocumentEdit edit)  // NOLINT(google-explicit-constructor)
      : change(std::move(edit)) {}
  DocumentChange(CreateFile file)  // NOLINT(google-explicit-constructor)
      : change(std::move(file)) {}
  [[nodiscard]] Json to_json() const;
};

struct ChangeAnnotation {
  std::string label;
  std::optional<bool> needs_confirmation;
  std::optional<std::string> description;
  static constexpr auto fields() {
    using Self = ChangeAnnotation;
    return std::tuple{field("label", &Self::label),
                      field("needsConfirmation", &Self::needs_confirmation),
                      field("description", &Self::description)};
  }
};

// Versioned where the client can take it (`document_changes`), else by URI.
struct WorkspaceEdit {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  std::optional<std::vector<DocumentChange>> document_changes;
  Json changes;             // {uri: TextEdit[]}
  Json change_annotations;  // {id: ChangeAnnotation}
  static constexpr auto fields() {
    return std::tuple{field("documentChanges", &WorkspaceEdit::document_changes),
                      field("changes", &WorkspaceEdit::changes),
                      field("changeAnnotations", &WorkspaceEdit::change_annotations)};
  }
};

struct ApplyWorkspaceEditParams {  // NOLINT(bugprone-exception-escape)
  std::string label;
  Json edit;  // a WorkspaceEdit
  static constexpr auto fields() {
    using Self = ApplyWorkspaceEditParams;
    return std::tuple{field("label", &Self::label), field("edit", &Self::edit)};
  }
};
struct ApplyWorkspaceEdit {
  static constexpr std::string_view kName = "workspace/applyEdit";
  using Params = ApplyWorkspaceEditParams;
  using Result = Json;
};

}  // namespace buildspec::lsp
