// What the handlers of one session share: documents, their snapshots and findings, the client. The
// loop's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/diagnostic.h"
#include "linter/lint/engine.h"
#include "linter/lint/rule.h"
#include "lsp/protocol/lifecycle.h"
#include "lsp/rpc/client.h"
#include "lsp/rpc/dispatcher.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/rpc/open_request.h"
#include "lsp/server/client_traits.h"
#include "lsp/server/command_table.h"
#include "lsp/server/document_store.h"
#include "lsp/server/log.h"
#include "lsp/server/projects.h"
#include "lsp/server/registrations.h"
#include "lsp/server/settings.h"

namespace buildspec::lsp {

struct Context {
  std::span<const RegisteredRule> rules;
  Client& client;
  Log& log;
  Projects& projects;
  JobRunner& jobs;
  DocumentStore documents;
  ClientTraits traits;     // known from `initialize` on
  OpenRequestPtr request;  // that is being handled; null in notifications and tasks
  SettingsStore settings = {};
  Registrations registrations{client, log};
  CommandTable commands = {};

  // Called when something happened, in the order of the features.
  // Configuration, settings, source trees or the day: every answer may differ now.
  std::vector<std::function<void()>> project_listeners = {};
  // `initialized` has come: from here on the client may be asked.
  std::vector<std::function<void()>> ready_listeners = {};
  // The workspace's folders are others now.
  std::vector<std::function<void()>> folder_listeners = {};
  // A file of the disk came, went or changed.
  std::vector<std::function<void(const std::filesystem::path&)>> file_listeners = {};
  // A document was opened, or its text changed.
  std::vector<std::function<void(const Document&)>> text_listeners = {};
  // A document was closed; it is not in `documents` any more.
  std::vector<std::function<void(const Document&)>> close_listeners = {};
  // All messages that waited are handled: the moment for what is better done once than for each.
  std::vector<std::function<void()>> idle_listeners = {};

  // Asks whether the request that is being handled was cancelled: for long work (LintEngine::run,
  // loops over a whole document), on any thread. What a cancelled handler returns does not matter,
  // it is answered with RequestCancelled.
  [[nodiscard]] Cancelled cancelled() const;
  // Ends a handler that was cancelled, by an exception.
  void stop_if_cancelled() const;
  // For the result of a job on this snapshot: ends the answer with ContentModified, by an
  // exception, where the document has moved on or was closed. Changes that still wait in the inbox
  // are no reason, says the protocol.
  void stop_if_modified(const Snapshot& snapshot);

  // A document that is open and a buildspec; else null.
  [[nodiscard]] Document* buildspec(std::string_view uri);
  // As the text stands now.
  [[nodiscard]] SnapshotPtr snapshot(Document& document);
  // Of the text as it stands now; good until the document's next change. Stops where the request is
  // cancelled, by an exception.
  [[nodiscard]] const std::vector<buildspec::Diagnostic>& findings(Document& document);
};

// A feature binds its handlers and says in the same breath that the server has it.
using BindFeature = void (*)(Context&, Dispatcher&, ServerCapabilities&);

void bind_documents(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_settings(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_diagnostics(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_workspace(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_hover(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_completion(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_code_actions(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_semantic_tokens(Context& context, Dispatcher& dispatcher,
                          ServerCapabilities& capabilities);
void bind_inlay_hints(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_code_lens(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_explain(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_navigation(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_rename(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_symbols(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_workspace_symbols(Context& context, Dispatcher& dispatcher,
                            ServerCapabilities& capabilities);
void bind_links(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_shapes(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
void bind_formatting(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);
// Last: the commands of all others.
void bind_commands(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities);

}  // namespace buildspec::lsp
