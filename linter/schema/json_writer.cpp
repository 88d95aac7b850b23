#include "linter/schema/json_writer.h"

#include <cassert>

namespace buildspec::schema {

void JsonWriter::key(std::string_view name) {
  before_value();
  quote(name);
  text_ += ": ";
  after_key_ = true;
}

void JsonWriter::string(std::string_view value) {
  before_value();
  quote(value);
}

void JsonWriter::literal(std::string_view text) {
  before_value();
  text_ += text;
}

void JsonWriter::member(std::string_view name, std::string_view value) {
  key(name);
  string(value);
}

void JsonWriter::literal_member(std::string_view name, std::string_view text) {
  key(name);
  literal(text);
}

std::string JsonWriter::take() && {
  assert(has_members_.empty());
  text_ += '\n';
  return std::move(text_);
}

void JsonWriter::begin(char bracket) {
  before_value();
  text_ += bracket;
  has_members_.push_back(false);
}

void JsonWriter::end(char bracket) {
  const bool empty = !has_members_.back();
  has_members_.pop_back();
  if (!empty) new_line();
  text_ += bracket;
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_members_.empty()) return;
  if (has_members_.back()) text_ += ',';
  has_members_.back() = true;
  new_line();
}

void JsonWriter::new_line() {
  text_ += '\n';
  text_.append(has_members_.size() * 2, ' ');
}

void JsonWriter::quote(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  text_ += '"';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (c == '\n') {
      text_ += "\\n";
    } else if (byte < 0x20) {
      text_ += "\\u00";
      text_ += kHex[byte >> 4U];
      text_ += kHex[byte & 0xFU];
    } else {
      text_ += c;
    }
  }
  text_ += '"';
}

}  // namespace buildspec::schema
