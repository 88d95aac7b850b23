// The symbols of the workspace's buildspecs that are not open: found and read by jobs, in pieces,
// while somebody asks for them; files that did not change are not read again. The loop's.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/symbols.h"
#include "lsp/protocol/base.h"
#include "lsp/server/context.h"
#include "lsp/server/file_stamp.h"
#include "lsp/server/workspace_search.h"

namespace buildspec::lsp {

class ClosedSymbols : public std::enable_shared_from_this<ClosedSymbols> {
 public:
  explicit ClosedSymbols(Context& context) : context_(context) {}

  struct Symbol {
    std::string name;
    std::string around;  // the name of the symbol that it stands in
    ide::SymbolKind kind = ide::SymbolKind::value;
    Range range;
  };
  struct File {
    FileStamp stamp;
    std::shared_ptr<const std::vector<Symbol>> symbols;
  };
  using Files = std::map<std::filesystem::path, File>;

  // Of all files together; what is beyond is left out, and the log says so.
  static constexpr std::size_t kMostSymbols = 100'000;

  // Somebody who waits for the symbols as the files have them now. `known` is called on the loop,
  // and not where nobody wants them any more, or the work fails.
  struct Wish {
    std::function<bool()> wanted;
    std::function<void(const Files&)> known;
  };
  void ask(Wish wish);

  // A file of the disk, a folder of the workspace or the configuration changed.
  void files_changed() { search_stale_ = true; }

 private:
  struct Pass;
  using PassPtr = std::shared_ptr<Pass>;
  using ReadFiles = std::vector<std::pair<std::filesystem::path, File>>;

  [[nodiscard]] bool is_wanted();
  [[nodiscard]] std::vector<WorkspaceSearch::Folder> folders() const;
  void start(Job job);
  void go_on(const PassPtr& pass);
  void search(const PassPtr& pass);
  void read_some(const PassPtr& pass);
  [[nodiscard]] bool is_to_be_read(const std::filesystem::path& path) const;
  void finish(const PassPtr& pass);
  void keep(const std::filesystem::path& path, File file);

  Context& context_;
  std::vector<Wish> wishes_;
  std::vector<std::filesystem::path> found_;  // by the last search
  Files files_;
  std::size_t count_ = 0;     // of their symbols
  std::size_t left_out_ = 0;  // files, for want of room
  bool search_stale_ = true;
  bool running_ = false;
};

}  // namespace buildspec::lsp
