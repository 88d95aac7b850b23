// What recurs in the capabilities of a client. Pure.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

template <class Item, class Value>
[[nodiscard]] bool holds(const std::optional<std::vector<Item>>& list, const Value& value) {
  return list && std::find(list->begin(), list->end(), value) != list->end();
}

// The client lists what it prefers first; Markdown is used only where it comes first.
[[nodiscard]] inline bool prefers_markdown(const std::optional<std::vector<std::string>>& formats) {
  return formats && !formats->empty() && formats->front() == "markdown";
}

// Of {valueSet: [1, 2]}; `true`, from before LSP 3.15, means every tag of that time.
[[nodiscard]] inline bool supports_tag(const Json& support, int tag) {
  if (support.is_boolean()) return support.get<bool>();
  if (!support.is_object()) return false;
  const auto set = support.find("valueSet");
  return set != support.end() && set->is_array() &&
         std::find(set->begin(), set->end(), Json(tag)) != set->end();
}

}  // namespace buildspec::lsp
