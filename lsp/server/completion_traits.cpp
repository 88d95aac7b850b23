#include "lsp/server/completion_traits.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::lsp {
namespace {

template <class Item, class Value>
bool holds(const std::optional<std::vector<Item>>& list, const Value& value) {
  return list && std::find(list->begin(), list->end(), value) != list->end();
}

// Of {valueSet: [1, 2]}; `true`, from before LSP 3.15, means every tag of that time.
bool supports_tag(const Json& support, int tag) {
  if (support.is_boolean()) return support.get<bool>();
  if (!support.is_object()) return false;
  const auto set = support.find("valueSet");
  return set != support.end() && set->is_array() &&
         std::find(set->begin(), set->end(), Json(tag)) != set->end();
}

void read_item(const CompletionItemClientCapabilities& item, CompletionTraits& traits) {
  // The client lists what it prefers first; Markdown is used only where it comes first.
  const auto& formats = item.documentation_format;
  traits.markdown = formats && !formats->empty() && formats->front() == "markdown";
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

CompletionTraits read_traits(const CompletionClientCapabilities& capabilities) {
  CompletionTraits traits;
  if (capabilities.completion_item) read_item(*capabilities.completion_item, traits);
  // A client that lists no kinds knows those of the first version of the protocol.
  traits.folders =
      capabilities.completion_item_kind && holds(capabilities.completion_item_kind->value_set,
                                                 static_cast<int>(CompletionItemKind::folder));
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
