// Findings for a client that asks for them (LSP 3.17, "Pull Diagnostics"). The loop's.
//
// A document's report is made when it is asked for. The workspace's is put together by jobs; a
// client that takes it in parts gets each part when it is there, and its request stays open until
// something is new, so that asking again and again costs nothing.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lsp/protocol/pull_diagnostics.h"
#include "lsp/rpc/open_request.h"
#include "lsp/server/context.h"
#include "lsp/server/scan_progress.h"
#include "lsp/server/workspace_reports.h"

namespace buildspec::lsp {

class PullDiagnostics : public std::enable_shared_from_this<PullDiagnostics> {
 public:
  PullDiagnostics(Context& context, std::shared_ptr<WorkspaceReports> reports)
      : context_(context), reports_(std::move(reports)), scan_progress_(context) {}

  using DocumentReply = Reply<DocumentDiagnosticReport>;
  using WorkspaceReply = Reply<WorkspaceDiagnosticReport>;
  void document(const DocumentDiagnosticParams& params, const DocumentReply& reply);
  void workspace(const WorkspaceDiagnosticParams& params, const WorkspaceReply& reply);

  // Every report may be another.
  void world_changed() { reports_changed_ = documents_changed_ = true; }
  // Those of files that are not open may be.
  void files_changed() { reports_changed_ = true; }
  // What waits is answered as far as it can be.
  void idle();
  void cancel_progress(const Json& token);

 private:
  // A request for the workspace's reports that is not answered yet.
  struct Pull {
    WorkspaceReply reply;
    std::map<std::string, std::string> previous;        // result ids by URI
    std::map<std::filesystem::path, std::string> uris;  // as the client spells these
    Json partial_token;                                 // null: the answer comes in one piece
    ProgressPtr progress;
    std::map<std::string, std::string> told;  // result ids that it has of us, by URI
    bool news = false;                        // one of these was not known to the client
    bool held = false;                        // nothing to say until something changes
  };

  void closed_document(const std::filesystem::path& path, const DocumentDiagnosticParams& params,
                       const DocumentReply& reply);
  [[nodiscard]] std::map<std::string, DiagnosticReport> related_to(const std::string& uri);
  [[nodiscard]] bool gives_closed_files() const;
  void serve_all();
  void serve(Pull& pull);
  [[nodiscard]] std::vector<WorkspaceDocumentReport> news_for(Pull& pull);
  void add_gone(Pull& pull, std::vector<WorkspaceDocumentReport>& items) const;
  void show_progress();
  void look_around();
  void refresh_if_needed();
  void refresh();

  Context& context_;
  std::shared_ptr<WorkspaceReports> reports_;
  ScanProgress scan_progress_;
  std::vector<Pull> pulls_;
  std::set<std::filesystem::path> told_configurations_;  // with problems, as related documents
  bool pulled_closed_ = false;
  bool reports_changed_ = false;    // since pulls were held
  bool documents_changed_ = false;  // perhaps, without an edit
  bool refreshing_ = false;
  bool refresh_again_ = false;
};

}  // namespace buildspec::lsp
