// Completion (LSP 3.17, "Language Features").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/json.h"

namespace buildspec::lsp {

// ---- What the client can do: the members that we ask for ----

// {valueSet: [...]}
struct ValueSet {
  std::optional<std::vector<std::int32_t>> value_set;
  static constexpr auto fields() { return std::tuple{field("valueSet", &ValueSet::value_set)}; }
};

struct CompletionResolveSupport {
  std::vector<std::string> properties;
  static constexpr auto fields() {
    return std::tuple{field("properties", &CompletionResolveSupport::properties)};
  }
};

struct CompletionItemClientCapabilities {
  std::optional<bool> snippet_support;
  std::optional<bool> commit_characters_support;
  std::optional<std::vector<std::string>> documentation_format;
  std::optional<bool> deprecated_support;
  Json tag_support;
  std::optional<bool> insert_replace_support;
  std::optional<CompletionResolveSupport> resolve_support;
  std::optional<ValueSet> insert_text_mode_support;
  std::optional<bool> label_details_support;
  static constexpr auto fields() {
    using Self = CompletionItemClientCapabilities;
    return std::tuple{field("snippetSupport", &Self::snippet_support),
                      field("commitCharactersSupport", &Self::commit_characters_support),
                      field("documentationFormat", &Self::documentation_format),
                      field("deprecatedSupport", &Self::deprecated_support),
                      field("tagSupport", &Self::tag_support),
                      field("insertReplaceSupport", &Self::insert_replace_support),
                      field("resolveSupport", &Self::resolve_support),
                      field("insertTextModeSupport", &Self::insert_text_mode_support),
                      field("labelDetailsSupport", &Self::label_details_support)};
  }
};

struct CompletionListClientCapabilities {
  std::optional<std::vector<std::string>> item_defaults;
  static constexpr auto fields() {
    return std::tuple{field("itemDefaults", &CompletionListClientCapabilities::item_defaults)};
  }
};

struct CompletionClientCapabilities {
  std::optional<CompletionItemClientCapabilities> completion_item;
  std::optional<ValueSet> completion_item_kind;
  std::optional<std::int32_t> insert_text_mode;  // what the client does by default
  std::optional<CompletionListClientCapabilities> completion_list;
  static constexpr auto fields() {
    using Self = CompletionClientCapabilities;
    return std::tuple{field("completionItem", &Self::completion_item),
                      field("completionItemKind", &Self::completion_item_kind),
                      field("insertTextMode", &Self::insert_text_mode),
                      field("completionList", &Self::completion_list)};
  }
};

// ---- What the server can do ----

struct CompletionItemOptions {
  bool label_details_support = true;
  static constexpr auto fields() {
    return std::tuple{field("labelDetailsSupport", &CompletionItemOptions::label_details_support)};
  }
};

struct CompletionOptions {
  std::vector<std::string> trigger_characters;
  bool resolve_provider = true;
  CompletionItemOptions completion_item;
  static constexpr auto fields() {
    using Self = CompletionOptions;
    return std::tuple{field("triggerCharacters", &Self::trigger_characters),
                      field("resolveProvider", &Self::resolve_provider),
                      field("completionItem", &Self::completion_item)};
  }
};

// ---- Messages ----

enum class CompletionItemKind : std::uint8_t {
  text = 1,
  variable = 6,
  module = 9,
  property = 10,
  value = 12,
  keyword = 14,
  snippet = 15,
  file = 17,
  reference = 18,
  folder = 19,
  constant = 21,
};
enum class InsertTextFormat : std::uint8_t { plain_text = 1, snippet };
enum class InsertTextMode : std::uint8_t { as_is = 1, adjust_indentation };
enum class CompletionItemTag : std::uint8_t { deprecated = 1 };
enum class CompletionTriggerKind : std::uint8_t {
  invoked = 1,
  trigger_character,
  trigger_for_incomplete,
};

// A TextEdit, or an InsertReplaceEdit where the client can choose between the two ranges.
struct CompletionEdit {
  Range insert;
  Range replace;
  bool both = false;  // false: a TextEdit of `replace`
  std::string new_text;

  static CompletionEdit from_json(const Json& json, const JsonPath& path);
  [[nodiscard]] Json to_json() const;
};

struct CompletionItemLabelDetails {
  std::optional<std::string> detail;
  std::optional<std::string> description;
  static constexpr auto fields() {
    using Self = CompletionItemLabelDetails;
    return std::tuple{field("detail", &Self::detail), field("description", &Self::description)};
  }
};

struct CompletionItem {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  std::string label;
  std::optional<CompletionItemLabelDetails> label_details;
  std::optional<CompletionItemKind> kind;
  std::optional<std::vector<CompletionItemTag>> tags;
  std::optional<bool> deprecated;  // for clients older than tags
  std::optional<std::string> detail;
  std::optional<MarkupContent> documentation;
  std::optional<std::string> sort_text;
  std::optional<std::string> filter_text;
  std::optional<InsertTextFormat> insert_text_format;
  std::optional<InsertTextMode> insert_text_mode;
  std::optional<CompletionEdit> text_edit;
  std::optional<std::string> text_edit_text;  // goes into the list's default range
  std::optional<std::vector<std::string>> commit_characters;
  Json data;  // comes back in completionItem/resolve
  static constexpr auto fields() {
    using Self = CompletionItem;
    return std::tuple{field("label", &Self::label),
                      field("labelDetails", &Self::label_details),
                      field("kind", &Self::kind),
                      field("tags", &Self::tags),
                      field("deprecated", &Self::deprecated),
                      field("detail", &Self::detail),
                      field("documentation", &Self::documentation),
                      field("sortText", &Self::sort_text),
                      field("filterText", &Self::filter_text),
                      field("insertTextFormat", &Self::insert_text_format),
                      field("insertTextMode", &Self::insert_text_mode),
                      field("textEdit", &Self::text_edit),
                      field("textEditText", &Self::text_edit_text),
                      field("commitCharacters", &Self::commit_characters),
                      field("data", &Self::data)};
  }
};

struct CompletionItemDefaults {  // NOLINT(bugprone-exception-escape): as above
  Json edit_range;               // a Range, or {insert, replace}
  std::optional<InsertTextFormat> insert_text_format;
  static constexpr auto fields() {
    using Self = CompletionItemDefaults;
    return std::tuple{field("editRange", &Self::edit_range),
                      field("insertTextFormat", &Self::insert_text_format)};
  }
};

struct CompletionList {  // NOLINT(bugprone-exception-escape): as above
  bool is_incomplete = false;
  std::optional<CompletionItemDefaults> item_defaults;
  std::vector<CompletionItem> items;
  static constexpr auto fields() {
    return std::tuple{field("isIncomplete", &CompletionList::is_incomplete),
                      field("itemDefaults", &CompletionList::item_defaults),
                      field("items", &CompletionList::items)};
  }
};

struct CompletionContext {
  CompletionTriggerKind trigger_kind = CompletionTriggerKind::invoked;
  std::optional<std::string> trigger_character;
  static constexpr auto fields() {
    return std::tuple{field("triggerKind", &CompletionContext::trigger_kind),
                      field("triggerCharacter", &CompletionContext::trigger_character)};
  }
};
struct CompletionParams {
  TextDocumentIdentifier text_document;
  Position position;
  std::optional<CompletionContext> context;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &CompletionParams::text_document),
                      field("position", &CompletionParams::position),
                      field("context", &CompletionParams::context)};
  }
};
struct CompletionRequest {
  static constexpr std::string_view kName = "textDocument/completion";
  using Params = CompletionParams;
  using Result = CompletionList;
};

// The item as the client sent it comes back with what was left out: JSON, so that nothing of it is
// lost.
struct CompletionResolveRequest {
  static constexpr std::string_view kName = "completionItem/resolve";
  using Params = Json;
  using Result = Json;
};

}  // namespace buildspec::lsp
