#include "lsp/ide/configuration_completion.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/configuration_schema.h"
#include "linter/lint/registry.h"
#include "linter/lint/wording.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/place.h"
#include "lsp/ide/target.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

class Completer {
 public:
  Completer(const Snapshot& snapshot, std::uint32_t offset, std::span<const RegisteredRule> rules)
      : rules_(rules), place_(find_place(snapshot, std::min(offset, snapshot.text.size()))) {
    completion_.offset = std::min(offset, snapshot.text.size());
    completion_.replace = place_.replace;
    target_ = find_target(place_.path, configuration_type());
  }

  Completion run() && {
    if (target_.type == nullptr) return std::move(completion_);
    if (place_.kind == PlaceKind::value) offer_values(*target_.type);
    if (place_.kind == PlaceKind::entry) offer_entries(*target_.type);
    return std::move(completion_);
  }

 private:
  void offer_entries(const schema::Type& type) {
    switch (type.form) {
      case Form::mapping:
        if (!place_.flow || place_.in_mapping) offer_keys(type);
        break;
      case Form::sequence: break;  // paths and names of variables: nobody knows them here
      case Form::scalar:
        if (!place_.has_colon) offer_values(type);
        break;
    }
  }

  // ---- Keys ----

  void offer_keys(const schema::Type& type) {
    if (&type == &rule_settings_type()) return offer_selectors();
    for (const schema::Key& key : type.keys) {
      if (place_.has_sibling(key.name)) continue;
      CompletionItem item;
      item.label = key.name;
      item.detail = key.type->name;
      item.markdown = schema::documentation(key);
      add_key(std::move(item), key.type->form);
    }
  }

  // Groups first, in which most people think, then the rules by name.
  void offer_selectors() {
    offer_selector("all", "every rule");
    std::vector<std::string_view> groups;
    for (const RegisteredRule& rule : rules_) {
      if (std::find(groups.begin(), groups.end(), rule.group) == groups.end())
        groups.push_back(rule.group);
    }
    for (const std::string_view group : groups) {
      const auto count = std::count_if(rules_.begin(), rules_.end(),
                                       [group](const auto& rule) { return rule.group == group; });
      offer_selector(group,
                     "group of " + counted(static_cast<std::size_t>(count), "rule", "rules"));
    }
    offer_selector(kShellCheck, "findings of ShellCheck");
    std::vector<const RegisteredRule*> sorted;
    for (const RegisteredRule& rule : rules_) sorted.push_back(&rule);
    std::sort(sorted.begin(), sorted.end(),
              [](const auto* a, const auto* b) { return a->id() < b->id(); });
    for (const RegisteredRule* const rule : sorted) {
      const RuleMeta& meta = rule->rule->meta;
      offer_selector(rule->id(), std::string(to_string(meta.severity)) +
                                     (meta.on_by_default ? "" : ", off by default"));
    }
  }

  void offer_selector(std::string_view name, std::string detail) {
    if (place_.has_sibling(name)) return;
    CompletionItem item;
    item.label = name;
    item.detail = std::move(detail);
    item.topic = {TopicKind::rule, {}, item.label};  // a page: only where it is looked at
    add_key(std::move(item), Form::scalar);
  }

  void add_key(CompletionItem item, Form form) {
    item.kind = CompletionKind::key;
    set_text(item, item.label);
    if (!place_.has_colon) item.insert += form == Form::scalar || place_.flow ? ": " : ":";
    completion_.items.push_back(std::move(item));
  }

  // ---- Values ----

  void offer_values(const schema::Type& type) {
    if (type.form != Form::scalar) return;
    const bool level = target_.owner == &rule_settings_type();
    const RegisteredRule* const rule = level ? find_rule(rules_, target_.name) : nullptr;
    for (const schema::Value& value : type.values) {
      if (value.deprecated) continue;
      CompletionItem item;
      item.label = value.text;
      const bool own = rule != nullptr && value.text == to_string(rule->rule->meta.severity);
      if (own) item.detail = "what the rule has by itself";
      item.markdown = schema::documentation(value);
      add_value(std::move(item));
    }
    if (type.format == Format::image) offer_images();
  }

  // Those that are maintained first, as in buildspecs.
  void offer_images() {
    for (const bool current : {true, false}) {
      for (const schema::Image& image : schema::images()) {
        if (image.status == schema::ImageStatus::removed) continue;
        if ((image.status == schema::ImageStatus::current) == current) offer_image(image);
      }
    }
  }

  void offer_image(const schema::Image& image) {
    CompletionItem item;
    item.label = image.name;
    item.detail = image.os;
    item.markdown = image_text(image);
    item.deprecated = image.status != schema::ImageStatus::current;
    add_value(std::move(item));
  }

  void add_value(CompletionItem item) {
    item.kind = CompletionKind::value;
    set_text(item, item.label);
    if (place_.needs_blank) item.insert.insert(0, " ");
    completion_.items.push_back(std::move(item));
  }

  // Quoted where something quoted stands, or its neighbours are.
  void set_text(CompletionItem& item, const std::string& text) const {
    const char quote = place_.quote != '\0' ? place_.quote : place_.json ? '"' : '\0';
    const bool bare =
        quote == '\0' || (place_.quote == '\0' && (text == "true" || text == "false"));
    item.insert = bare ? text : quote + text + quote;
    item.filter = place_.quote != '\0' ? item.insert : text;
  }

  std::span<const RegisteredRule> rules_;
  Place place_;
  Target target_;
  Completion completion_;
};

}  // namespace

Completion complete_configuration(const Snapshot& snapshot, std::uint32_t offset,
                                  std::span<const RegisteredRule> rules) {
  return Completer(snapshot, offset, rules).run();
}

}  // namespace buildspec::ide
