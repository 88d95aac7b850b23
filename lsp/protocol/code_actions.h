// Code actions, and commands that the server runs (LSP 3.17, "Code Action", "Execute a command").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/diagnostics.h"
#include "lsp/protocol/workspace_edit.h"

namespace buildspec::lsp {

enum class CodeActionTriggerKind : std::uint8_t { invoked = 1, automatic };

struct CodeActionContext {
  std::vector<Diagnostic> diagnostics;
  std::optional<std::vector<std::string>> only;
  std::optional<CodeActionTriggerKind> trigger_kind;
  static constexpr auto fields() {
    using Self = CodeActionContext;
    return std::tuple{field("diagnostics", &Self::diagnostics), field("only", &Self::only),
                      field("triggerKind", &Self::trigger_kind)};
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

struct ActionCommand {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  std::string title;
  std::string command;
  std::vector<Json> arguments;
  static constexpr auto fields() {
    return std::tuple{field("title", &ActionCommand::title),
                      field("command", &ActionCommand::command),
                      field("arguments", &ActionCommand::arguments)};
  }
};

struct DisabledAction {
  std::string reason;
  static constexpr auto fields() { return std::tuple{field("reason", &DisabledAction::reason)}; }
};

struct CodeAction {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  std::string title;
  std::string kind;
  std::optional<std::vector<Diagnostic>> diagnostics;
  std::optional<bool> is_preferred;
  std::optional<DisabledAction> disabled;
  std::optional<WorkspaceEdit> edit;
  std::optional<ActionCommand> command;
  Json data;
  static constexpr auto fields() {
    using Self = CodeAction;
    return std::tuple{field("title", &Self::title),
                      field("kind", &Self::kind),
                      field("diagnostics", &Self::diagnostics),
                      field("isPreferred", &Self::is_preferred),
                      field("disabled", &Self::disabled),
                      field("edit", &Self::edit),
                      field("command", &Self::command),
                      field("data", &Self::data)};
  }
};

struct CodeActionRequest {
  static constexpr std::string_view kName = "textDocument/codeAction";
  using Params = CodeActionParams;
  using Result = std::vector<Json>;  // CodeAction or ActionCommand
};
// The client's own action comes back with what was missing.
struct CodeActionResolve {
  static constexpr std::string_view kName = "codeAction/resolve";
  using Params = Json;
  using Result = Json;
};

// Where the client takes no options, `true` is written in their place.
struct CodeActionOptions {
  std::vector<std::string> code_action_kinds;
  std::optional<bool> resolve_provider;
  static constexpr auto fields() {
    using Self = CodeActionOptions;
    return std::tuple{field("codeActionKinds", &Self::code_action_kinds),
                      field("resolveProvider", &Self::resolve_provider)};
  }
};

struct ExecuteCommandOptions {
  std::vector<std::string> commands;
  static constexpr auto fields() {
    return std::tuple{field("commands", &ExecuteCommandOptions::commands)};
  }
};
struct ExecuteCommandParams {
  std::string command;
  std::optional<std::vector<Json>> arguments;
  static constexpr auto fields() {
    return std::tuple{field("command", &ExecuteCommandParams::command),
                      field("arguments", &ExecuteCommandParams::arguments)};
  }
};
struct ExecuteCommand {
  static constexpr std::string_view kName = "workspace/executeCommand";
  using Params = ExecuteCommandParams;
  using Result = Json;
};

struct ShowMessageParams {
  std::uint8_t type = 3;  // information
  std::string message;
  static constexpr auto fields() {
    return std::tuple{field("type", &ShowMessageParams::type),
                      field("message", &ShowMessageParams::message)};
  }
};
struct ShowMessage {
  static constexpr std::string_view kName = "window/showMessage";
  using Params = ShowMessageParams;
};
struct ShowDocumentParams {
  std::string uri;
  std::optional<bool> external;
  std::optional<bool> take_focus;
  static constexpr auto fields() {
    using Self = ShowDocumentParams;
    return std::tuple{field("uri", &Self::uri), field("external", &Self::external),
                      field("takeFocus", &Self::take_focus)};
  }
};
struct ShowDocument {
  static constexpr std::string_view kName = "window/showDocument";
  using Params = ShowDocumentParams;
  using Result = Json;
};

}  // namespace buildspec::lsp
