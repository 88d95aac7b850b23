#include "lsp/server/document_store.h"

#include <utility>

#include "lsp/server/convert.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

void apply(Document& document, const TextDocumentContentChange& change, Encoding encoding) {
  if (!change.range) {
    document.text = SourceText(change.text);
    document.changes.reset();
    return;
  }
  const Span span = to_span(document.text, *change.range, encoding);
  document.text = document.text.edited(span, change.text);
  if (document.changes) {
    document.changes->push_back({span, static_cast<std::uint32_t>(change.text.size())});
  }
}

}  // namespace

SnapshotPtr Document::analyzed(const ProjectFactsPtr& facts) {
  const bool same_text = snapshot && changes && changes->empty();
  if (same_text && snapshot->version == version && snapshot->facts == facts) return snapshot;
  const std::span<const Change> known =
      changes ? std::span<const Change>(*changes) : std::span<const Change>();
  snapshot = analyze(uri, version, text, facts, snapshot, known);
  changes.emplace();
  return snapshot;
}

Document& DocumentStore::open(TextDocumentItem item) {
  Document document;
  document.uri = std::move(item.uri);
  document.language_id = std::move(item.language_id);
  document.version = item.version;
  document.text = SourceText(std::move(item.text));
  if (const Document* const before = find(document.uri)) document.published = before->published;
  const std::string uri = document.uri;
  if (auto path = path_of(uri)) uris_.insert_or_assign(*std::move(path), uri);
  return documents_.insert_or_assign(uri, std::move(document)).first->second;
}

Document* DocumentStore::change(const DidChangeTextDocumentParams& params, Encoding encoding) {
  Document* const document = find(params.text_document.uri);
  if (document == nullptr) return nullptr;
  for (const TextDocumentContentChange& change : params.content_changes) {
    apply(*document, change, encoding);
  }
  document->version = params.text_document.version;
  document->dirty = true;
  document->shown.reset();
  return document;
}

std::optional<Document> DocumentStore::close(const std::string& uri) {
  auto node = documents_.extract(uri);
  if (node.empty()) return std::nullopt;
  std::erase_if(uris_, [&](const auto& entry) { return entry.second == uri; });
  return std::move(node.mapped());
}

Document* DocumentStore::at(const std::filesystem::path& path) {
  const auto found = uris_.find(path);
  return found == uris_.end() ? nullptr : find(found->second);
}

Document* DocumentStore::find(std::string_view uri) {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

}  // namespace buildspec::lsp
