// The documents that the client has open, kept in step with it edit by edit. The loop's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/engine.h"
#include "linter/text/source_text.h"
#include "lsp/protocol/text_documents.h"

namespace buildspec::lsp {

struct Report;  // lsp/server/diagnostics.h

struct Document {
  std::string uri;
  std::string language_id;
  std::int32_t version = 0;
  SourceText text;

  // The last version that was analyzed, and what was done to its text since. Nothing: the whole
  // text was replaced, and the two have to be compared.
  SnapshotPtr snapshot;
  std::optional<std::vector<Change>> changes = std::vector<Change>();

  // The findings, of which snapshot and by which engine.
  std::vector<buildspec::Diagnostic> findings;
  SnapshotPtr judged;
  std::shared_ptr<const LintEngine> judge;
  LintMemo memo;

  // The findings as the client shows them: of `judged` by `judge`.
  std::shared_ptr<const Report> report;
  SnapshotPtr reported;
  std::shared_ptr<const LintEngine> reported_by;
  // The result id that the client was told last; empty where it did not ask.
  std::string pulled;

  // The text, or what is known about its project, changed since its findings were published.
  bool dirty = true;
  // It is a buildspec. Once it was one it stays one until it is closed, however broken it becomes.
  bool is_buildspec = false;
  // The client shows findings, which must be cleared in the end.
  bool published = false;
  // A hash of what was published for this text: the same is not sent twice. Nothing after an edit,
  // as the client may have moved what it shows along with the text.
  std::optional<std::size_t> shown;

  // The snapshot of the text as it stands.
  [[nodiscard]] SnapshotPtr analyzed(const ProjectFactsPtr& facts);
};

class DocumentStore {
 public:
  // A document that is open already is replaced.
  Document& open(TextDocumentItem item);
  // Nothing when it is not open.
  Document* change(const DidChangeTextDocumentParams& params, Encoding encoding);
  // The document that was closed, if it was open.
  std::optional<Document> close(const std::string& uri);

  [[nodiscard]] Document* find(std::string_view uri);
  // The document of a file; null where it is not open.
  [[nodiscard]] Document* at(const std::filesystem::path& path);
  [[nodiscard]] bool is_open(const std::filesystem::path& path) const {
    return uris_.contains(path);
  }
  // In the order of their URIs.
  [[nodiscard]] std::map<std::string, Document, std::less<>>& all() { return documents_; }

 private:
  std::map<std::string, Document, std::less<>> documents_;
  std::map<std::filesystem::path, std::string> uris_;  // of documents that are files
};

}  // namespace buildspec::lsp
