// Start and end of a session, and registrations in between (LSP 3.17, "Lifecycle Messages").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/client_capabilities.h"
#include "lsp/protocol/json.h"
#include "lsp/protocol/server_capabilities.h"

namespace buildspec::lsp {

struct WorkspaceFolder {
  std::string uri;
  std::string name;
  static constexpr auto fields() {
    return std::tuple{field("uri", &WorkspaceFolder::uri), field("name", &WorkspaceFolder::name)};
  }
};

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
