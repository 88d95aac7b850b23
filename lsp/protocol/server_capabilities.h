// What the server can do (LSP 3.17, "Lifecycle Messages").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/completion.h"
#include "lsp/protocol/display_capabilities.h"
#include "lsp/protocol/formatting.h"
#include "lsp/protocol/json.h"
#include "lsp/protocol/navigation_capabilities.h"

namespace buildspec::lsp {

struct SaveOptions {
  bool include_text = false;
  static constexpr auto fields() {
    return std::tuple{field("includeText", &SaveOptions::include_text)};
  }
};

struct TextDocumentSyncOptions {
  bool open_close = true;
  std::int32_t change = 2;  // incremental
  SaveOptions save;
  static constexpr auto fields() {
    using Self = TextDocumentSyncOptions;
    return std::tuple{field("openClose", &Self::open_close), field("change", &Self::change),
                      field("save", &Self::save)};
  }
};

struct WorkspaceFoldersServerCapabilities {
  bool supported = true;
  bool change_notifications = true;
  static constexpr auto fields() {
    using Self = WorkspaceFoldersServerCapabilities;
    return std::tuple{field("supported", &Self::supported),
                      field("changeNotifications", &Self::change_notifications)};
  }
};

struct FileOperationPattern {
  std::string glob;
  static constexpr auto fields() { return std::tuple{field("glob", &FileOperationPattern::glob)}; }
};
struct FileOperationFilter {
  std::string scheme;
  FileOperationPattern pattern;
  static constexpr auto fields() {
    return std::tuple{field("scheme", &FileOperationFilter::scheme),
                      field("pattern", &FileOperationFilter::pattern)};
  }
};
struct FileOperationRegistration {
  std::vector<FileOperationFilter> filters;
  static constexpr auto fields() {
    return std::tuple{field("filters", &FileOperationRegistration::filters)};
  }
};
struct FileOperationsServerCapabilities {
  std::optional<FileOperationRegistration> did_create;
  std::optional<FileOperationRegistration> did_rename;
  std::optional<FileOperationRegistration> did_delete;
  static constexpr auto fields() {
    using Self = FileOperationsServerCapabilities;
    return std::tuple{field("didCreate", &Self::did_create), field("didRename", &Self::did_rename),
                      field("didDelete", &Self::did_delete)};
  }
};

struct WorkspaceServerCapabilities {
  std::optional<WorkspaceFoldersServerCapabilities> workspace_folders;
  std::optional<FileOperationsServerCapabilities> file_operations;
  static constexpr auto fields() {
    using Self = WorkspaceServerCapabilities;
    return std::tuple{field("workspaceFolders", &Self::workspace_folders),
                      field("fileOperations", &Self::file_operations)};
  }
};

struct DiagnosticOptions {
  std::string identifier;
  bool inter_file_dependencies = false;
  bool workspace_diagnostics = false;
  static constexpr auto fields() {
    using Self = DiagnosticOptions;
    return std::tuple{field("identifier", &Self::identifier),
                      field("interFileDependencies", &Self::inter_file_dependencies),
                      field("workspaceDiagnostics", &Self::workspace_diagnostics)};
  }
};

// Each feature fills in its own member where it binds its handlers.
struct ServerCapabilities {
  std::string position_encoding = "utf-16";
  std::optional<TextDocumentSyncOptions> text_document_sync;
  std::optional<bool> hover_provider;
  std::optional<CompletionOptions> completion_provider;
  Json code_action_provider;      // CodeActionOptions, or true
  Json execute_command_provider;  // ExecuteCommandOptions
  std::optional<DiagnosticOptions> diagnostic_provider;
  std::optional<SemanticTokensOptions> semantic_tokens_provider;
  std::optional<ResolveOptions> inlay_hint_provider;
  std::optional<ResolveOptions> code_lens_provider;
  std::optional<bool> definition_provider;
  std::optional<bool> references_provider;
  std::optional<bool> document_highlight_provider;
  std::optional<bool> document_symbol_provider;
  std::optional<bool> workspace_symbol_provider;
  Json rename_provider;  // RenameOptions, or true
  std::optional<DocumentLinkOptions> document_link_provider;
  std::optional<bool> folding_range_provider;
  std::optional<bool> selection_range_provider;
  std::optional<bool> linked_editing_range_provider;
  std::optional<bool> document_formatting_provider;
  std::optional<bool> document_range_formatting_provider;
  std::optional<DocumentOnTypeFormattingOptions> document_on_type_formatting_provider;
  std::optional<WorkspaceServerCapabilities> workspace;
  static constexpr auto fields() {
    using Self = ServerCapabilities;
    return std::tuple{
        field("positionEncoding", &Self::position_encoding),
        field("textDocumentSync", &Self::text_document_sync),
        field("hoverProvider", &Self::hover_provider),
        field("completionProvider", &Self::completion_provider),
        field("codeActionProvider", &Self::code_action_provider),
        field("executeCommandProvider", &Self::execute_command_provider),
        field("diagnosticProvider", &Self::diagnostic_provider),
        field("semanticTokensProvider", &Self::semantic_tokens_provider),
        field("inlayHintProvider", &Self::inlay_hint_provider),
        field("codeLensProvider", &Self::code_lens_provider),
        field("definitionProvider", &Self::definition_provider),
        field("referencesProvider", &Self::references_provider),
        field("documentHighlightProvider", &Self::document_highlight_provider),
        field("documentSymbolProvider", &Self::document_symbol_provider),
        field("workspaceSymbolProvider", &Self::workspace_symbol_provider),
        field("renameProvider", &Self::rename_provider),
        field("documentLinkProvider", &Self::document_link_provider),
        field("foldingRangeProvider", &Self::folding_range_provider),
        field("selectionRangeProvider", &Self::selection_range_provider),
        field("linkedEditingRangeProvider", &Self::linked_editing_range_provider),
        field("documentFormattingProvider", &Self::document_formatting_provider),
        field("documentRangeFormattingProvider", &Self::document_range_formatting_provider),
        field("documentOnTypeFormattingProvider", &Self::document_on_type_formatting_provider),
        field("workspace", &Self::workspace)};
  }
};

}  // namespace buildspec::lsp
