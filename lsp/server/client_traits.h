// What this session's client can take, read once from its capabilities: plain answers instead of
// chains of optional members.
#pragma once

#include <string>

#include "linter/text/source_text.h"
#include "lsp/protocol/lifecycle.h"

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
  bool completion_markdown = false;
  bool completion_deprecated_tag = false;
  bool completion_deprecated = false;  // the older way to say the same
  bool insert_replace = false;
  bool label_details = false;
  bool code_action_literals = false;
  bool preferred_actions = false;
  bool document_changes = false;
  bool watches_files = false;  // on our request
};

[[nodiscard]] ClientTraits read_traits(const ClientCapabilities& capabilities);

// The name of the protocol for an encoding.
[[nodiscard]] std::string to_string(Encoding encoding);

}  // namespace buildspec::lsp
