#include "tests/seeding/value.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

#include "linter/syntax/oracle_resolve.h"

namespace buildspec::test {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

std::string pad(std::uint32_t column) { return std::string(column, ' '); }

bool control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n') || byte == 0x7F;
}

bool has_control(std::string_view text) { return std::any_of(text.begin(), text.end(), control); }

// Stricter than YAML: what begins with a letter or one of few signs.
bool plain_holds(std::string_view text, bool flow) {
  if (text.empty() || text.back() == ' ' || text.back() == ':') return false;
  const auto first = static_cast<unsigned char>(text.front());
  if (std::isalnum(first) == 0 && std::string_view("./$_(~+=").find(text.front()) == text.npos) {
    return false;
  }
  if (text.find(": ") != text.npos || text.find(" #") != text.npos) return false;
  if (text.find('\n') != text.npos || has_control(text)) return false;
  if (text == "=" || text.substr(0, 3) == "---" || text.substr(0, 3) == "...") return false;
  return !flow || text.find_first_of(",[]{}:?") == text.npos;
}

// A blank between two words, where a line may break: nothing where there is none.
std::size_t break_in(std::string_view text, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const bool single = text[i] == ' ' && text[i - 1] != ' ' && text[i + 1] != ' ';
    // A "#" at the begin of a line is a comment, ": " makes a key, a dash an item.
    if (single && text[i + 1] != '#' && text[i + 1] != '-') places.push_back(i);
  }
  return places.empty() ? std::string_view::npos : places[random.below(places.size())];
}

bool can_break(std::string_view text) {
  Random random(0);
  return break_in(text, random) != std::string_view::npos;
}

bool block_holds(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.front() == '\n' || has_control(text))
    return false;
  return text.find_first_not_of(" \n") != text.npos &&
         (text.size() < 2 || text.substr(text.size() - 2) != "\n\n");
}

bool folded_holds(std::string_view text) {
  return block_holds(text) && text.find("\n ") == text.npos && text.find("\n\n") == text.npos;
}

std::string single_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    quoted += c;
    if (c == '\'') quoted += c;
  }
  return quoted + "'";
}

std::string double_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (c == '\r') {
      quoted += "\\r";
    } else if (control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      quoted += "\\u00";
      quoted += kHex[byte >> 4U];
      quoted += kHex[byte & 15U];
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string block_body(std::string_view text, std::uint32_t column, bool folded) {
  std::string body;
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    body += '\n';
    if (!line.empty()) body += pad(column) + std::string(line);
    if (end == std::string_view::npos) return body;
    if (folded) body += '\n';
    text.remove_prefix(end + 1);
  }
}

std::string with_break(std::string source, std::string_view line_break, Random& random) {
  const std::size_t at = break_in(source, random);
  if (at != std::string::npos) source.replace(at, 1, line_break);
  return source;
}

Form any_form(const Value& scalar, const Layout& layout, Random& random) {
  const auto possible = forms(scalar, layout);
  // Most texts of real files are plain.
  if (possible.front() == Form::plain && random.below(3) != 0) return Form::plain;
  return possible[random.below(possible.size())];
}

std::string flow_source(const Value& value, std::uint32_t column, const Layout& layout,
                        Random& random) {
  if (value.kind == Value::Kind::scalar) {
    return scalar_source(value, any_form(value, layout, random), column, random);
  }
  const bool mapping = value.kind == Value::Kind::mapping;
  const std::size_t size = mapping ? value.entries.size() : value.items.size();
  const std::uint32_t inner = column + layout.indent;
  std::string text = mapping ? "{" : "[";
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) text += layout.broken_lines ? "," : ", ";
    if (layout.broken_lines) text += "\n" + pad(inner);
    if (mapping) {
      text += layout.json ? double_quoted(value.entries[i].key.text)
                          : flow_source(value.entries[i].key, inner, layout, random);
      text += ": " + flow_source(value.entries[i].value, inner, layout, random);
    } else {
      text += flow_source(value.items[i], inner, layout, random);
    }
  }
  if (layout.broken_lines && size > 0) text += "\n" + pad(column);
  return text + (mapping ? "}" : "]");
}

std::string block_mapping(const Value& value, std::uint32_t column, const Layout& layout,
                          Random& random) {
  std::string text;
  Layout inner = layout;
  --inner.flow_from;
  for (const Value::Entry& entry : value.entries) {
    if (!text.empty()) text += "\n" + pad(column);
    const bool plain = plain_holds(entry.key.text, false) && !entry.key.quoted;
    text += plain ? entry.key.text : double_quoted(entry.key.text);
    text += ":" + value_source(entry.value, column, true, inner, random);
  }
  return text;
}

std::string block_sequence(const Value& value, std::uint32_t column, const Layout& layout,
                           Random& random) {
  std::string text;
  Layout inner = layout;
  --inner.flow_from;
  for (const Value& item : value.items) {
    if (!text.empty()) text += "\n" + pad(column);
    text += "-" + value_source(item, column, false, inner, random);
  }
  return text;
}

}  // namespace

bool is_typed(std::string_view text) {
  if (text.empty() || text == "~") return true;
  const auto resolved = oracle::resolve("", text);
  return resolved.type != oracle::Type::string && resolved.type != oracle::Type::timestamp;
}

Value text_value(std::string text) {
  Value value;
  value.text = std::move(text);
  value.quoted = is_typed(value.text);
  return value;
}

std::optional<Value> value_of(Node node) {
  Value value;
  if (!node.anchor().empty() || !node.tag().empty()) return std::nullopt;
  switch (node.kind()) {
    case Kind::alias: return std::nullopt;
    case Kind::missing: value.typed = true; break;
    case Kind::scalar:
      value.text = node.scalar().value();
      value.typed = node.style() == ScalarStyle::plain && is_typed(value.text);
      value.quoted = !value.typed && (node.style() == ScalarStyle::single_quoted ||
                                      node.style() == ScalarStyle::double_quoted);
      break;
    case Kind::sequence:
      value.kind = Value::Kind::sequence;
      for (const Node item : node.items()) {
        auto read = value_of(item);
        if (!read) return std::nullopt;
        value.items.push_back(std::move(*read));
      }
      break;
    case Kind::mapping:
      value.kind = Value::Kind::mapping;
      for (const auto [key, child] : node.pairs()) {
        auto read_key = value_of(key);
        auto read = value_of(child);
        if (!read_key || !read || !key.is_scalar()) return std::nullopt;
        value.entries.push_back({std::move(*read_key), std::move(*read)});
      }
      break;
  }
  return value;
}

std::string_view name(Form form) {
  switch (form) {
    case Form::plain: return "plain";
    case Form::plain_lines: return "plain over two lines";
    case Form::single: return "single quotes";
    case Form::double_: return "double quotes";
    case Form::double_lines: return "double quotes over two lines";
    case Form::literal: return "literal block";
    case Form::folded: return "folded block";
    case Form::folded_lines: return "folded block over two lines";
  }
  return "";
}

std::vector<Form> forms(const Value& scalar, const Layout& layout) {
  if (scalar.typed) return {Form::plain};
  if (layout.json) return {Form::double_};
  const std::string_view text = scalar.text;
  std::vector<Form> possible;
  const bool one_line = text.find('\n') == text.npos;
  const bool breaks = !layout.flow && one_line && can_break(text);
  if (!scalar.quoted && plain_holds(text, layout.flow) && !is_typed(text)) {
    possible.push_back(Form::plain);
    if (breaks) possible.push_back(Form::plain_lines);
  }
  if (one_line && !has_control(text)) possible.push_back(Form::single);
  possible.push_back(Form::double_);
  if (breaks && text.find('\\') == text.npos) possible.push_back(Form::double_lines);
  if (!layout.flow && !scalar.quoted && block_holds(text)) {
    possible.push_back(Form::literal);
    if (folded_holds(text)) {
      possible.push_back(Form::folded);
      if (breaks) possible.push_back(Form::folded_lines);
    }
  }
  return possible;
}

std::string scalar_source(const Value& scalar, Form form, std::uint32_t column, Random& random) {
  const std::string_view text = scalar.text;
  const std::string chomping = !text.empty() && text.back() == '\n' ? "" : "-";
  switch (form) {
    case Form::plain: return text.empty() ? "null" : std::string(text);
    case Form::plain_lines: return with_break(std::string(text), "\n" + pad(column), random);
    case Form::single: return single_quoted(text);
    case Form::double_: return double_quoted(text);
    case Form::double_lines: return with_break(double_quoted(text), "\n" + pad(column), random);
    case Form::literal: return "|" + chomping + block_body(text, column, false);
    case Form::folded: return ">" + chomping + block_body(text, column, true);
    case Form::folded_lines:
      return ">" + chomping +
             block_body(with_break(std::string(text), "\n", random), column, false);
  }
  return {};
}

std::string value_source(const Value& value, std::uint32_t column, bool behind_key,
                         const Layout& layout, Random& random) {
  if (value.kind == Value::Kind::scalar) {
    const std::uint32_t body = column + (behind_key ? layout.indent : 2);
    const std::uint32_t flow_column = layout.flow ? column : body;
    return " " + scalar_source(value, any_form(value, layout, random), flow_column, random);
  }
  const bool mapping = value.kind == Value::Kind::mapping;
  const bool empty = mapping ? value.entries.empty() : value.items.empty();
  if (layout.flow || layout.json || layout.flow_from == 0 || empty) {
    Layout flow = layout;
    flow.flow = true;
    return " " + flow_source(value, column, flow, random);
  }
  std::uint32_t inner = column + 2;
  std::string before = " ";
  if (behind_key) {
    inner = column + (mapping || layout.indented_dashes ? layout.indent : 0);
    before = "\n" + pad(inner);
  }
  return before + (mapping ? block_mapping(value, inner, layout, random)
                           : block_sequence(value, inner, layout, random));
}

std::string document_source(const Value& value, const Layout& layout, Random& random) {
  if (layout.json || layout.flow_from == 0) {
    Layout flow = layout;
    flow.flow = true;
    return flow_source(value, 0, flow, random) + "\n";
  }
  return block_mapping(value, 0, layout, random) + "\n";
}

}  // namespace buildspec::test
