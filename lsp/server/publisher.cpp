#include "lsp/server/publisher.h"

#include <exception>
#include <utility>

#include "lsp/server/document_report.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {

namespace fs = std::filesystem;

void Publisher::publish_documents() {
  for (auto& [uri, document] : context_.documents.all()) {
    if (!std::exchange(document.dirty, false)) continue;
    try {
      publish(document);
    } catch (const std::exception& error) {
      context_.log.write(MessageType::error, uri + ": " + error.what());
    }
  }
}

void Publisher::publish(Document& document) {
  const auto path = path_of(document.uri);
  const bool configuration = path && context_.projects.is_configuration(*path);
  const bool told = configuration || context_.buildspec(document.uri) != nullptr;
  if (!told || is_revision(document.uri)) {
    // It was one until the client opened it anew.
    if (std::exchange(document.published, false)) send(document.uri, {});
    return;
  }
  const ReportPtr report = report_of(context_, document);
  // An ordinary file is silent about having no findings; of a buildspec that is news.
  if (configuration && report->items.empty() && !document.published) return;
  PublishDiagnosticsParams params{document.uri, std::nullopt, report->items};
  if (context_.traits.diagnostic_version) params.version = document.version;
  const std::string message = notification_text(PublishDiagnostics::kName, write_json(params));
  const std::size_t hash = std::hash<std::string>()(message);
  if (document.shown == hash) return;
  context_.client.send(message);
  document.shown = hash;
  document.published = true;
}

void Publisher::publish_closed(const ClosedFiles& files) {
  std::erase_if(shown_, [&](const auto& entry) {
    const auto& [path, shown] = entry;
    if (files.contains(path)) return false;
    // Where it is open under the same name its own findings have taken the place of these.
    if (context_.documents.find(shown.uri) == nullptr) send(shown.uri, {});
    return true;
  });
  for (const auto& [path, report] : files) {
    if (!report || context_.documents.is_open(path)) continue;
    Shown& shown = shown_.try_emplace(path, Shown{uri_of(path), {}}).first->second;
    if (shown.id == report->id) continue;
    shown.id = report->id;
    send(shown.uri, report->items);
  }
}

void Publisher::close(const Document& document) {
  if (!document.published) return;
  const auto path = path_of(document.uri);
  if (!path) return send(document.uri, {});
  shown_.insert_or_assign(*path, Shown{document.uri, {}});
}

void Publisher::send(const std::string& uri, const std::vector<lsp::Diagnostic>& items) {
  context_.client.notify<PublishDiagnostics>({uri, std::nullopt, items});
}

}  // namespace buildspec::lsp
