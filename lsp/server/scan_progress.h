// Shows the client how far the look at the workspace is. The loop's.
#pragma once

#include <cstdint>
#include <string>

#include "lsp/server/context.h"
#include "lsp/server/progress.h"
#include "lsp/server/workspace_reports.h"

namespace buildspec::lsp {

inline constexpr const char* kScanTitle = "Checking buildspecs";

// "3 of 40 files", with its percentage.
void tell_extent(Progress& progress, const WorkspaceReports::Extent& extent);

// A progress of our own, where no request brought a token: begun when a pass turns out to take more
// than a moment.
class ScanProgress {
 public:
  explicit ScanProgress(Context& context) : context_(context) {}

  void update(const WorkspaceReports& reports, bool wanted);
  void end();
  // True: the token was this one's.
  [[nodiscard]] bool is(const Json& token) const {
    return progress_ != nullptr && progress_->token() == token;
  }

 private:
  Context& context_;
  ProgressPtr progress_;
  std::uint32_t next_ = 1;
};

}  // namespace buildspec::lsp
