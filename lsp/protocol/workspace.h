// Messages about the editor's window and its workspace folders (LSP 3.17, "Window", "Workspace").
#pragma once

#include <cstdint>
#include <optional>
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

struct FileRename {
  std::string old_uri;
  std::string new_uri;
  static constexpr auto fields() {
    return std::tuple{field("oldUri", &FileRename::old_uri), field("newUri", &FileRename::new_uri)};
  }
};
struct RenameFilesParams {
  std::vector<FileRename> files;
  static constexpr auto fields() { return std::tuple{field("files", &RenameFilesParams::files)}; }
};
struct DidRenameFiles {
  static constexpr std::string_view kName = "workspace/didRenameFiles";
  using Params = RenameFilesParams;
};
// Of created and of deleted files.
struct FilesParams {
  std::vector<TextDocumentIdentifier> files;
  static constexpr auto fields() { return std::tuple{field("files", &FilesParams::files)}; }
};
struct DidCreateFiles {
  static constexpr std::string_view kName = "workspace/didCreateFiles";
  using Params = FilesParams;
};
struct DidDeleteFiles {
  static constexpr std::string_view kName = "workspace/didDeleteFiles";
  using Params = FilesParams;
};

struct DidChangeConfigurationParams {
  Json settings;  // whatever the client has; null where it wants to be asked
  static constexpr auto fields() {
    return std::tuple{field("settings", &DidChangeConfigurationParams::settings)};
  }
};
struct DidChangeConfiguration {
  static constexpr std::string_view kName = "workspace/didChangeConfiguration";
  using Params = DidChangeConfigurationParams;
};

struct ConfigurationItem {
  std::optional<std::string> scope_uri;
  std::optional<std::string> section;
  static constexpr auto fields() {
    return std::tuple{field("scopeUri", &ConfigurationItem::scope_uri),
                      field("section", &ConfigurationItem::section)};
  }
};
struct ConfigurationParams {
  std::vector<ConfigurationItem> items;
  static constexpr auto fields() { return std::tuple{field("items", &ConfigurationParams::items)}; }
};
struct ConfigurationRequest {
  static constexpr std::string_view kName = "workspace/configuration";
  using Params = ConfigurationParams;
  using Result = std::vector<Json>;  // one for each item, in order
};

}  // namespace buildspec::lsp
