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

class KeyWriter {
 public:
  KeyWriter(const CompletionSite& site, Completion& completion)
      : site_(site), completion_(completion) {
    if (site.takes_lines()) {
      indentation_ = indentation_of(site.snapshot.text);
      column_ = site.column();
      if (site.in_list) column_ += 2;
      if (site.place.needs_blank) column_ += 1;
      opens_lines_ = true;
    }
  }

  // A key as it is to stand in the text: quoted where its neighbours are, with a colon unless one
  // stands there already, and with a line below for what belongs into it.
  void add(CompletionItem item, std::string_view name, const schema::Type& type) {
    item.insert = written_name(site_.place, name);
    item.filter = filter_of(site_.place, name);
    if (!site_.place.has_colon) {
      item.insert += ':';
      add_value_place(item, type);
    }
    add_item(site_, std::move(item), completion_);
  }

 private:
  void add_value_place(CompletionItem& item, const schema::Type& type) const {
    const bool sequence = type.form == Form::sequence;
    if (site_.place.flow) {
      item.insert += ' ';
      if (!site_.options.snippets || type.form == Form::scalar) return;
      item.insert = snippet_text(item.insert) + (sequence ? "[$0]" : "{$0\\}");
      item.snippet = true;
    } else if (type.form == Form::scalar) {
      item.insert += ' ';
    } else if (opens_lines_ && !site_.has_body(sequence)) {
      item.insert = snippet_text(item.insert) + '\n';
      item.insert.append(column_ + (sequence ? indentation_.dash : indentation_.step), ' ');
      item.insert += sequence ? "- $0" : "$0";
      item.snippet = true;
    }
  }

  const CompletionSite& site_;
  Completion& completion_;
  bool opens_lines_ = false;  // what belongs to a key may stand in further lines
  Indentation indentation_;
  std::uint32_t column_ = 0;
};

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

void offer_runtimes(const CompletionSite& site, KeyWriter& writer) {
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
    writer.add(std::move(item), language.name, version);
  }
}

}  // namespace

void offer_keys(const CompletionSite& site, const schema::Type& type, Completion& completion) {
  KeyWriter writer(site, completion);
  if (&type == &schema::runtime_versions_type()) return offer_runtimes(site, writer);
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
    writer.add(key_item(site, *key, path), key->name, *key->type);
  }
  offer_snippets(site, completion);
}

}  // namespace buildspec::ide
