#include "lsp/ide/hover.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "linter/lang/binding.h"
#include "linter/lint/suppressions.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "linter/schema/nearest.h"
#include "linter/schema/on_failure.h"
#include "linter/schema/runtime_version.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/rule_text.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

std::optional<Hover> hover_suppression(const Snapshot& snapshot, std::uint32_t offset,
                                       std::span<const RegisteredRule> rules) {
  const auto selector = suppression_at(snapshot, offset);
  if (!selector) return std::nullopt;
  std::string text = selector_text(rules, selector->name);
  if (text.empty()) return std::nullopt;
  return Hover{selector->span, std::move(text)};
}

// ---- Keys ----

std::string unknown_key_text(const schema::Type& owner, std::string_view name) {
  std::string text;
  if (const auto* const other = schema::find_other_name(owner, name)) {
    text = "`" + std::string(name) + "` is no key here: " + std::string(other->explanation) + ".";
    if (!other->instead.empty()) text += "\n\nInstead: `" + std::string(other->instead) + "`";
  } else {
    text = nearest_key_text(owner, name);
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

// "`RETRY-2-.*Throttl.*`": what the parts say.
std::string on_failure_text(std::string_view value) {
  const schema::OnFailureResult result = schema::parse_on_failure(value);
  if (!result.value || result.value->action != schema::FailureAction::retry || result.problem)
    return {};
  constexpr std::uint32_t kDefault = 3;
  std::string text = code_span(value) + "\n\nStarts the whole build again, at most " +
                     counted(result.value->count.value_or(kDefault), "time", "times");
  if (!result.value->pattern.empty())
    text += ", if the error message matches " + code_span(result.value->pattern);
  return text + '.';
}

// What a value of this format says by itself; empty where it says nothing.
std::string format_text(const schema::Type& type, std::string_view value) {
  switch (type.format) {
    case Format::image:
      if (const auto* const image = schema::find_image(value)) return image_text(*image);
      return {};
    case Format::on_failure: return on_failure_text(value);
    default: return {};
  }
}

// What the value itself means; empty where it means nothing but itself.
std::string value_text(const Site& site, const schema::Type* owner, const ProjectFacts& facts) {
  const Scalar scalar = site.node.scalar();
  const std::string_view value = scalar.value();
  if (owner == &schema::runtime_versions_type() && site.key_node.is_scalar()) {
    const auto* const language = schema::find_language(site.key_node.scalar().value());
    // What a variable holds is known at build time only.
    if (schema::version_form(value) == schema::VersionForm::reference) return {};
    if (language != nullptr) return runtime_version_text(*language, value, facts);
  }
  if (const auto* const known = schema::find_value(*site.type, value)) {
    std::string text = code_span(known->text);
    add_paragraph(text, schema::documentation(*known));
    add_paragraph(text, machine_text(known->text));
    return text;
  }
  return format_text(*site.type, value);
}

std::optional<Hover> hover_value(const HoverPlace& place) {
  const Site& site = place.site();
  if (!site.node.is_scalar() || site.type == nullptr) return std::nullopt;
  // A scalar in the place of a list is its only item.
  Site scalar_site = site;
  if (site.type->form == Form::sequence && site.type->scalar_for_list)
    scalar_site.type = site.type->element;
  if (scalar_site.type == nullptr || scalar_site.type->form != Form::scalar) return std::nullopt;
  std::string text = value_text(scalar_site, place.owner(), *place.snapshot.facts);
  // A command speaks for itself.
  if (text.empty() && site.key != nullptr && scalar_site.type->format != Format::command) {
    text = schema::documentation(*site.key);
  } else if (!text.empty() && site.key != nullptr) {
    add_paragraph(text, link_text(site.key->url));
  }
  if (text.empty()) return std::nullopt;
  return Hover{site.node.span(), std::move(text)};
}

// An item that says nothing by itself: what the list is for.
std::optional<Hover> hover_item(const HoverPlace& place) {
  if (place.path.size() < 2 || !place.site().node.is_scalar()) return std::nullopt;
  const Site& list = place.path[place.path.size() - 2];
  if (!list.node.is_sequence() || list.key == nullptr) return std::nullopt;
  return Hover{place.site().node.span(), schema::documentation(*list.key)};
}

std::optional<Hover> hover_key(const HoverPlace& place) {
  std::string text = key_text(place.site(), place.owner(), *place.snapshot.facts);
  if (text.empty()) return std::nullopt;
  return Hover{place.site().key_node.span(), std::move(text)};
}

// ---- Several things at one place ----

// The first part is the most exact one: its range is that of the whole.
class Parts {
 public:
  void add(std::optional<Hover> part) {
    if (!part || part->markdown.empty()) return;
    if (!whole_) {
      whole_ = std::move(part);
      return;
    }
    add_paragraph(whole_->markdown, "---");
    add_paragraph(whole_->markdown, part->markdown);
  }
  [[nodiscard]] bool empty() const { return !whole_; }
  std::optional<Hover> take() && { return std::move(whole_); }

 private:
  std::optional<Hover> whole_;
};

void add_value_parts(const HoverPlace& place, Parts& parts) {
  std::optional<Hover> variable = hover_variable(place);
  // Whoever asks about a variable in a command does not ask about the command.
  if (variable && place.command) return parts.add(std::move(variable));
  parts.add(std::move(variable));
  if (place.command) return parts.add(hover_command(place));
  parts.add(hover_glob(place));
  parts.add(hover_task(place));
  const bool told = !parts.empty();
  std::optional<Hover> value = hover_value(place);
  // What is known about this very value, not about its key, goes along with other parts.
  const bool own = value && place.site().key == nullptr;
  if (!told || own) parts.add(std::move(value));
  if (parts.empty()) parts.add(hover_item(place));
}

// Commands stand under `phases` only: elsewhere there is nothing to look through.
std::shared_ptr<const CommandText> command_text(const HoverPlace& place) {
  const Node node = place.site().node;
  const bool may_be = !place.on_key() && node.is_scalar() && place.path.size() > 2;
  if (!may_be || place.path[1].node != place.snapshot.buildspec.phases_node) return nullptr;
  const Command* const found = command_of(place.snapshot.buildspec, node);
  if (found == nullptr) return nullptr;
  return std::make_shared<const CommandText>(read_command(place.snapshot, *found));
}

}  // namespace

std::string nearest_key_text(const schema::Type& owner, std::string_view name) {
  const schema::Key* const near = schema::nearest_key(owner, name);
  if (near == nullptr) return {};
  return code_span(name) + " is no key here. Did you mean " + code_span(near->name) + "?\n\n" +
         schema::documentation(*near);
}

std::string HoverPlace::key_name() const {
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    if (at->key_node.is_scalar()) return std::string(at->key_node.scalar().value());
  }
  return {};
}

std::optional<Hover> hover(const Snapshot& snapshot, std::uint32_t offset,
                           std::span<const RegisteredRule> rules) {
  offset = std::min(offset, snapshot.text.size());
  if (snapshot.tree->comment_at(offset)) return hover_suppression(snapshot, offset, rules);
  if (snapshot.amplify) return std::nullopt;
  Parts parts;
  parts.add(hover_anchor(snapshot, offset));
  HoverPlace place{snapshot, offset, sites_at(snapshot, offset), nullptr};
  if (place.path.empty()) return std::move(parts).take();
  place.command = command_text(place);
  if (place.on_key()) {
    std::optional<Hover> variable = hover_variable(place);
    parts.add(variable ? std::move(variable) : hover_key(place));
  } else if (place.site().node.kind() != Kind::alias) {
    add_value_parts(place, parts);
  }
  return std::move(parts).take();
}

}  // namespace buildspec::ide
