#include "lsp/server/client_traits.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace buildspec::lsp {
namespace {

bool holds(const std::optional<std::vector<std::string>>& list, std::string_view value) {
  return list && std::find(list->begin(), list->end(), value) != list->end();
}

// The client lists what it prefers first; Markdown is used only where it comes first.
bool prefers_markdown(const std::optional<std::vector<std::string>>& formats) {
  return formats && !formats->empty() && formats->front() == "markdown";
}

// Of {valueSet: [1, 2]}; `true`, from before LSP 3.15, means every tag of that time.
bool supports_tag(const Json& support, int tag) {
  if (support.is_boolean()) return support.get<bool>();
  if (!support.is_object()) return false;
  const auto set = support.find("valueSet");
  return set != support.end() && set->is_array() &&
         std::find(set->begin(), set->end(), Json(tag)) != set->end();
}

void read_text_document(const TextDocumentClientCapabilities& from, ClientTraits& traits) {
  if (const auto& publish = from.publish_diagnostics) {
    traits.diagnostic_version = publish->version_support.value_or(false);
    traits.diagnostic_code_description = publish->code_description_support.value_or(false);
    traits.diagnostic_data = publish->data_support.value_or(false);
    traits.related_information = publish->related_information.value_or(false);
    traits.tag_unnecessary = supports_tag(publish->tag_support, 1);
    traits.tag_deprecated = supports_tag(publish->tag_support, 2);
  }
  if (from.hover) traits.hover_markdown = prefers_markdown(from.hover->content_format);
  if (from.completion && from.completion->completion_item) {
    const auto& item = *from.completion->completion_item;
    traits.completion_markdown = prefers_markdown(item.documentation_format);
    traits.completion_deprecated_tag = supports_tag(item.tag_support, 1);
    traits.completion_deprecated = item.deprecated_support.value_or(false);
    traits.insert_replace = item.insert_replace_support.value_or(false);
    traits.label_details = item.label_details_support.value_or(false);
  }
  if (const auto& action = from.code_action) {
    traits.code_action_literals = !action->code_action_literal_support.is_null();
    traits.preferred_actions = action->is_preferred_support.value_or(false);
  }
}

}  // namespace

ClientTraits read_traits(const ClientCapabilities& capabilities) {
  ClientTraits traits;
  if (capabilities.general && holds(capabilities.general->position_encodings, "utf-8")) {
    traits.encoding = Encoding::utf8;
  }
  if (capabilities.text_document) read_text_document(*capabilities.text_document, traits);
  if (const auto& workspace = capabilities.workspace) {
    if (workspace->workspace_edit) {
      traits.document_changes = workspace->workspace_edit->document_changes.value_or(false);
    }
    if (const auto& watched = workspace->did_change_watched_files) {
      traits.watches_files = watched->dynamic_registration.value_or(false);
    }
  }
  return traits;
}

std::string to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::utf16: return "utf-16";
    case Encoding::utf32: return "utf-32";
  }
  return "utf-16";
}

}  // namespace buildspec::lsp
