#include "lsp/server/closed_symbols.h"

#include <algorithm>
#include <set>

#include "linter/lang/snapshot.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"
#include "lsp/server/convert.h"
#include "lsp/server/file_judge.h"
#include "lsp/server/job_piece.h"
#include "lsp/server/symbol_kind.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

// One look at all files, from the search to the last of them.
struct ClosedSymbols::Pass {
  std::shared_ptr<WorkspaceSearch> search;  // null: what the last one found still holds
  std::size_t next = 0;                     // of `found_`
  std::set<fs::path> seen;                  // files that are there, and ours
};

namespace {

using Symbol = ClosedSymbols::Symbol;

std::vector<Symbol> symbols_of(const fs::path& path, Encoding encoding) {
  std::vector<Symbol> found;
  FileText read = read_text_file(path, FileJudge::kLargest);
  if (!read) return found;
  const SnapshotPtr snapshot = analyze(uri_of(path), 0, SourceText(*std::move(read.text)), nullptr);
  for_each_symbol(
      ide::symbols(*snapshot), {}, [&](const ide::Symbol& symbol, const std::string& around) {
        if (symbol.kind == ide::SymbolKind::group) return;
        found.push_back(
            {symbol.name, around, symbol.kind, to_range(snapshot->text, symbol.range, encoding)});
      });
  return found;
}

}  // namespace

void ClosedSymbols::ask(Wish wish) {
  wishes_.push_back(std::move(wish));
  if (running_) return;
  auto pass = std::make_shared<Pass>();
  // Where nobody tells of files that come and go, each question is the moment to look.
  if (std::exchange(search_stale_, !context_.traits.watches_files)) {
    pass->search = std::make_shared<WorkspaceSearch>(folders());
  }
  go_on(pass);
}

bool ClosedSymbols::is_wanted() {
  std::erase_if(wishes_, [](const Wish& wish) { return !wish.wanted(); });
  return !wishes_.empty();
}

std::vector<WorkspaceSearch::Folder> ClosedSymbols::folders() const {
  std::vector<fs::path> paths = context_.projects.folders();
  // What is open and lies in none of them: the checkout around it.
  for (const auto& [uri, document] : context_.documents.all()) {
    const auto path = path_of(uri);
    const auto is_known = [&](const fs::path& folder) {
      return relative_to(folder, *path).has_value();
    };
    if (!path || std::any_of(paths.begin(), paths.end(), is_known)) continue;
    if (auto root = source_root(*path)) paths.push_back(*std::move(root));
  }
  std::vector<WorkspaceSearch::Folder> folders;
  for (const fs::path& path : paths) {
    SearchPatterns patterns = context_.projects.search_patterns(path);
    folders.push_back({path, std::move(patterns.exclude), std::move(patterns.files)});
  }
  return folders;
}

void ClosedSymbols::start(Job job) {
  running_ = true;
  context_.jobs.start(std::move(job), [self = weak_from_this()] {
    const auto symbols = self.lock();
    if (!symbols) return;
    symbols->running_ = false;
    symbols->search_stale_ = true;
    // Dropped, and so answered with an error: the next question tries again.
    symbols->wishes_.clear();
  });
}

void ClosedSymbols::go_on(const PassPtr& pass) {
  running_ = false;
  if (!is_wanted()) {
    if (pass->search) search_stale_ = true;
    return;
  }
  if (pass->search) return search(pass);
  read_some(pass);
}

void ClosedSymbols::search(const PassPtr& pass) {
  start([self = weak_from_this(), pass](const Stopped& stopped) -> Task {
    const bool done = pass->search->advance(end_of_piece(stopped));
    return [self, pass, done] {
      const auto symbols = self.lock();
      if (!symbols) return;
      if (done) {
        const auto& found = pass->search->found().buildspecs;
        symbols->found_.assign(found.begin(), found.end());
        pass->search.reset();
      }
      symbols->go_on(pass);
    };
  });
}

// A nearer configuration than that of the folder that was searched may exclude it.
bool ClosedSymbols::is_to_be_read(const fs::path& path) const {
  return !context_.documents.is_open(path) && !context_.projects.of(path).excluded;
}

void ClosedSymbols::read_some(const PassPtr& pass) {
  ReadFiles piece;
  for (; pass->next < found_.size() && piece.size() < kPieceFiles; ++pass->next) {
    const fs::path& path = found_[pass->next];
    if (!is_to_be_read(path)) continue;
    const auto known = files_.find(path);
    piece.emplace_back(path, known == files_.end() ? File() : known->second);
  }
  if (piece.empty()) return finish(pass);
  start([self = weak_from_this(), pass, piece = std::move(piece),
         encoding = context_.traits.encoding](const Stopped& stopped) -> Task {
    const auto ends = end_of_piece(stopped);
    ReadFiles read;
    for (const auto& [path, known] : piece) {
      File file{stamp_of(path), known.symbols};
      if (!known.symbols || !(file.stamp == known.stamp)) {
        file.symbols = std::make_shared<const std::vector<Symbol>>(symbols_of(path, encoding));
      }
      read.emplace_back(path, std::move(file));
      if (ends()) break;
    }
    return [self, pass, read = std::move(read), left = piece.size()] {
      const auto symbols = self.lock();
      if (!symbols) return;
      for (const auto& [path, file] : read) {
        pass->seen.insert(path);
        symbols->keep(path, file);
      }
      // The rest of the piece, with what has become of it meanwhile.
      if (read.size() < left) {
        const auto& found = symbols->found_;
        const auto last = std::find(found.begin(), found.end(), read.back().first);
        pass->next = static_cast<std::size_t>(last - found.begin()) + 1;
      }
      symbols->go_on(pass);
    };
  });
}

void ClosedSymbols::keep(const fs::path& path, File file) {
  File& kept = files_[path];
  if (kept.symbols) count_ -= kept.symbols->size();
  if (count_ + file.symbols->size() > kMostSymbols) {
    file.symbols = std::make_shared<const std::vector<Symbol>>();
    ++left_out_;
  }
  count_ += file.symbols->size();
  kept = std::move(file);
}

void ClosedSymbols::finish(const PassPtr& pass) {
  for (auto file = files_.begin(); file != files_.end();) {
    if (pass->seen.contains(file->first)) {
      ++file;
      continue;
    }
    count_ -= file->second.symbols->size();
    file = files_.erase(file);
  }
  if (const std::size_t files = std::exchange(left_out_, 0); files > 0) {
    context_.log.write(MessageType::warning,
                       "the workspace has more than " + std::to_string(kMostSymbols) +
                           " symbols: those of " + std::to_string(files) + " files are left out");
  }
  // One that is asked while these are told begins a look of its own.
  for (const Wish& wish : std::exchange(wishes_, {})) wish.known(files_);
}

}  // namespace buildspec::lsp
