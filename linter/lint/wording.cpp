#include "linter/lint/wording.h"

#include "linter/text/utf8.h"

namespace buildspec {

std::string code(std::string_view text) {
  // About what a reader takes in at a glance, in characters.
  constexpr int kLongest = 60;
  std::string shown = "`";
  int length = 0;
  while (!text.empty()) {
    if (length++ == kLongest) {
      shown += "…";
      break;
    }
    const Utf8Character character = decode_utf8(text);
    if (character.code_point < 0x20 || character.code_point == 0x7F) {
      shown += ' ';
    } else if (character.valid) {
      shown += text.substr(0, character.length);
    } else {
      shown += "�";
    }
    text.remove_prefix(character.length);
  }
  shown += '`';
  return shown;
}

std::string one_of(std::span<const std::string_view> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::vector<std::string_view> key_names(const schema::Type& type, schema::Versions versions) {
  std::vector<std::string_view> names;
  for (const schema::Key& key : type.keys) {
    const bool exists =
        (static_cast<unsigned>(key.versions) & static_cast<unsigned>(versions)) != 0;
    if (exists && !key.deprecated) {
      names.push_back(key.name);
    }
  }
  return names;
}

std::vector<std::string_view> value_texts(const schema::Type& type) {
  std::vector<std::string_view> texts;
  for (const schema::Value& value : type.values) texts.push_back(value.text);
  return texts;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace buildspec
