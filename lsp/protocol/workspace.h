// Messages about the editor's window and its workspace folders (LSP 3.17, "Window", "Workspace").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/lifecycle.h"

namespace buildspec::lsp {

enum class MessageType : std::uint8_t { error = 1, warning, info, log };

struct LogMessageParams {
  MessageType type = MessageType::info;
  std::string message;
  static constexpr auto fields() {
    return std::tuple{field("type", &LogMessageParams::type),
                      field("message", &LogMessageParams::message)};
  }
};
struct LogMessage {
  static constexpr std::string_view kName = "window/logMessage";
  using Params = LogMessageParams;
};

struct WorkspaceFoldersChangeEvent {
  std::vector<WorkspaceFolder> added;
  std::vector<WorkspaceFolder> removed;
  static constexpr auto fields() {
    return std::tuple{field("added", &WorkspaceFoldersChangeEvent::added),
                      field("removed", &WorkspaceFoldersChangeEvent::removed)};
  }
};
struct DidChangeWorkspaceFoldersParams {
  WorkspaceFoldersChangeEvent event;
  static constexpr auto fields() {
    return std::tuple{field("event", &DidChangeWorkspaceFoldersParams::event)};
  }
};
struct DidChangeWorkspaceFolders {
  static constexpr std::string_view kName = "workspace/didChangeWorkspaceFolders";
  using Params = DidChangeWorkspaceFoldersParams;
};

struct FileEvent {
  std::string uri;
  std::uint8_t type = 0;  // 1 created, 2 changed, 3 deleted
  static constexpr auto fields() {
    return std::tuple{field("uri", &FileEvent::uri), field("type", &FileEvent::type)};
  }
};
struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes;
  static constexpr auto fields() {
    return std::tuple{field("changes", &DidChangeWatchedFilesParams::changes)};
  }
};
struct DidChangeWatchedFiles {
  static constexpr std::string_view kName = "workspace/didChangeWatchedFiles";
  using Params = DidChangeWatchedFilesParams;
};

// We read no settings from it; clients send it all the same.
struct DidChangeConfiguration {
  static constexpr std::string_view kName = "workspace/didChangeConfiguration";
  using Params = Empty;
};

}  // namespace buildspec::lsp
