// Start and end of a session, and what either side can do (LSP 3.17, "Lifecycle Messages").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/completion.h"
#include "lsp/protocol/display_capabilities.h"
#include "lsp/protocol/formatting.h"
#include "lsp/protocol/json.h"
#include "lsp/protocol/navigation_capabilities.h"

namespace buildspec::lsp {

// ---- What the client can do: the members that we ask for ----

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
                      field("foldingRange", &Self::folding_range)};
  }
};

struct DynamicRegistrationCapability {
  std::optional<bool> dynamic_registration;
  static constexpr auto fields() {
    return std::tuple{
        field("dynamicRegistration", &DynamicRegistrationCapability::dynamic_registration)};
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

// ---- What the server can do ----

struct WorkspaceFolder {
  std::string uri;
  std::string name;
  static constexpr auto fields() {
    return std::tuple{field("uri", &WorkspaceFolder::uri), field("name", &WorkspaceFolder::name)};
  }
};

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

// ---- Messages ----

struct InitializeParams {
  std::optional<std::int64_t> process_id;
  ClientCapabilities capabilities;
  std::optional<std::string> trace;
  Json initialization_options;
  std::optional<std::vector<WorkspaceFolder>> workspace_folders;
  std::optional<std::string> root_uri;  // older clients send these two only
  std::optional<std::string> root_path;
  static constexpr auto fields() {
    using Self = InitializeParams;
    return std::tuple{field("processId", &Self::process_id),
                      field("capabilities", &Self::capabilities),
                      field("trace", &Self::trace),
                      field("initializationOptions", &Self::initialization_options),
                      field("workspaceFolders", &Self::workspace_folders),
                      field("rootUri", &Self::root_uri),
                      field("rootPath", &Self::root_path)};
  }
};

struct ServerInfo {
  std::string name;
  std::string version;
  static constexpr auto fields() {
    return std::tuple{field("name", &ServerInfo::name), field("version", &ServerInfo::version)};
  }
};

struct InitializeResult {
  ServerCapabilities capabilities;
  ServerInfo server_info;
  static constexpr auto fields() {
    return std::tuple{field("capabilities", &InitializeResult::capabilities),
                      field("serverInfo", &InitializeResult::server_info)};
  }
};

struct Initialize {
  static constexpr std::string_view kName = "initialize";
  using Params = InitializeParams;
  using Result = InitializeResult;
};
struct Initialized {
  static constexpr std::string_view kName = "initialized";
  using Params = Empty;
};
struct Shutdown {
  static constexpr std::string_view kName = "shutdown";
  using Params = Empty;
  using Result = std::nullptr_t;
};
struct Exit {
  static constexpr std::string_view kName = "exit";
  using Params = Empty;
};

struct SetTraceParams {
  std::string value;  // "off", "messages" or "verbose"
  static constexpr auto fields() { return std::tuple{field("value", &SetTraceParams::value)}; }
};
struct SetTrace {
  static constexpr std::string_view kName = "$/setTrace";
  using Params = SetTraceParams;
};
struct LogTraceParams {
  std::string message;
  std::optional<std::string> verbose;
  static constexpr auto fields() {
    return std::tuple{field("message", &LogTraceParams::message),
                      field("verbose", &LogTraceParams::verbose)};
  }
};
struct LogTrace {
  static constexpr std::string_view kName = "$/logTrace";
  using Params = LogTraceParams;
};

struct Registration {
  std::string id;
  std::string method;
  Json register_options;
  static constexpr auto fields() {
    using Self = Registration;
    return std::tuple{field("id", &Self::id), field("method", &Self::method),
                      field("registerOptions", &Self::register_options)};
  }
};
struct RegistrationParams {
  std::vector<Registration> registrations;
  static constexpr auto fields() {
    return std::tuple{field("registrations", &RegistrationParams::registrations)};
  }
};
struct RegisterCapability {
  static constexpr std::string_view kName = "client/registerCapability";
  using Params = RegistrationParams;
  using Result = std::nullptr_t;
};
struct Unregistration {
  std::string id;
  std::string method;
  static constexpr auto fields() {
    return std::tuple{field("id", &Unregistration::id), field("method", &Unregistration::method)};
  }
};
struct UnregistrationParams {
  std::vector<Unregistration> unregistrations;
  static constexpr auto fields() {
    // So spelled in the protocol.
    return std::tuple{field("unregisterations", &UnregistrationParams::unregistrations)};
  }
};
struct UnregisterCapability {
  static constexpr std::string_view kName = "client/unregisterCapability";
  using Params = UnregistrationParams;
  using Result = std::nullptr_t;
};

}  // namespace buildspec::lsp
