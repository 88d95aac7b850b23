// What this session's client can take, read once from its capabilities: plain answers instead of
// chains of optional members.
#pragma once

#include <string>

#include "linter/text/source_text.h"
#include "lsp/protocol/lifecycle.h"
#include "lsp/server/completion_traits.h"
#include "lsp/server/display_traits.h"
#include "lsp/server/navigation_traits.h"

namespace buildspec::lsp {

struct ClientTraits {
  Encoding encoding = Encoding::utf16;
  bool diagnostic_version = false;
  bool diagnostic_code_description = false;
  bool diagnostic_data = false;
  bool related_information = false;
  bool tag_unnecessary = false;
  bool tag_deprecated = false;
  bool hover_markdown = false;
  CompletionTraits completion;
  DisplayTraits display;
  NavigationTraits navigation;
  bool code_action_literals = false;
  bool preferred_actions = false;
  bool disabled_actions = false;
  bool resolves_actions = false;    // their `edit`, with our data
  bool change_annotations = false;  // in the edits of actions
  bool snippet_edits = false;       // within document changes
  bool creates_files = false;       // within document changes
  bool applies_edits = false;       // workspace/applyEdit
  bool runs_commands = false;       // workspace/executeCommand
  bool shows_documents = false;     // window/showDocument
  bool document_changes = false;
  bool watches_files = false;         // on our request
  bool registers_formatting = false;  // on our request, like the next two
  bool registers_range_formatting = false;
  bool registers_typed_formatting = false;
  bool pulls_diagnostics = false;
  bool related_documents = false;
  bool refreshes_diagnostics = false;
  bool answers_configuration = false;    // workspace/configuration
  bool registers_configuration = false;  // workspace/didChangeConfiguration, on our request
  bool work_done_progress = false;       // which we begin
  bool tells_created_files = false;      // in the editor, like the next two
  bool tells_renamed_files = false;
  bool tells_deleted_files = false;
};

[[nodiscard]] ClientTraits read_traits(const ClientCapabilities& capabilities);

// The name of the protocol for an encoding.
[[nodiscard]] std::string to_string(Encoding encoding);

}  // namespace buildspec::lsp
