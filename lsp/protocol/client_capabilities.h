// What the client can do: the members that we ask for (LSP 3.17, "Lifecycle Messages").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/completion.h"
#include "lsp/protocol/display_capabilities.h"
#include "lsp/protocol/json.h"
#include "lsp/protocol/navigation_capabilities.h"

namespace buildspec::lsp {

struct GeneralClientCapabilities {
  std::optional<std::vector<std::string>> position_encodings;
  static constexpr auto fields() {
    return std::tuple{field("positionEncodings", &GeneralClientCapabilities::position_encodings)};
  }
};

struct DiagnosticTagSupport {
  std::optional<std::vector<std::int32_t>> value_set;
  static constexpr auto fields() {
    return std::tuple{field("valueSet", &DiagnosticTagSupport::value_set)};
  }
};

struct PublishDiagnosticsClientCapabilities {
  std::optional<bool> related_information;
  Json tag_support;  // {valueSet: [...]}; a boolean before LSP 3.15
  std::optional<bool> version_support;
  std::optional<bool> code_description_support;
  std::optional<bool> data_support;
  static constexpr auto fields() {
    using Self = PublishDiagnosticsClientCapabilities;
    return std::tuple{field("relatedInformation", &Self::related_information),
                      field("tagSupport", &Self::tag_support),
                      field("versionSupport", &Self::version_support),
                      field("codeDescriptionSupport", &Self::code_description_support),
                      field("dataSupport", &Self::data_support)};
  }
};

struct DiagnosticClientCapabilities {
  std::optional<bool> related_document_support;
  static constexpr auto fields() {
    return std::tuple{
        field("relatedDocumentSupport", &DiagnosticClientCapabilities::related_document_support)};
  }
};

struct HoverClientCapabilities {
  std::optional<std::vector<std::string>> content_format;
  static constexpr auto fields() {
    return std::tuple{field("contentFormat", &HoverClientCapabilities::content_format)};
  }
};

struct ResolveSupport {
  std::optional<std::vector<std::string>> properties;
  static constexpr auto fields() {
    return std::tuple{field("properties", &ResolveSupport::properties)};
  }
};

struct CodeActionClientCapabilities {
  Json code_action_literal_support;  // present: actions may be objects, not only commands
  std::optional<bool> is_preferred_support;
  std::optional<bool> disabled_support;
  std::optional<bool> data_support;
  std::optional<ResolveSupport> resolve_support;
  std::optional<bool> honors_change_annotations;
  static constexpr auto fields() {
    using Self = CodeActionClientCapabilities;
    return std::tuple{field("codeActionLiteralSupport", &Self::code_action_literal_support),
                      field("isPreferredSupport", &Self::is_preferred_support),
                      field("disabledSupport", &Self::disabled_support),
                      field("dataSupport", &Self::data_support),
                      field("resolveSupport", &Self::resolve_support),
                      field("honorsChangeAnnotations", &Self::honors_change_annotations)};
  }
};

struct DynamicRegistrationCapability {
  std::optional<bool> dynamic_registration;
  static constexpr auto fields() {
    return std::tuple{
        field("dynamicRegistration", &DynamicRegistrationCapability::dynamic_registration)};
  }
};

struct TextDocumentClientCapabilities {
  std::optional<PublishDiagnosticsClientCapabilities> publish_diagnostics;
  std::optional<DiagnosticClientCapabilities> diagnostic;  // present: the client pulls
  std::optional<HoverClientCapabilities> hover;
  std::optional<CompletionClientCapabilities> completion;
  std::optional<CodeActionClientCapabilities> code_action;
  std::optional<SemanticTokensClientCapabilities> semantic_tokens;
  std::optional<InlayHintClientCapabilities> inlay_hint;
  Json code_lens;  // present: the client shows them
  std::optional<DefinitionClientCapabilities> definition;
  std::optional<SymbolClientCapabilities> document_symbol;
  std::optional<RenameClientCapabilities> rename;
  std::optional<DocumentLinkClientCapabilities> document_link;
  std::optional<FoldingRangeClientCapabilities> folding_range;
  std::optional<DynamicRegistrationCapability> formatting;
  std::optional<DynamicRegistrationCapability> range_formatting;
  std::optional<DynamicRegistrationCapability> on_type_formatting;
  static constexpr auto fields() {
    using Self = TextDocumentClientCapabilities;
    return std::tuple{field("publishDiagnostics", &Self::publish_diagnostics),
                      field("diagnostic", &Self::diagnostic),
                      field("hover", &Self::hover),
                      field("completion", &Self::completion),
                      field("codeAction", &Self::code_action),
                      field("semanticTokens", &Self::semantic_tokens),
                      field("inlayHint", &Self::inlay_hint),
                      field("codeLens", &Self::code_lens),
                      field("definition", &Self::definition),
                      field("documentSymbol", &Self::document_symbol),
                      field("rename", &Self::rename),
                      field("documentLink", &Self::document_link),
                      field("foldingRange", &Self::folding_range),
                      field("formatting", &Self::formatting),
                      field("rangeFormatting", &Self::range_formatting),
                      field("onTypeFormatting", &Self::on_type_formatting)};
  }
};

struct RefreshCapability {
  std::optional<bool> refresh_support;
  static constexpr auto fields() {
    return std::tuple{field("refreshSupport", &RefreshCapability::refresh_support)};
  }
};

struct FileOperationClientCapabilities {
  std::optional<bool> did_create;
  std::optional<bool> did_rename;
  std::optional<bool> did_delete;
  static constexpr auto fields() {
    using Self = FileOperationClientCapabilities;
    return std::tuple{field("didCreate", &Self::did_create), field("didRename", &Self::did_rename),
                      field("didDelete", &Self::did_delete)};
  }
};

struct ShowDocumentClientCapabilities {
  std::optional<bool> support;
  static constexpr auto fields() {
    return std::tuple{field("support", &ShowDocumentClientCapabilities::support)};
  }
};

struct WindowClientCapabilities {
  std::optional<bool> work_done_progress;
  std::optional<ShowDocumentClientCapabilities> show_document;
  static constexpr auto fields() {
    using Self = WindowClientCapabilities;
    return std::tuple{field("workDoneProgress", &Self::work_done_progress),
                      field("showDocument", &Self::show_document)};
  }
};

struct WorkspaceEditClientCapabilities {
  std::optional<bool> document_changes;
  std::optional<std::vector<std::string>> resource_operations;
  Json change_annotation_support;            // present: edits may be annotated
  std::optional<bool> snippet_edit_support;  // from LSP 3.18
  static constexpr auto fields() {
    using Self = WorkspaceEditClientCapabilities;
    return std::tuple{field("documentChanges", &Self::document_changes),
                      field("resourceOperations", &Self::resource_operations),
                      field("changeAnnotationSupport", &Self::change_annotation_support),
                      field("snippetEditSupport", &Self::snippet_edit_support)};
  }
};

struct WorkspaceClientCapabilities {
  std::optional<bool> workspace_folders;
  std::optional<DynamicRegistrationCapability> did_change_watched_files;
  std::optional<DynamicRegistrationCapability> did_change_configuration;
  std::optional<bool> configuration;
  std::optional<RefreshCapability> diagnostics;
  std::optional<FileOperationClientCapabilities> file_operations;
  std::optional<WorkspaceEditClientCapabilities> workspace_edit;
  std::optional<bool> apply_edit;
  Json execute_command;  // present: the client runs commands of the server
  std::optional<RefreshCapability> semantic_tokens;
  std::optional<RefreshCapability> inlay_hint;
  std::optional<RefreshCapability> code_lens;
  std::optional<SymbolClientCapabilities> symbol;
  static constexpr auto fields() {
    using Self = WorkspaceClientCapabilities;
    return std::tuple{field("workspaceFolders", &Self::workspace_folders),
                      field("didChangeWatchedFiles", &Self::did_change_watched_files),
                      field("didChangeConfiguration", &Self::did_change_configuration),
                      field("configuration", &Self::configuration),
                      field("diagnostics", &Self::diagnostics),
                      field("fileOperations", &Self::file_operations),
                      field("workspaceEdit", &Self::workspace_edit),
                      field("applyEdit", &Self::apply_edit),
                      field("executeCommand", &Self::execute_command),
                      field("semanticTokens", &Self::semantic_tokens),
                      field("inlayHint", &Self::inlay_hint),
                      field("codeLens", &Self::code_lens),
                      field("symbol", &Self::symbol)};
  }
};

struct ClientCapabilities {
  std::optional<GeneralClientCapabilities> general;
  std::optional<TextDocumentClientCapabilities> text_document;
  std::optional<WorkspaceClientCapabilities> workspace;
  std::optional<WindowClientCapabilities> window;
  static constexpr auto fields() {
    using Self = ClientCapabilities;
    return std::tuple{field("general", &Self::general), field("textDocument", &Self::text_document),
                      field("workspace", &Self::workspace), field("window", &Self::window)};
  }
};

}  // namespace buildspec::lsp
