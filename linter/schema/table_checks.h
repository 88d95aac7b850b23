// What holds for every table of the language, checked while it is compiled. For linter/schema
// alone.
#pragma once

#include <cstddef>
#include <string_view>

#include "linter/schema/type.h"

namespace buildspec::schema {

// Starts with a capital and ends with a full stop or a code fence: a sentence, not a fragment.
constexpr bool is_prose(std::string_view doc) {
  if (doc.size() < 4) return false;
  const bool begins = (doc.front() >= 'A' && doc.front() <= 'Z') || doc.front() == '`';
  return begins && (doc.ends_with('.') || doc.ends_with("```"));
}

constexpr bool is_documentation_url(std::string_view url) {
  return url.starts_with("https://docs.aws.amazon.com/codebuild/latest/userguide/");
}

// "", "2016", "2019-02" or "2020-07-30".
constexpr bool is_since(std::string_view since) {
  if (!since.empty() && since.size() != 4 && since.size() != 7 && since.size() != 10) {
    return false;
  }
  for (std::size_t i = 0; i < since.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? since[i] != '-' : (since[i] < '0' || since[i] > '9')) return false;
  }
  return true;
}

// Every key has a name, a type, documentation and an official link, and stands there once.
constexpr bool keys_are_complete(std::span<const Key> keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Key& key = keys[i];
    if (key.name.empty() || key.type == nullptr || !is_prose(key.doc)) return false;
    if (!is_documentation_url(key.url) || !is_since(key.since)) return false;
    if (!key.note.empty() && !is_prose(key.note)) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (keys[j].name == key.name) return false;
    }
  }
  return true;
}

constexpr bool values_are_complete(std::span<const Value> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].text.empty() || !is_prose(values[i].doc)) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (values[j].text == values[i].text) return false;
    }
  }
  return true;
}

// The fields of a type fit its form.
constexpr bool is_complete(const Type& type) {
  if (type.name.empty()) return false;
  switch (type.form) {
    case Form::scalar:
      return type.keys.empty() && type.element == nullptr && values_are_complete(type.values) &&
             (!type.values_are_all || !type.values.empty());
    case Form::sequence: return type.element != nullptr && type.keys.empty() && type.values.empty();
    case Form::mapping:
      if (type.keys.empty()) return type.element != nullptr && is_prose(type.name_doc);
      return type.element == nullptr && keys_are_complete(type.keys);
  }
  return false;
}

}  // namespace buildspec::schema
