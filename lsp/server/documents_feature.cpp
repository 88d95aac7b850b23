// Documents open, change and close. Findings follow when the inbox is empty (session.cpp).
#include "lsp/protocol/text_documents.h"
#include "lsp/server/context.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

// The configuration counts as it stands in the editor, saved or not.
void notice_configuration(Context& context, const std::string& uri) {
  const auto path = path_of(uri);
  if (path && context.projects.is_configuration(*path)) context.projects.configuration_changed();
}

void look_around(Context& context, const std::string& saved) {
  context.projects.check_configurations();
  context.projects.files_changed();
  const auto path = path_of(saved);
  if (!path) return;
  context.projects.file_changed(*path);
  for (const auto& listener : context.file_listeners) listener(*path);
}

}  // namespace

void bind_documents(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.text_document_sync = TextDocumentSyncOptions{};
  dispatcher.on<DidOpenTextDocument>([&context](DidOpenTextDocumentParams params) {
    const Document& document = context.documents.open(std::move(params.text_document));
    for (const auto& listener : context.text_listeners) listener(document);
    notice_configuration(context, document.uri);
  });
  dispatcher.on<DidChangeTextDocument>([&context](const DidChangeTextDocumentParams& params) {
    const std::string& uri = params.text_document.uri;
    const Document* const document = context.documents.change(params, context.traits.encoding);
    if (document == nullptr) {
      context.log.write(MessageType::warning, "a change to a document that is not open: " + uri);
      return;
    }
    for (const auto& listener : context.text_listeners) listener(*document);
    notice_configuration(context, uri);
  });
  dispatcher.on<DidCloseTextDocument>([&context](const DidCloseTextDocumentParams& params) {
    const std::string& uri = params.text_document.uri;
    const std::optional<Document> closed = context.documents.close(uri);
    if (!closed) {
      context.log.write(MessageType::warning, "closing a document that is not open: " + uri);
      return;
    }
    for (const auto& listener : context.close_listeners) listener(*closed);
    notice_configuration(context, uri);
  });
  dispatcher.on<DidSaveTextDocument>([&context](const DidSaveTextDocumentParams& params) {
    notice_configuration(context, params.text_document.uri);
    // Who does not tell of files that change leaves us this moment to look.
    if (!context.traits.watches_files) look_around(context, params.text_document.uri);
  });
}

}  // namespace buildspec::lsp
