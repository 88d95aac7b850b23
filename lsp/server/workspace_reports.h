// The reports on the workspace's buildspecs and configuration files that are not open. Work is done
// by jobs, in pieces, and only while somebody wants the reports. The loop's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "lsp/server/context.h"
#include "lsp/server/diagnostics.h"
#include "lsp/server/file_judge.h"
#include "lsp/server/workspace_search.h"

namespace buildspec::lsp {

class WorkspaceReports : public std::enable_shared_from_this<WorkspaceReports> {
 public:
  explicit WorkspaceReports(Context& context) : context_(context) {}

  struct File {
    JudgedKind kind = JudgedKind::buildspec;
    Judgement last;           // nothing in it: the file was not judged yet
    std::uint64_t as_of = 0;  // which state of the world `last` is of
  };
  using Files = std::map<std::filesystem::path, File>;
  // What is known; where finished(), that is everything.
  [[nodiscard]] const Files& files() const { return files_; }
  [[nodiscard]] bool covers(const std::filesystem::path& path) const {
    return files_.contains(path);
  }
  // Of a file that is not open: its report, if that holds still.
  [[nodiscard]] ReportPtr report(const std::filesystem::path& path) const;

  // Work goes on while they are wanted.
  void set_wanted(bool wanted) { wanted_ = wanted; }
  // Goes on with the work; to be called when the loop has nothing better to do.
  void advance();
  // Nothing is left to do, or it was given up.
  [[nodiscard]] bool finished() const;
  // Until something changes.
  void give_up() { given_up_ = true; }
  [[nodiscard]] bool given_up() const { return given_up_; }

  // What findings depend on is another.
  void world_changed();
  // A file of the disk came, went or changed.
  void file_changed(const std::filesystem::path& file);
  // Where the client does not tell of files: looks at all of them again.
  void look_again();

  // How far a pass is: pieces that were begun since the last that left nothing to do, and files.
  struct Extent {
    std::size_t pieces = 0;
    std::size_t done = 0;
    std::size_t total = 0;
  };
  [[nodiscard]] Extent extent() const;

 private:
  [[nodiscard]] std::vector<WorkspaceSearch::Folder> folders() const;
  void start(Job job);  // one at a time
  void search();
  void continue_search(const std::shared_ptr<WorkspaceSearch>& search);
  void take(const WorkspaceSearch::Found& found);
  void judge_some();
  void take(const std::vector<FileJudge>& files, std::vector<Judgement> judgements,
            std::uint64_t as_of);
  [[nodiscard]] bool is_open(const std::filesystem::path& path) const;
  [[nodiscard]] bool needs_judging(const std::filesystem::path& path, const File& file) const;

  Context& context_;
  Files files_;
  std::uint64_t now_ = 1;
  std::vector<WorkspaceSearch::Folder> searched_;
  bool search_stale_ = true;
  bool patterns_stale_ = false;  // perhaps
  bool running_ = false;
  bool wanted_ = false;
  bool given_up_ = false;
  std::size_t pieces_ = 0;
};

}  // namespace buildspec::lsp
