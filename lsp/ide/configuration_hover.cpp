#include "lsp/ide/configuration_hover.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/configuration_schema.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/rule_text.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

// What the innermost key or value at an offset is.
struct Entry {
  const schema::Type* owner = nullptr;  // of the collection around it
  const schema::Type* type = nullptr;   // of the value; null for what the file does not know
  const schema::Key* key = nullptr;
  Node key_node;
  Node node;
  bool on_key = false;
};

Entry child_of(const Entry& parent, Node node, Node child) {
  Entry entry;
  entry.owner = parent.type;
  entry.node = child;
  if (node.is_sequence()) {
    const bool list = parent.type != nullptr && parent.type->form == Form::sequence;
    entry.type = list ? parent.type->element : nullptr;
    entry.key = parent.key;
    return entry;
  }
  for (const auto [key, value] : node.pairs()) {
    if (key != child && value != child) continue;
    entry.key_node = key;
    entry.node = value;
    entry.on_key = key == child;
    if (parent.type == nullptr || parent.type->form != Form::mapping || !key.is_scalar()) break;
    entry.key = schema::find_key(*parent.type, key.scalar().value());
    entry.type = entry.key != nullptr        ? entry.key->type
                 : parent.type->keys.empty() ? parent.type->element
                                             : nullptr;
    break;
  }
  return entry;
}

Entry entry_at(const Snapshot& snapshot, std::uint32_t offset) {
  const std::vector<Node> path = snapshot.tree->path_at(offset);
  Entry entry;
  entry.type = &configuration_type();
  if (path.size() < 2) return {};
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    entry = child_of(entry, path[i], path[i + 1]);
  }
  return entry;
}

std::string key_text(const Entry& entry, std::span<const RegisteredRule> rules) {
  if (entry.key != nullptr) return schema::documentation(*entry.key);
  if (entry.owner == nullptr || !entry.key_node.is_scalar()) return {};
  const Scalar name = entry.key_node.scalar();
  if (entry.owner == &rule_settings_type()) return selector_text(rules, name.value());
  return entry.owner->keys.empty() ? std::string() : nearest_key_text(*entry.owner, name.value());
}

std::string value_text(const Entry& entry) {
  if (entry.type == nullptr || !entry.node.is_scalar()) return {};
  const Scalar scalar = entry.node.scalar();
  const std::string_view value = scalar.value();
  if (const auto* const known = schema::find_value(*entry.type, value)) {
    std::string text = code_span(known->text);
    add_paragraph(text, schema::documentation(*known));
    add_paragraph(text, machine_text(known->text));
    return text;
  }
  if (entry.type->format == Format::image) {
    if (const auto* const image = schema::find_image(value)) return image_text(*image);
  }
  return entry.key != nullptr ? schema::documentation(*entry.key) : std::string();
}

}  // namespace

std::optional<Hover> hover_configuration(const Snapshot& snapshot, std::uint32_t offset,
                                         std::span<const RegisteredRule> rules) {
  if (snapshot.tree->comment_at(offset)) return std::nullopt;
  const Entry entry = entry_at(snapshot, offset);
  const Node subject = entry.on_key ? entry.key_node : entry.node;
  if (!subject || !subject.is_scalar()) return std::nullopt;
  std::string text = entry.on_key ? key_text(entry, rules) : value_text(entry);
  if (text.empty()) return std::nullopt;
  return Hover{subject.span(), std::move(text)};
}

}  // namespace buildspec::ide
