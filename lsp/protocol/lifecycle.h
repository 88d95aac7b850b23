// Start and end of a session, and what either side can do (LSP 3.17, "Lifecycle Messages").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/json.h"

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

struct HoverClientCapabilities {
  std::optional<std::vector<std::string>> content_format;
  static constexpr auto fields() {
    return std::tuple{field("contentFormat", &HoverClientCapabilities::content_format)};
  }
};

struct CompletionItemClientCapabilities {
  std::optional<bool> snippet_support;
  std::optional<std::vector<std::string>> documentation_format;
  std::optional<bool> deprecated_support;
  Json tag_support;
  std::optional<bool> insert_replace_support;
  std::optional<bool> label_details_support;
  static constexpr auto fields() {
    using Self = CompletionItemClientCapabilities;
    return std::tuple{field("snippetSupport", &Self::snippet_support),
                      field("documentationFormat", &Self::documentation_format),
                      field("deprecatedSupport", &Self::deprecated_support),
                      field("tagSupport", &Self::tag_support),
                      field("insertReplaceSupport", &Self::insert_replace_support),
                      field("labelDetailsSupport", &Self::label_details_support)};
  }
};

struct CompletionClientCapabilities {
  std::optional<CompletionItemClientCapabilities> completion_item;
  static constexpr auto fields() {
    return std::tuple{field("completionItem", &CompletionClientCapabilities::completion_item)};
  }
};

struct CodeActionClientCapabilities {
  Json code_action_literal_support;  // present: actions may be objects, not only commands
  std::optional<bool> is_preferred_support;
  static constexpr auto fields() {
    using Self = CodeActionClientCapabilities;
    return std::tuple{field("codeActionLiteralSupport", &Self::code_action_literal_support),
                      field("isPreferredSupport", &Self::is_preferred_support)};
  }
};

struct TextDocumentClientCapabilities {
  std::optional<PublishDiagnosticsClientCapabilities> publish_diagnostics;
  std::optional<HoverClientCapabilities> hover;
  std::optional<CompletionClientCapabilities> completion;
  std::optional<CodeActionClientCapabilities> code_action;
  static constexpr auto fields() {
    using Self = TextDocumentClientCapabilities;
    return std::tuple{field("publishDiagnostics", &Self::publish_diagnostics),
                      field("hover", &Self::hover), field("completion", &Self::completion),
                      field("codeAction", &Self::code_action)};
  }
};

struct DynamicRegistrationCapability {
  std::optional<bool> dynamic_registration;
  static constexpr auto fields() {
    return std::tuple{
        field("dynamicRegistration", &DynamicRegistrationCapability::dynamic_registration)};
  }
};

struct WorkspaceEditClientCapabilities {
  std::optional<bool> document_changes;
  static constexpr auto fields() {
    return std::tuple{field("documentChanges", &WorkspaceEditClientCapabilities::document_changes)};
  }
};

struct WorkspaceClientCapabilities {
  std::optional<bool> workspace_folders;
  std::optional<DynamicRegistrationCapability> did_change_watched_files;
  std::optional<WorkspaceEditClientCapabilities> workspace_edit;
  static constexpr auto fields() {
    using Self = WorkspaceClientCapabilities;
    return std::tuple{field("workspaceFolders", &Self::workspace_folders),
                      field("didChangeWatchedFiles", &Self::did_change_watched_files),
                      field("workspaceEdit", &Self::workspace_edit)};
  }
};

struct ClientCapabilities {
  std::optional<GeneralClientCapabilities> general;
  std::optional<TextDocumentClientCapabilities> text_document;
  std::optional<WorkspaceClientCapabilities> workspace;
  static constexpr auto fields() {
    using Self = ClientCapabilities;
    return std::tuple{field("general", &Self::general), field("textDocument", &Self::text_document),
                      field("workspace", &Self::workspace)};
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

struct CompletionOptions {
  std::vector<std::string> trigger_characters;
  static constexpr auto fields() {
    return std::tuple{field("triggerCharacters", &CompletionOptions::trigger_characters)};
  }
};

struct CodeActionOptions {
  std::vector<std::string> code_action_kinds;
  static constexpr auto fields() {
    return std::tuple{field("codeActionKinds", &CodeActionOptions::code_action_kinds)};
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

struct WorkspaceServerCapabilities {
  std::optional<WorkspaceFoldersServerCapabilities> workspace_folders;
  static constexpr auto fields() {
    return std::tuple{field("workspaceFolders", &WorkspaceServerCapabilities::workspace_folders)};
  }
};

// Each feature fills in its own member where it binds its handlers.
struct ServerCapabilities {
  std::string position_encoding = "utf-16";
  std::optional<TextDocumentSyncOptions> text_document_sync;
  std::optional<bool> hover_provider;
  std::optional<CompletionOptions> completion_provider;
  std::optional<CodeActionOptions> code_action_provider;
  std::optional<WorkspaceServerCapabilities> workspace;
  static constexpr auto fields() {
    using Self = ServerCapabilities;
    return std::tuple{field("positionEncoding", &Self::position_encoding),
                      field("textDocumentSync", &Self::text_document_sync),
                      field("hoverProvider", &Self::hover_provider),
                      field("completionProvider", &Self::completion_provider),
                      field("codeActionProvider", &Self::code_action_provider),
                      field("workspace", &Self::workspace)};
  }
};

// ---- Messages ----

struct InitializeParams {
  std::optional<std::int64_t> process_id;
  ClientCapabilities capabilities;
  std::optional<std::string> trace;
  std::optional<std::vector<WorkspaceFolder>> workspace_folders;
  std::optional<std::string> root_uri;  // older clients send these two only
  std::optional<std::string> root_path;
  static constexpr auto fields() {
    using Self = InitializeParams;
    return std::tuple{
        field("processId", &Self::process_id), field("capabilities", &Self::capabilities),
        field("trace", &Self::trace),          field("workspaceFolders", &Self::workspace_folders),
        field("rootUri", &Self::root_uri),     field("rootPath", &Self::root_path)};
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

}  // namespace buildspec::lsp
