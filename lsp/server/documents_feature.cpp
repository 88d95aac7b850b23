// Documents open, change and close. Findings follow when the inbox is empty (session.cpp).
#include "linter/lint/configuration.h"
#include "lsp/protocol/diagnostics.h"
#include "lsp/protocol/text_documents.h"
#include "lsp/server/context.h"
#include "lsp/server/uri.h"

namespace buildspec::lsp {
namespace {

// The configuration counts as it stands in the editor, saved or not.
void notice_configuration(Context& context, const std::string& uri) {
  const auto path = path_of(uri);
  if (path && path->filename() == kConfigurationFile) context.projects.configuration_changed();
}

}  // namespace

void bind_documents(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  capabilities.text_document_sync = TextDocumentSyncOptions{};
  dispatcher.on<DidOpenTextDocument>([&context](DidOpenTextDocumentParams params) {
    const Document& document = context.documents.open(std::move(params.text_document));
    notice_configuration(context, document.uri);
  });
  dispatcher.on<DidChangeTextDocument>([&context](const DidChangeTextDocumentParams& params) {
    const std::string& uri = params.text_document.uri;
    if (context.documents.change(params, context.traits.encoding) == nullptr) {
      context.log.write(MessageType::warning, "a change to a document that is not open: " + uri);
      return;
    }
    notice_configuration(context, uri);
  });
  dispatcher.on<DidCloseTextDocument>([&context](const DidCloseTextDocumentParams& params) {
    const std::string& uri = params.text_document.uri;
    const std::optional<Document> closed = context.documents.close(uri);
    if (!closed) {
      context.log.write(MessageType::warning, "closing a document that is not open: " + uri);
      return;
    }
    if (closed->published) context.client.notify<PublishDiagnostics>({uri, {}, {}});
    notice_configuration(context, uri);
  });
  dispatcher.on<DidSaveTextDocument>([&context](const DidSaveTextDocumentParams& params) {
    notice_configuration(context, params.text_document.uri);
  });
}

}  // namespace buildspec::lsp
