#include "lsp/ide/configuration_completion.h"

#include <algorithm>
#include <span>
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
#include "lsp/ide/completion_site.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

class Completer {
 public:
  Completer(const Snapshot& snapshot, std::uint32_t offset, const CompletionOptions& options)
      : rules_(options.rules), site_(snapshot, offset, options, configuration_type()) {
    completion_.offset = site_.offset;
    completion_.replace = site_.place.replace;
  }

  Completion run() && {
    if (site_.target.type == nullptr) return std::move(completion_);
    if (site_.place.kind == PlaceKind::value) {
      offer_values(*site_.target.type);
      if (completion_.items.empty()) open_block();
    }
    if (site_.place.kind == PlaceKind::entry) offer_entries(*site_.target.type);
    return std::move(completion_);
  }

 private:
  // Behind "rules:": the entries below it.
  void open_block() {
    const bool mapping = site_.target.type->form == Form::mapping;
    if (!mapping || site_.options.typed == ':' || !site_.open_block()) return;
    completion_.replace = site_.place.replace;
  }

  void offer_entries(const schema::Type& type) {
    switch (type.form) {
      case Form::mapping:
        if (!site_.place.flow || site_.place.in_mapping) offer_keys(type);
        break;
      case Form::sequence: break;  // paths and names of variables: nobody knows them here
      case Form::scalar:
        if (!site_.place.has_colon) offer_values(type);
        break;
    }
  }

  // ---- Keys ----

  void offer_keys(const schema::Type& type) {
    if (&type == &rule_settings_type()) return offer_selectors();
    for (const schema::Key& key : type.keys) {
      if (site_.place.has_sibling(key.name)) continue;
      CompletionItem item;
      item.label = key.name;
      item.detail = key.type->name;
      item.markdown = schema::documentation(key);
      add_key(site_, std::move(item), key.name, *key.type, completion_);
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
    if (site_.place.has_sibling(name)) return;
    CompletionItem item;
    item.label = name;
    item.detail = std::move(detail);
    item.topic = {TopicKind::rule, {}, item.label};  // a page: only where it is looked at
    add_key(site_, std::move(item), name, *rule_settings_type().element, completion_);
  }

  // ---- Values ----

  void offer_values(const schema::Type& type) {
    if (type.form != Form::scalar) return;
    const bool level = site_.target.owner == &rule_settings_type();
    const RegisteredRule* const rule = level ? find_rule(rules_, site_.target.name) : nullptr;
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
    // Booleans stay bare, also in JSON.
    item.insert = written_value(site_.place, item.label, /*as_text=*/false);
    item.filter = filter_of(site_.place, item.label);
    add_item(site_, std::move(item), completion_);
  }

  std::span<const RegisteredRule> rules_;
  CompletionSite site_;
  Completion completion_;
};

}  // namespace

Completion complete_configuration(const Snapshot& snapshot, std::uint32_t offset,
                                  const CompletionOptions& options) {
  return Completer(snapshot, offset, options).run();
}

}  // namespace buildspec::ide
