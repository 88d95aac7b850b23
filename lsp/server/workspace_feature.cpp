// Workspace folders and files that change outside of the editor.
#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "lsp/protocol/workspace.h"
#include "lsp/server/context.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

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
  for (const auto& listener : context.folder_listeners) listener();
}

// What became of a file on the disk.
enum class FileChange : std::uint8_t { created = 1, changed, deleted };

class NoticedFiles {
 public:
  explicit NoticedFiles(Context& context) : context_(context) {}

  void add(const std::string& uri, FileChange change) {
    const auto path = path_of(uri);
    if (!path) return;
    configuration_ = configuration_ || context_.projects.is_configuration(*path);
    files_ = files_ || change != FileChange::changed || path->filename() == ".gitignore";
    paths_.push_back(*path);
  }
  void tell() const {
    for (const auto& path : paths_) {
      context_.projects.file_changed(path);
      for (const auto& listener : context_.file_listeners) listener(path);
    }
    if (configuration_) context_.projects.configuration_changed();
    if (files_) context_.projects.files_changed();
  }

 private:
  Context& context_;
  std::vector<std::filesystem::path> paths_;
  bool configuration_ = false;
  bool files_ = false;
};

void watch_files(Context& context, Dispatcher& dispatcher) {
  // Which files a buildspec names is not known beforehand.
  if (context.traits.watches_files) {
    context.registrations.add(DidChangeWatchedFiles::kName,
                              {{"watchers", {{{"globPattern", "**/*"}}}}});
  }
  // Clients may tell of files without having been asked.
  dispatcher.on<DidChangeWatchedFiles>([&context](const DidChangeWatchedFilesParams& params) {
    NoticedFiles files(context);
    for (const FileEvent& event : params.changes) {
      files.add(event.uri, static_cast<FileChange>(event.type));
    }
    files.tell();
  });
}

// What the editor itself does to files, for clients that do not watch them.
FileOperationsServerCapabilities notice_operations(Context& context, Dispatcher& dispatcher) {
  const FileOperationRegistration all{{{"file", {"**/*"}}}};
  FileOperationsServerCapabilities capabilities;
  if (context.traits.tells_created_files) {
    capabilities.did_create = all;
    dispatcher.on<DidCreateFiles>([&context](const FilesParams& params) {
      NoticedFiles files(context);
      for (const auto& file : params.files) files.add(file.uri, FileChange::created);
      files.tell();
    });
  }
  if (context.traits.tells_renamed_files) {
    capabilities.did_rename = all;
    dispatcher.on<DidRenameFiles>([&context](const RenameFilesParams& params) {
      NoticedFiles files(context);
      for (const FileRename& file : params.files) {
        files.add(file.old_uri, FileChange::deleted);
        files.add(file.new_uri, FileChange::created);
      }
      files.tell();
    });
  }
  if (context.traits.tells_deleted_files) {
    capabilities.did_delete = all;
    dispatcher.on<DidDeleteFiles>([&context](const FilesParams& params) {
      NoticedFiles files(context);
      for (const auto& file : params.files) files.add(file.uri, FileChange::deleted);
      files.tell();
    });
  }
  return capabilities;
}

}  // namespace

void bind_workspace(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  WorkspaceServerCapabilities workspace{WorkspaceFoldersServerCapabilities{}, std::nullopt};
  dispatcher.on<DidChangeWorkspaceFolders>(
      [&context](const DidChangeWorkspaceFoldersParams& params) {
        change_folders(context, params.event);
      });
  watch_files(context, dispatcher);
  if (!context.traits.watches_files) {
    const auto operations = notice_operations(context, dispatcher);
    if (operations.did_create || operations.did_rename || operations.did_delete) {
      workspace.file_operations = operations;
    }
  }
  capabilities.workspace = std::move(workspace);
  dispatcher.on<Initialized>([&context](const Empty&) {
    context.registrations.client_is_ready();
    for (const auto& listener : context.ready_listeners) listener();
  });
}

}  // namespace buildspec::lsp
