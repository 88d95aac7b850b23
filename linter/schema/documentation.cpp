#include "linter/schema/documentation.h"

#include "linter/schema/format.h"

namespace buildspec::schema {
namespace {

// Parts of Markdown with an empty line between.
void add_paragraph(std::string& text, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += paragraph;
}

void add_sentence(std::string& line, std::string_view sentence) {
  if (!line.empty()) line += ' ';
  line += sentence;
}

std::string code(std::string_view text) {
  std::string result = "`";
  result += text;
  result += '`';
  return result;
}

// A default is a value as it is written, or, with blanks in it, a description.
std::string default_sentence(std::string_view value) {
  const bool described = value.find(' ') != std::string_view::npos;
  return "Default: " + (described ? std::string(value) : code(value)) + '.';
}

// Booleans are so in the name of their type already.
std::string values_sentence(const Type& type) {
  if (type.values.empty() || type.format == Format::boolean_yes_no ||
      type.format == Format::boolean_true_false) {
    return {};
  }
  std::string text = "Values: ";
  for (const Value& value : type.values) {
    if (&value != &type.values.front()) text += ", ";
    text += code(value.text);
    if (value.deprecated) text += " (deprecated)";
  }
  return text + '.';
}

std::string facts(const Key& key) {
  const std::string values = values_sentence(*key.type);
  std::string line;
  // Of a section its keys say what it takes, of a choice its values.
  if (key.type->keys.empty() && values.empty()) {
    line = "Takes " + std::string(key.type->name) + '.';
  }
  if (key.deprecated) add_sentence(line, "Deprecated.");
  if (key.required) {
    add_sentence(line, key.required_unless.empty()
                           ? "Required."
                           : "Required, unless there is " + code(key.required_unless) + '.');
  }
  if (!key.default_value.empty()) add_sentence(line, default_sentence(key.default_value));
  if (!values.empty()) add_sentence(line, values);
  if (key.versions == Versions::v0_1) add_sentence(line, "Format 0.1 only.");
  if (key.versions == Versions::v0_2) add_sentence(line, "Format 0.2 only.");
  if (!key.since.empty()) add_sentence(line, "Since " + std::string(key.since) + '.');
  return line;
}

}  // namespace

std::string documentation(const Key& key) {
  std::string text(key.doc);
  add_paragraph(text, facts(key));
  add_paragraph(text, key.note);
  add_paragraph(text, caveat(key.confidence));
  if (!key.url.empty()) add_paragraph(text, "[AWS documentation](" + std::string(key.url) + ')');
  return text;
}

std::string documentation(const Value& value) {
  std::string text(value.doc);
  if (value.deprecated) add_paragraph(text, "Deprecated.");
  add_paragraph(text, caveat(value.confidence));
  return text;
}

std::string_view summary(const Key& key) { return key.doc.substr(0, key.doc.find("\n\n")); }

std::string_view caveat(Confidence confidence) {
  switch (confidence) {
    case Confidence::documented: return {};
    case Confidence::seen: return "Not in today's documentation; seen in use.";
    case Confidence::inferred: return "Not documented; concluded from what is.";
    case Confidence::unverified: return "Not verified.";
  }
  return {};
}

}  // namespace buildspec::schema
