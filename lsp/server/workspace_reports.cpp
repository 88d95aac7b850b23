#include "lsp/server/workspace_reports.h"

#include <algorithm>
#include <utility>

#include "linter/workspace/source_tree.h"
#include "lsp/server/job_piece.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

void WorkspaceReports::advance() {
  if (running_ || given_up_) return;
  if (!wanted_ || finished()) {
    pieces_ = 0;
    return;
  }
  if (std::exchange(patterns_stale_, false) && folders() != searched_) search_stale_ = true;
  if (search_stale_) return search();
  if (context_.projects.trees_known()) judge_some();
}

bool WorkspaceReports::finished() const {
  if (given_up_) return true;
  if (running_ || search_stale_ || patterns_stale_ || !context_.projects.trees_known())
    return false;
  return std::none_of(files_.begin(), files_.end(), [this](const auto& entry) {
    return needs_judging(entry.first, entry.second);
  });
}

bool WorkspaceReports::needs_judging(const fs::path& path, const File& file) const {
  return file.as_of != now_ && !is_open(path);
}

ReportPtr WorkspaceReports::report(const fs::path& path) const {
  const auto found = files_.find(path);
  return found != files_.end() && found->second.as_of == now_ ? found->second.last.report : nullptr;
}

WorkspaceReports::Extent WorkspaceReports::extent() const {
  Extent extent{pieces_, 0, files_.size()};
  for (const auto& [path, file] : files_) extent.done += needs_judging(path, file) ? 0U : 1U;
  return extent;
}

void WorkspaceReports::world_changed() {
  ++now_;
  patterns_stale_ = true;
  given_up_ = false;
}

void WorkspaceReports::file_changed(const fs::path& file) {
  const auto known = files_.find(file);
  if (known != files_.end()) {
    known->second.as_of = 0;
    known->second.last.stamp = {};
    given_up_ = false;
  }
  // A folder that went takes its files along.
  const auto next = files_.lower_bound(file / "");
  const bool holds_known = next != files_.end() && relative_to(file, next->first);
  std::error_code error;
  if (holds_known || judge_name(file.generic_string()) != NameVerdict::no ||
      file.filename() == ".gitignore" || fs::is_directory(file, error)) {
    search_stale_ = true;
    given_up_ = false;
  }
}

void WorkspaceReports::look_again() {
  search_stale_ = true;
  world_changed();
}

std::vector<WorkspaceSearch::Folder> WorkspaceReports::folders() const {
  std::vector<WorkspaceSearch::Folder> folders;
  for (const fs::path& folder : context_.projects.folders()) {
    SearchPatterns patterns = context_.projects.search_patterns(folder);
    folders.push_back({folder, std::move(patterns.exclude), std::move(patterns.files)});
  }
  return folders;
}

void WorkspaceReports::search() {
  search_stale_ = false;
  searched_ = folders();
  continue_search(std::make_shared<WorkspaceSearch>(searched_));
}

void WorkspaceReports::continue_search(const std::shared_ptr<WorkspaceSearch>& search) {
  start([self = weak_from_this(), search](const Stopped& stopped) -> Task {
    const bool done = search->advance(end_of_piece(stopped));
    return [self, search, done] {
      const auto reports = self.lock();
      if (!reports) return;
      reports->running_ = false;
      if (!reports->wanted_ || reports->given_up_) {
        reports->search_stale_ = true;
      } else if (done) {
        reports->take(search->found());
      } else {
        reports->continue_search(search);
      }
    };
  });
}

void WorkspaceReports::start(Job job) {
  running_ = true;
  ++pieces_;
  context_.jobs.start(std::move(job), [self = weak_from_this()] {
    const auto reports = self.lock();
    if (!reports) return;
    reports->running_ = false;
    reports->search_stale_ = true;
    // It would fail again at once.
    reports->give_up();
  });
}

void WorkspaceReports::take(const WorkspaceSearch::Found& found) {
  Files files;
  const auto keep = [&](const fs::path& path, JudgedKind kind) {
    const auto known = files_.find(path);
    const bool same = known != files_.end() && known->second.kind == kind;
    files.emplace(path, same ? std::move(known->second) : File{kind, {}, 0});
  };
  for (const fs::path& path : found.buildspecs) keep(path, JudgedKind::buildspec);
  for (const fs::path& path : found.configurations) keep(path, JudgedKind::configuration);
  files_ = std::move(files);
  if (found.left_out > 0) {
    context_.log.write(MessageType::warning, "the workspace has more than " +
                                                 std::to_string(WorkspaceSearch::kMostFiles) +
                                                 " buildspecs: " + std::to_string(found.left_out) +
                                                 " of them are left out");
  }
  // Before anything is judged: each new tree would have it judged anew.
  context_.projects.know_trees({found.roots.begin(), found.roots.end()});
}

void WorkspaceReports::judge_some() {
  std::vector<FileJudge> piece;
  for (auto file = files_.begin(); file != files_.end() && piece.size() < kPieceFiles;) {
    const auto& [path, known] = *file;
    if (!needs_judging(path, known)) {
      ++file;
      continue;
    }
    Project project = context_.projects.of(path);
    // By a configuration that is nearer than that of the folder that was searched.
    if (project.excluded && known.kind == JudgedKind::buildspec) {
      file = files_.erase(file);
      continue;
    }
    piece.push_back(
        {path, known.kind, std::move(project), context_.traits, context_.rules, known.last});
    ++file;
  }
  if (piece.empty()) return;
  start([self = weak_from_this(), piece = std::move(piece),
         as_of = now_](const Stopped& stopped) -> Task {
    const auto ends = end_of_piece(stopped);
    std::vector<Judgement> judgements;
    for (const FileJudge& file : piece) {
      judgements.push_back(file.judge(stopped));
      if (ends()) break;
    }
    return [self, piece, judgements = std::move(judgements), as_of] {
      if (const auto reports = self.lock()) reports->take(piece, judgements, as_of);
    };
  });
}

void WorkspaceReports::take(const std::vector<FileJudge>& files, std::vector<Judgement> judgements,
                            std::uint64_t as_of) {
  running_ = false;
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    const auto known = files_.find(files[i].path);
    if (known == files_.end() || !judgements[i].report) continue;
    known->second.last = std::move(judgements[i]);
    known->second.as_of = as_of;
  }
  if (finished()) pieces_ = 0;
}

bool WorkspaceReports::is_open(const fs::path& path) const {
  return context_.documents.is_open(path);
}

}  // namespace buildspec::lsp
