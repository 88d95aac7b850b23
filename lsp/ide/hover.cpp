#include "lsp/ide/hover.h"

#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/lint/registry.h"
#include "linter/lint/suppressions.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "linter/schema/nearest.h"
#include "lsp/ide/catalogue_text.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

// ---- Rules in suppression comments ----

// The page up to its examples.
std::string rule_text(const RegisteredRule& rule) {
  std::string_view page = rule.page;
  for (const std::string_view heading : {"\n## Bad", "\n## Good", "\n## Fixed"}) {
    page = page.substr(0, page.find(heading));
  }
  while (!page.empty() && (page.back() == '\n' || page.back() == ' ')) page.remove_suffix(1);
  std::string text(page);
  if (const auto url = page_url(rule)) text += "\n\n" + link_text(*url);
  return text;
}

std::string group_text(std::span<const RegisteredRule> rules, std::string_view group) {
  std::string text;
  for (const RegisteredRule& rule : rules) {
    if (!selects(group, rule)) continue;
    text += text.empty() ? "" : "\n";
    text += "- `" + std::string(rule.id()) + "`: " + std::string(rule.rule->meta.summary);
  }
  return text;
}

std::optional<Hover> hover_suppression(const Snapshot& snapshot, std::uint32_t offset,
                                       std::span<const RegisteredRule> rules) {
  const auto selector = suppression_at(snapshot, offset);
  if (!selector) return std::nullopt;
  const RegisteredRule* const rule = find_rule(rules, selector->name);
  std::string text = rule != nullptr ? rule_text(*rule) : group_text(rules, selector->name);
  if (text.empty()) return std::nullopt;
  return Hover{selector->span, std::move(text)};
}

// ---- Variables ----

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The run of name characters that touches the offset, in the source itself: a variable's name has
// no escapes.
Span name_at(std::string_view bytes, Span within, std::uint32_t offset) {
  Span name{offset, offset};
  while (name.begin > within.begin && is_name_character(bytes[name.begin - 1])) --name.begin;
  while (name.end < within.end && is_name_character(bytes[name.end])) ++name.end;
  return name;
}

// "$NAME" or "${NAME}" around a name.
Span whole_reference(std::string_view bytes, Span within, Span name) {
  const bool braced = name.begin > within.begin && bytes[name.begin - 1] == '{';
  if (braced) --name.begin;
  if (name.begin > within.begin && bytes[name.begin - 1] == '$') --name.begin;
  if (braced && name.end < within.end && bytes[name.end] == '}') ++name.end;
  return name;
}

std::string own_variable_text(const Snapshot& snapshot, std::string_view name) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (!variable.key.is_scalar() || variable.key.scalar().value() != name) continue;
    const std::uint32_t line = snapshot.text.line_of(variable.key.span().begin) + 1;
    const std::string_view block = variable.block == VariableBlock::variables ? "env.variables"
                                   : variable.block == VariableBlock::parameter_store
                                       ? "env.parameter-store"
                                       : "env.secrets-manager";
    return "**" + std::string(name) + "** is set in `" + std::string(block) + "`, line " +
           std::to_string(line) + ".";
  }
  return {};
}

std::optional<Hover> hover_variable(const Snapshot& snapshot, Span within, std::uint32_t offset) {
  const std::string_view bytes = snapshot.text.bytes();
  Span span = name_at(bytes, within, offset);
  Span subject = span;
  // On the dollar itself, or on the brace behind it: the whole reference.
  if (span.empty()) {
    std::uint32_t at = offset;
    if (at < within.end && bytes[at] == '$') ++at;
    if (at < within.end && bytes[at] == '{') ++at;
    if (at == offset || at >= within.end) return std::nullopt;
    span = name_at(bytes, within, at);
    if (span.empty()) return std::nullopt;
    subject = whole_reference(bytes, within, span);
  }
  const std::string_view name = snapshot.text.bytes(span);
  if (const auto* const variable = schema::find_builtin_variable(name)) {
    return Hover{subject, builtin_variable_text(*variable, name)};
  }
  if (const auto* const other = schema::find_not_provided(name)) {
    return Hover{subject, not_provided_text(*other)};
  }
  const char before = span.begin > 0 ? bytes[span.begin - 1] : '\0';
  if (before != '$' && before != '{') return std::nullopt;
  std::string text = own_variable_text(snapshot, name);
  if (text.empty()) return std::nullopt;
  return Hover{subject, std::move(text)};
}

// ---- Keys ----

std::string unknown_key_text(const schema::Type& owner, std::string_view name) {
  std::string text;
  if (const auto* const other = schema::find_other_name(owner, name)) {
    text = "`" + std::string(name) + "` is no key here: " + std::string(other->explanation) + ".";
    if (!other->instead.empty()) text += "\n\nInstead: `" + std::string(other->instead) + "`";
  } else if (const auto* const near = schema::nearest_key(owner, name)) {
    text = "`" + std::string(name) + "` is no key here. Did you mean `" + std::string(near->name) +
           "`?\n\n" + schema::documentation(*near);
  }
  return text;
}

std::string chosen_name_text(const schema::Type& owner, std::string_view name,
                             const ProjectFacts& facts) {
  if (&owner == &schema::runtime_versions_type()) {
    if (const auto* const language = schema::find_language(name)) {
      return runtime_text(*language, facts);
    }
    if (const auto* const meant = schema::find_language_by_other_name(name)) {
      return "`" + std::string(name) + "` is no runtime; `" + std::string(meant->name) +
             "` is.\n\n" + runtime_text(*meant, facts);
    }
  }
  return std::string(owner.name_doc);
}

std::string key_text(const Site& site, const schema::Type* owner, const ProjectFacts& facts) {
  if (site.key != nullptr) return schema::documentation(*site.key);
  if (owner == nullptr || owner->form != Form::mapping || !site.key_node.is_scalar()) return {};
  const Scalar name = site.key_node.scalar();
  return owner->keys.empty() ? chosen_name_text(*owner, name.value(), facts)
                             : unknown_key_text(*owner, name.value());
}

// ---- Values ----

// What the value itself means; empty where it means nothing but itself.
std::string value_text(const Site& site, const schema::Type* owner, const ProjectFacts& facts) {
  const Scalar scalar = site.node.scalar();
  const std::string_view value = scalar.value();
  if (owner == &schema::runtime_versions_type() && site.key_node.is_scalar()) {
    const auto* const language = schema::find_language(site.key_node.scalar().value());
    if (language != nullptr) return runtime_version_text(*language, value, facts);
  }
  if (const auto* const known = schema::find_value(*site.type, value)) {
    return "`" + std::string(known->text) + "`\n\n" + schema::documentation(*known);
  }
  if (site.type->format == Format::image) {
    if (const auto* const image = schema::find_image(value)) return image_text(*image);
  }
  return {};
}

std::optional<Hover> hover_value(const Snapshot& snapshot, const Site& site,
                                 const schema::Type* owner, std::uint32_t offset) {
  if (!site.node.is_scalar()) return std::nullopt;
  if (auto found = hover_variable(snapshot, site.node.span(), offset)) return found;
  if (site.type == nullptr || site.type->form != Form::scalar) return std::nullopt;
  std::string text = value_text(site, owner, *snapshot.facts);
  // A command speaks for itself.
  if (text.empty() && site.key != nullptr && site.type->format != Format::command) {
    text = schema::documentation(*site.key);
  }
  if (text.empty()) return std::nullopt;
  return Hover{site.node.span(), std::move(text)};
}

}  // namespace

std::optional<Hover> hover(const Snapshot& snapshot, std::uint32_t offset,
                           std::span<const RegisteredRule> rules) {
  if (snapshot.tree->comment_at(offset)) return hover_suppression(snapshot, offset, rules);
  const std::vector<Site> path = sites_at(snapshot, offset);
  if (path.empty()) return std::nullopt;
  const Site& site = path.back();
  const schema::Type* const owner = path.size() > 1 ? path[path.size() - 2].type : nullptr;
  if (site.key_node && site.key_node.span().touches(offset)) {
    std::string text = key_text(site, owner, *snapshot.facts);
    if (text.empty()) return std::nullopt;
    return Hover{site.key_node.span(), std::move(text)};
  }
  return hover_value(snapshot, site, owner, offset);
}

}  // namespace buildspec::ide
