#include "lsp/server/scan_progress.h"

#include <utility>

namespace buildspec::lsp {
namespace {

// A search and a handful of files are over before anybody has read a title.
constexpr std::size_t kPiecesUnseen = 2;

}  // namespace

void tell_extent(Progress& progress, const WorkspaceReports::Extent& extent) {
  if (extent.total == 0) return;
  progress.report(std::to_string(extent.done) + " of " + std::to_string(extent.total) + " files",
                  static_cast<std::uint32_t>(extent.done * 100 / extent.total));
}

void ScanProgress::update(const WorkspaceReports& reports, bool wanted) {
  if (!wanted || reports.finished()) return end();
  const WorkspaceReports::Extent extent = reports.extent();
  if (!progress_ && extent.pieces > kPiecesUnseen && context_.traits.work_done_progress) {
    progress_ = Progress::of_server(context_.client, "buildspec-scan-" + std::to_string(next_++));
    progress_->begin(kScanTitle, /*cancellable=*/true);
  }
  if (progress_) tell_extent(*progress_, extent);
}

void ScanProgress::end() {
  if (const ProgressPtr progress = std::exchange(progress_, nullptr)) progress->end("done");
}

}  // namespace buildspec::lsp
