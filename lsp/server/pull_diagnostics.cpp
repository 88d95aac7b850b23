#include "lsp/server/pull_diagnostics.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "linter/workspace/discovery.h"
#include "linter/workspace/files.h"
#include "linter/workspace/source_tree.h"
#include "lsp/server/document_report.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

namespace {

DiagnosticReport answer(const Report& report, const std::optional<std::string>& previous) {
  if (previous == report.id) return {std::nullopt, report.id};
  return {report.items, report.id};
}

bool is_below(const std::vector<fs::path>& folders, const fs::path& path) {
  return std::any_of(folders.begin(), folders.end(),
                     [&](const fs::path& folder) { return relative_to(folder, path).has_value(); });
}

}  // namespace

void PullDiagnostics::document(const DocumentDiagnosticParams& params, const DocumentReply& reply) {
  const std::string& uri = params.text_document.uri;
  if (Document* const document = context_.documents.find(uri)) {
    return reply.give([&] {
      const ReportPtr report = report_of(context_, *document);
      document->pulled = report->id;
      return DocumentDiagnosticReport{answer(*report, params.previous_result_id), related_to(uri)};
    });
  }
  const auto path = path_of(uri);
  if (path && gives_closed_files() && is_below(context_.projects.folders(), *path)) {
    return closed_document(*path, params, reply);
  }
  // An editor may ask once more for what it has just closed.
  reply.give([&] {
    return DocumentDiagnosticReport{answer(*make_report({}), params.previous_result_id), {}};
  });
}

// From the disk, by a job: the file may be large, and the disk slow.
void PullDiagnostics::closed_document(const fs::path& path, const DocumentDiagnosticParams& params,
                                      const DocumentReply& reply) {
  pulled_closed_ = true;
  const Project project = context_.projects.of(path);
  const bool configuration = context_.projects.is_configuration(path);
  FileJudge file{path,           configuration ? JudgedKind::configuration : JudgedKind::buildspec,
                 project,        context_.traits,
                 context_.rules, {}};
  context_.jobs.start([file = std::move(file), configuration, reply,
                       previous = params.previous_result_id](const Stopped& stopped) -> Task {
    const auto unwanted = [&stopped, cancelled = reply.cancelled()] {
      return stopped() || cancelled();
    };
    const bool ours = configuration ||
                      (!file.project.excluded &&
                       (file.project.named ||
                        is_buildspec(file.path.generic_string(), read_head(file.path, kHeadSize))));
    ReportPtr report = ours ? file.judge(unwanted).report : nullptr;
    if (!report) report = make_report({});
    return [reply, report, previous] {
      reply.give([&] { return DocumentDiagnosticReport{answer(*report, previous), {}}; });
    };
  });
}

// What is wrong in the configuration that holds for a document, where the client would not learn of
// it otherwise.
std::map<std::string, DiagnosticReport> PullDiagnostics::related_to(const std::string& uri) {
  std::map<std::string, DiagnosticReport> related;
  const auto path = path_of(uri);
  if (!path || !context_.traits.related_documents) return related;
  const auto file = context_.projects.configuration_of(*path);
  if (!file || *file == *path || context_.documents.is_open(*file)) return related;
  context_.projects.visit_configurations(
      [&](const auto& read, const auto& text, const auto& problems) {
        if (read != *file) return;
        if (problems.empty() && !told_configurations_.contains(read)) return;
        const ReportPtr report = make_report(to_protocol(problems, text, context_.traits.encoding));
        related.emplace(uri_of(read), DiagnosticReport{report->items, report->id});
        if (problems.empty()) {
          told_configurations_.erase(read);
        } else {
          told_configurations_.insert(read);
        }
      });
  return related;
}

bool PullDiagnostics::gives_closed_files() const {
  return context_.settings.everywhere().scope != DiagnosticScope::open;
}

void PullDiagnostics::workspace(const WorkspaceDiagnosticParams& params,
                                const WorkspaceReply& reply) {
  Pull pull{reply, {}, {}, params.partial_result_token, nullptr, {}, false, false};
  for (const PreviousResultId& previous : params.previous_result_ids) {
    pull.previous[previous.uri] = previous.value;
    if (const auto path = path_of(previous.uri)) pull.uris[*path] = previous.uri;
  }
  // Where nobody tells of files that change, asking is the moment to look.
  if (!context_.traits.watches_files) {
    context_.projects.check_configurations();
    reports_->look_again();
  }
  if (!params.work_done_token.is_null()) {
    pull.progress = Progress::of_request(context_.client, params.work_done_token);
    pull.progress->begin(kScanTitle, /*cancellable=*/true);
  }
  pulls_.push_back(std::move(pull));
}

void PullDiagnostics::idle() {
  std::erase_if(pulls_, [](const Pull& pull) {
    if (pull.reply.wanted()) return false;
    if (pull.progress) pull.progress->end("cancelled");
    return true;
  });
  reports_->set_wanted(!pulls_.empty() && gives_closed_files());
  // Requests that are held wait for news, not for every keystroke.
  const bool all_held =
      std::all_of(pulls_.begin(), pulls_.end(), [](const Pull& pull) { return pull.held; });
  if (!all_held || (!pulls_.empty() && reports_changed_)) serve_all();
  if (pulls_.empty()) scan_progress_.end();
  look_around();
  refresh_if_needed();
}

// The source tree is scanned while the client still thinks of asking.
void PullDiagnostics::look_around() {
  for (auto& [uri, document] : context_.documents.all()) {
    if (!std::exchange(document.dirty, false)) continue;
    if (context_.buildspec(uri) != nullptr) (void)context_.projects.of(uri);
  }
}

void PullDiagnostics::serve_all() {
  reports_->advance();
  show_progress();
  const bool finished = !gives_closed_files() || reports_->finished();
  for (Pull& pull : pulls_) {
    if (!pull.held || reports_changed_) serve(pull);
  }
  if (finished) reports_changed_ = false;
  std::erase_if(pulls_, [](const Pull& pull) { return !pull.reply.wanted(); });
}

void PullDiagnostics::serve(Pull& pull) {
  const bool finished = !gives_closed_files() || reports_->finished();
  const bool streams = !pull.partial_token.is_null();
  if (!finished && !streams) return;
  std::vector<WorkspaceDocumentReport> items = news_for(pull);
  if (finished) add_gone(pull, items);
  if (finished && pull.progress) {
    pull.progress->end("done");
    pull.progress.reset();
  }
  if (streams && !items.empty()) {
    WorkspaceDiagnosticReport part{std::exchange(items, {})};
    context_.client.notify<ProgressNotification>({pull.partial_token, write_json(part)});
  }
  if (!finished) return;
  pull.held = streams && !pull.news;
  if (!pull.held) pull.reply.give([&] { return WorkspaceDiagnosticReport{std::move(items)}; });
}

std::vector<WorkspaceDocumentReport> PullDiagnostics::news_for(Pull& pull) {
  std::vector<WorkspaceDocumentReport> items;
  if (!gives_closed_files()) return items;
  for (const auto& [path, file] : reports_->files()) {
    Document* const document = context_.documents.at(path);
    const auto spelled = pull.uris.find(path);
    WorkspaceDocumentReport item;
    item.uri = document != nullptr          ? document->uri
               : spelled != pull.uris.end() ? spelled->second
                                            : uri_of(path);
    if (document != nullptr) item.version = document->version;
    const ReportPtr report =
        document != nullptr ? report_of(context_, *document) : reports_->report(path);
    if (!report) continue;
    const auto [told, first] = pull.told.try_emplace(item.uri);
    if (!first && told->second == report->id) continue;
    const auto previous = pull.previous.find(item.uri);
    const bool known = first && previous != pull.previous.end() && previous->second == report->id;
    told->second = report->id;
    pull.news = pull.news || !known;
    item.report = answer(*report, known ? std::optional(report->id) : std::nullopt);
    items.push_back(std::move(item));
  }
  return items;
}

// Of files that the client still shows findings of, though they are none of the workspace's any
// more.
void PullDiagnostics::add_gone(Pull& pull, std::vector<WorkspaceDocumentReport>& items) const {
  if (reports_->given_up()) return;
  for (const auto& [uri, id] : pull.previous) {
    // Those of an open document are asked for with the document.
    if (context_.documents.find(uri) != nullptr) continue;
    const auto path = path_of(uri);
    if (path && gives_closed_files() && reports_->covers(*path)) continue;
    const auto [told, first] = pull.told.try_emplace(uri);
    if (!first && told->second.empty()) continue;
    told->second.clear();
    items.push_back({uri, std::nullopt, {std::vector<lsp::Diagnostic>(), std::nullopt}});
    pull.news = true;
  }
}

void PullDiagnostics::show_progress() {
  const bool wanted = !pulls_.empty() && gives_closed_files();
  bool shown = false;
  for (const Pull& pull : pulls_) {
    if (!pull.progress) continue;
    shown = true;
    if (wanted && !reports_->finished()) tell_extent(*pull.progress, reports_->extent());
  }
  scan_progress_.update(*reports_, wanted && !shown);
}

void PullDiagnostics::cancel_progress(const Json& token) {
  if (scan_progress_.is(token)) {
    scan_progress_.end();
    reports_->give_up();
    return;
  }
  for (const Pull& pull : pulls_) {
    if (!pull.progress || pull.progress->token() != token) continue;
    pull.reply.give([]() -> WorkspaceDiagnosticReport {
      throw ResponseError(ErrorCode::request_cancelled, "cancelled");
    });
  }
}

// The client asks for documents when it changes them; of all other reasons it has to be told.
void PullDiagnostics::refresh_if_needed() {
  if (!std::exchange(documents_changed_, false) || !context_.traits.refreshes_diagnostics) return;
  bool needed = pulled_closed_;
  for (auto& [uri, document] : context_.documents.all()) {
    if (needed) break;
    if (document.pulled.empty()) continue;
    try {
      needed = report_of(context_, document)->id != document.pulled;
    } catch (const std::exception& error) {
      context_.log.write(MessageType::error, uri + ": " + error.what());
    }
  }
  if (needed) refresh();
}

void PullDiagnostics::refresh() {
  if (refreshing_) {
    refresh_again_ = true;
    return;
  }
  refreshing_ = true;
  context_.client.request<DiagnosticRefresh>(nullptr, [weak = weak_from_this()](const Response&) {
    const auto self = weak.lock();
    if (!self) return;
    self->refreshing_ = false;
    if (std::exchange(self->refresh_again_, false)) self->refresh();
  });
}

}  // namespace buildspec::lsp
