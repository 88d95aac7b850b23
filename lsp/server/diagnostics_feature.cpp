// Findings reach the client: pulled by one that can do that, else pushed. Never both, as a client
// would show them twice.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "lsp/protocol/progress.h"
#include "lsp/protocol/pull_diagnostics.h"
#include "lsp/server/context.h"
#include "lsp/server/publisher.h"
#include "lsp/server/pull_diagnostics.h"
#include "lsp/server/scan_progress.h"
#include "lsp/server/uri.h"
#include "lsp/server/workspace_reports.h"

namespace buildspec::lsp {
namespace {

constexpr const char* kIdentifier = "buildspec";

using ReportsPtr = std::shared_ptr<WorkspaceReports>;

// The configuration files that hold for the buildspecs that are open.
std::set<std::filesystem::path> configurations_in_use(Context& context) {
  std::set<std::filesystem::path> found;
  for (const auto& [uri, document] : context.documents.all()) {
    const auto path = path_of(uri);
    if (!path || context.buildspec(uri) == nullptr) continue;
    if (auto file = context.projects.configuration_of(*path)) found.insert(std::move(*file));
  }
  return found;
}

// Of files that are not open. Without a report: it is not known yet, what is shown stays.
Publisher::ClosedFiles closed_files(Context& context, const WorkspaceReports& reports, bool all) {
  Publisher::ClosedFiles files;
  if (all) {
    for (const auto& [path, file] : reports.files()) {
      const ReportPtr report = reports.report(path);
      if (!report || !report->items.empty()) files.emplace(path, report);
    }
  }
  const std::set<std::filesystem::path> in_use = configurations_in_use(context);
  context.projects.visit_configurations([&](const auto& path, const auto& text,
                                            const auto& problems) {
    if (problems.empty() || (!all && !in_use.contains(path))) return;
    files.insert_or_assign(path, make_report(to_protocol(problems, text, context.traits.encoding)));
  });
  return files;
}

class Pusher {
 public:
  Pusher(Context& context, ReportsPtr reports)
      : context_(context), reports_(std::move(reports)), publisher_(context), progress_(context) {}

  void close(const Document& document) {
    publisher_.close(document);
    stale_ = true;
  }
  void changed() { stale_ = true; }
  void idle() {
    publisher_.publish_documents();
    // What is open bears on which configurations are read, and whose findings are shown how.
    const std::size_t open = context_.documents.all().size();
    stale_ = stale_ || std::exchange(open_, open) != open;
    if (stale_) publish_closed();
  }
  void cancel_progress(const Json& token) {
    if (!progress_.is(token)) return;
    progress_.end();
    reports_->give_up();
  }

 private:
  void publish_closed() {
    const bool all = context_.settings.everywhere().scope == DiagnosticScope::workspace;
    reports_->set_wanted(all);
    reports_->advance();
    progress_.update(*reports_, all);
    publisher_.publish_closed(closed_files(context_, *reports_, all));
    stale_ = all && !reports_->finished();
  }

  Context& context_;
  ReportsPtr reports_;
  Publisher publisher_;
  ScanProgress progress_;
  bool stale_ = true;
  std::size_t open_ = 0;
};

void push(Context& context, Dispatcher& dispatcher, const ReportsPtr& reports) {
  const auto pusher = std::make_shared<Pusher>(context, reports);
  context.project_listeners.emplace_back([pusher] { pusher->changed(); });
  context.folder_listeners.emplace_back([pusher] { pusher->changed(); });
  context.file_listeners.emplace_back([pusher](const auto&) { pusher->changed(); });
  context.close_listeners.emplace_back(
      [pusher](const Document& document) { pusher->close(document); });
  context.idle_listeners.emplace_back([pusher] { pusher->idle(); });
  dispatcher.on<WorkDoneProgressCancel>(
      [pusher](const ProgressToken& params) { pusher->cancel_progress(params.token); });
}

void pull(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities,
          const ReportsPtr& reports) {
  // Registered with the answer to `initialize`, also where the client would take that later: only
  // so are the documents those that the client has chosen for us.
  DiagnosticOptions options;
  options.identifier = kIdentifier;
  // A configuration file bears on all documents. Who can be told to ask again need not ask for all
  // of them after each keystroke.
  options.inter_file_dependencies = !context.traits.refreshes_diagnostics;
  options.workspace_diagnostics = true;
  capabilities.diagnostic_provider = options;

  const auto answers = std::make_shared<PullDiagnostics>(context, reports);
  dispatcher.on_later<DocumentDiagnosticRequest>(
      [answers](const DocumentDiagnosticParams& params, const auto& reply) {
        answers->document(params, reply);
      });
  dispatcher.on_later<WorkspaceDiagnosticRequest>(
      [answers](const WorkspaceDiagnosticParams& params, const auto& reply) {
        answers->workspace(params, reply);
      });
  dispatcher.on<WorkDoneProgressCancel>(
      [answers](const ProgressToken& params) { answers->cancel_progress(params.token); });
  context.project_listeners.emplace_back([answers] { answers->world_changed(); });
  context.folder_listeners.emplace_back([answers] { answers->files_changed(); });
  context.file_listeners.emplace_back([answers](const auto&) { answers->files_changed(); });
  context.close_listeners.emplace_back([answers](const Document&) { answers->files_changed(); });
  context.idle_listeners.emplace_back([answers] { answers->idle(); });
}

}  // namespace

void bind_diagnostics(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  const auto reports = std::make_shared<WorkspaceReports>(context);
  context.project_listeners.emplace_back([reports] { reports->world_changed(); });
  context.folder_listeners.emplace_back([reports] { reports->look_again(); });
  context.file_listeners.emplace_back([reports](const auto& path) { reports->file_changed(path); });
  context.close_listeners.emplace_back([reports](const Document& document) {
    if (const auto path = path_of(document.uri)) reports->file_changed(*path);
  });
  if (context.traits.pulls_diagnostics) {
    pull(context, dispatcher, capabilities, reports);
  } else {
    push(context, dispatcher, reports);
  }
}

}  // namespace buildspec::lsp
