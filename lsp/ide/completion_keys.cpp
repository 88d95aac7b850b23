// Keys of the schema and names of runtimes.
#include <algorithm>
#include <utility>

#include "linter/lang/binding.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/catalogue.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/completion_site.h"
#include "lsp/ide/snippet_table.h"

namespace buildspec::ide {
namespace {

using schema::Form;

// What stands behind the name of a key.
void add_value_place(const CompletionSite& site, const schema::Type& type, CompletionItem& item) {
  const bool sequence = type.form == Form::sequence;
  if (site.place.flow) {
    item.insert += ' ';
    if (!site.options.snippets || type.form == Form::scalar) return;
    item.insert = snippet_text(item.insert) + (sequence ? "[$0]" : "{$0\\}");
    item.snippet = true;
  } else if (type.form == Form::scalar) {
    item.insert += ' ';
  } else if (site.takes_lines() && !site.has_body(sequence)) {
    const Indentation indentation = indentation_of(site.snapshot.text);
    const std::uint32_t own =
        site.column() + (site.in_list ? 2 : 0) + (site.place.needs_blank ? 1 : 0);
    item.insert = snippet_text(item.insert) + '\n';
    item.insert.append(own + (sequence ? indentation.dash : indentation.step), ' ');
    item.insert += sequence ? "- $0" : "$0";
    item.snippet = true;
  }
}

bool is_needed(const CompletionSite& site, const schema::Key& key) {
  return key.required && !site.place.has_sibling(key.required_unless);
}

// Missing and required first, deprecated last.
int rank(const CompletionSite& site, const schema::Key& key) {
  return is_needed(site, key) ? 0 : key.deprecated ? 2 : 1;
}

CompletionItem key_item(const CompletionSite& site, const schema::Key& key,
                        const std::vector<std::string>& path) {
  CompletionItem item;
  item.kind = CompletionKind::key;
  item.label = key.name;
  item.detail = std::string(key.type->name) + (is_needed(site, key) ? ", required" : "");
  if (is_needed(site, key)) item.description = "required";
  item.deprecated = key.deprecated;
  item.topic = {TopicKind::key, path, std::string(key.name)};
  return item;
}

void offer_runtimes(const CompletionSite& site, Completion& completion) {
  const schema::Image* const image = known_image(site.facts);
  const schema::Type& version = *schema::runtime_versions_type().element;
  for (const schema::Language& language : schema::languages()) {
    const bool offered = image == nullptr || schema::find_runtime(*image, language.name) != nullptr;
    if (!offered || site.place.has_sibling(language.name)) continue;
    CompletionItem item;
    item.kind = CompletionKind::runtime;
    item.label = language.name;
    item.detail = language.title;
    item.description = language.title;
    item.topic = {TopicKind::runtime, {}, std::string(language.name)};
    add_key(site, std::move(item), language.name, version, completion);
  }
}

}  // namespace

void add_key(const CompletionSite& site, CompletionItem item, std::string_view name,
             const schema::Type& type, Completion& completion) {
  item.insert = written_name(site.place, name);
  item.filter = filter_of(site.place, name);
  if (!site.place.has_colon) {
    item.insert += ':';
    add_value_place(site, type, item);
  }
  add_item(site, std::move(item), completion);
}

void offer_keys(const CompletionSite& site, const schema::Type& type, Completion& completion) {
  if (&type == &schema::runtime_versions_type()) return offer_runtimes(site, completion);
  const auto versions = static_cast<unsigned>(format_versions(site.snapshot.buildspec));
  std::vector<const schema::Key*> keys;
  for (const schema::Key& key : type.keys) {
    const bool known = (static_cast<unsigned>(key.versions) & versions) != 0;
    if (known && !site.place.has_sibling(key.name)) keys.push_back(&key);
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [&](const auto* a, const auto* b) { return rank(site, *a) < rank(site, *b); });
  const std::vector<std::string> path = site.key_path();
  for (const schema::Key* const key : keys) {
    add_key(site, key_item(site, *key, path), key->name, *key->type, completion);
  }
  offer_snippets(site, completion);
}

}  // namespace buildspec::ide
