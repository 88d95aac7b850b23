#include "linter/schema/runtime_version.h"

#include <algorithm>

#include "linter/schema/format.h"

namespace buildspec::schema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits that a text begins with off it.
std::string_view take_number(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  const std::string_view number = text.substr(0, length);
  text.remove_prefix(length);
  return number;
}

// Takes everything before the next digit off a text.
std::string_view take_words(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && !is_digit(text[length])) ++length;
  const std::string_view words = text.substr(0, length);
  text.remove_prefix(length);
  return words;
}

// Numbers of any length: without leading zeros, the longer one is the greater.
int compare_numbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

// A custom version is possible: is it one by its shape? Where shapes are not documented (rust),
// any number is.
bool may_be_custom(const Language& language, std::string_view wanted) {
  if (language.custom_forms.empty()) return !wanted.empty() && is_digit(wanted.front());
  return std::ranges::any_of(language.custom_forms,
                             [&](std::string_view form) { return has_custom_form(wanted, form); });
}

bool contains(std::span<const std::string_view> list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

}  // namespace

VersionForm version_form(std::string_view value) {
  if (value.empty()) return VersionForm::empty;
  if (has_reference(value)) return VersionForm::reference;
  if (value == "latest") return VersionForm::latest;
  if (value.ends_with(".x")) return VersionForm::wildcard;
  return VersionForm::exact;
}

VersionChoice choose_version(const Runtime& runtime, std::string_view wanted) {
  if (has_reference(wanted)) return {VersionMatch::unknowable, nullptr};
  if (const RuntimeVersion* version = find_version(runtime, wanted)) {
    return {VersionMatch::installed, version};
  }
  if (contains(runtime.wildcards, wanted)) {
    return {VersionMatch::wildcard, resolve_wildcard(runtime, wanted)};
  }
  const Language* language = find_language(runtime.name);
  if (runtime.custom_allowed && language != nullptr && may_be_custom(*language, wanted)) {
    return {VersionMatch::custom, nullptr};
  }
  return {VersionMatch::unknown, nullptr};
}

VersionMatch match_anywhere(const Language& language, std::string_view wanted) {
  if (has_reference(wanted)) return VersionMatch::unknowable;
  if (contains(language.versions, wanted)) return VersionMatch::installed;
  if (contains(language.wildcards, wanted)) return VersionMatch::wildcard;
  if (language.custom_allowed_somewhere && may_be_custom(language, wanted)) {
    return VersionMatch::custom;
  }
  return VersionMatch::unknown;
}

bool has_custom_form(std::string_view value, std::string_view form) {
  while (!form.empty()) {
    if (form.front() != '<') {
      if (value.empty() || value.front() != form.front()) return false;
      value.remove_prefix(1);
      form.remove_prefix(1);
      continue;
    }
    if (take_number(value).empty()) return false;
    form.remove_prefix(std::min(form.find('>'), form.size() - 1) + 1);
  }
  return value.empty();
}

int compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (const int order = take_words(a).compare(take_words(b)); order != 0) return order;
    if (const int order = compare_numbers(take_number(a), take_number(b)); order != 0) return order;
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

}  // namespace buildspec::schema
