// Workspace folders and files that change outside of the editor.
#include <algorithm>
#include <filesystem>
#include <string_view>

#include "linter/lint/configuration.h"
#include "lsp/protocol/workspace.h"
#include "lsp/server/context.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

constexpr std::uint8_t kCreated = 1;
constexpr std::uint8_t kDeleted = 3;

void change_folders(Context& context, const WorkspaceFoldersChangeEvent& event) {
  std::vector<std::filesystem::path> folders = context.projects.folders();
  for (const WorkspaceFolder& removed : event.removed) {
    if (const auto path = path_of(removed.uri)) std::erase(folders, *path);
  }
  for (const WorkspaceFolder& added : event.added) {
    const auto path = path_of(added.uri);
    if (path && std::find(folders.begin(), folders.end(), *path) == folders.end()) {
      folders.push_back(*path);
    }
  }
  context.projects.set_folders(std::move(folders));
}

void notice_files(Context& context, const std::vector<FileEvent>& events) {
  bool configuration = false;
  bool files = false;
  for (const FileEvent& event : events) {
    const auto path = path_of(event.uri);
    if (!path) continue;
    configuration = configuration || path->filename() == kConfigurationFile;
    files = files || event.type == kCreated || event.type == kDeleted ||
            path->filename() == ".gitignore";
    context.projects.file_changed(*path);
  }
  if (configuration) context.projects.configuration_changed();
  if (files) context.projects.files_changed();
}

// What the findings depend on beside the documents themselves.
void watch_files(Context& context) {
  // Which files a buildspec names is not known beforehand.
  const Json watchers = {{{"globPattern", "**/*"}}};
  context.client.request<RegisterCapability>(
      {{{"watched-files", std::string(DidChangeWatchedFiles::kName), {{"watchers", watchers}}}}},
      [&context](const Response& response) {
        if (response.error) {
          context.log.write(MessageType::info, "files are not watched: " + *response.error);
        }
      });
}

}  // namespace

void bind_workspace(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.workspace = WorkspaceServerCapabilities{WorkspaceFoldersServerCapabilities{}};
  dispatcher.on<DidChangeWorkspaceFolders>(
      [&context](const DidChangeWorkspaceFoldersParams& params) {
        change_folders(context, params.event);
      });
  dispatcher.on<DidChangeWatchedFiles>([&context](const DidChangeWatchedFilesParams& params) {
    notice_files(context, params.changes);
  });
  dispatcher.on<Initialized>([&context](const Empty&) {
    if (context.traits.watches_files) watch_files(context);
  });
}

}  // namespace buildspec::lsp
