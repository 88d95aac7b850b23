#include "lsp/server/completion_traits.h"

#include <string_view>

#include "lsp/server/capability_parts.h"

namespace buildspec::lsp {
namespace {

void read_item(const CompletionItemClientCapabilities& item, CompletionTraits& traits) {
  traits.markdown = prefers_markdown(item.documentation_format);
  traits.snippets = item.snippet_support.value_or(false);
  traits.commit_characters = item.commit_characters_support.value_or(false);
  traits.deprecated_tag = supports_tag(item.tag_support, 1);
  traits.deprecated = item.deprecated_support.value_or(false);
  traits.insert_replace = item.insert_replace_support.value_or(false);
  traits.label_details = item.label_details_support.value_or(false);
  traits.lazy_documentation =
      item.resolve_support &&
      holds(std::optional(item.resolve_support->properties), std::string_view("documentation"));
  traits.can_set_mode =
      item.insert_text_mode_support &&
      holds(item.insert_text_mode_support->value_set, static_cast<int>(InsertTextMode::as_is));
}

}  // namespace

CompletionTraits read_completion_traits(const CompletionClientCapabilities& capabilities) {
  CompletionTraits traits;
  if (capabilities.completion_item) read_item(*capabilities.completion_item, traits);
  // A client that lists no kinds knows those of the first version of the protocol.
  traits.folders =
      capabilities.completion_item_kind && holds(capabilities.completion_item_kind->value_set,
                                                 static_cast<int>(CompletionItemKind::folder));
  traits.states_mode = capabilities.insert_text_mode.has_value();
  traits.adjusts_indentation = capabilities.insert_text_mode.value_or(
                                   static_cast<int>(InsertTextMode::adjust_indentation)) !=
                               static_cast<int>(InsertTextMode::as_is);
  if (const auto& list = capabilities.completion_list) {
    traits.default_range = holds(list->item_defaults, std::string_view("editRange"));
    traits.default_format = holds(list->item_defaults, std::string_view("insertTextFormat"));
  }
  return traits;
}

}  // namespace buildspec::lsp
