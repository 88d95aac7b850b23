// From edits of a text to what the client can apply: versioned, annotated and with snippets where
// it takes these. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linter/text/source_text.h"
#include "lsp/ide/ignore_finding.h"
#include "lsp/protocol/workspace_edit.h"
#include "lsp/server/client_traits.h"

namespace buildspec::lsp {

struct EditedDocument {
  std::string uri;
  std::optional<std::int32_t> version;  // nothing for a file that is not open
  const SourceText& text;
  bool create = false;  // there is no such file yet
};

// Edits of a text in the client's units, all with an annotation where one is named.
[[nodiscard]] std::vector<DocumentTextEdit> document_edits(
    const SourceText& text, std::span<const Edit> edits, Encoding encoding,
    const std::optional<std::string>& annotation = {});

// `caution` is what the user should know before the edits are made; empty for nothing. Clients
// without annotations do not show it: what matters stands in the action's title, too.
[[nodiscard]] WorkspaceEdit workspace_edit(const EditedDocument& document,
                                           std::span<const Edit> edits, const std::string& title,
                                           const std::string& caution, const ClientTraits& traits);

// The same for one comment; its reason is to be typed over where the client takes snippets.
[[nodiscard]] WorkspaceEdit workspace_edit(const EditedDocument& document,
                                           const ide::IgnoreComment& comment,
                                           const ClientTraits& traits);

}  // namespace buildspec::lsp
