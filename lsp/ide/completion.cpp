#include "lsp/ide/completion.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/documentation.h"
#include "linter/schema/runtime_version.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/place.h"
#include "lsp/ide/target.h"

namespace buildspec::ide {
namespace {

using schema::Form;
using schema::Format;

// A plain text that YAML would read as a number ("3.10" is 3.1 to tools that rewrite the file).
bool reads_as_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == '_';
  });
}

// "3.x" stands for "3.12", "22.x" for "22", "latest" for all.
bool stands_for(std::string_view wildcard, std::string_view version) {
  if (wildcard == "latest") return true;
  if (!wildcard.ends_with(".x")) return false;
  const std::string_view stem = wildcard.substr(0, wildcard.size() - 2);
  return version.starts_with(stem) &&
         (version.size() == stem.size() || version[stem.size()] == '.');
}

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  result += text;
  result += quote;
  return result;
}

class Completer {
 public:
  Completer(const Snapshot& snapshot, std::uint32_t offset)
      : snapshot_(snapshot),
        facts_(*snapshot.facts),
        offset_(std::min(offset, snapshot.text.size())),
        place_(find_place(snapshot, offset_)),
        target_(find_target(place_.path)) {}

  Completion run() {
    completion_.offset = offset_;
    completion_.replace = place_.replace;
    if (place_.kind == PlaceKind::none || target_.type == nullptr) {
      return std::move(completion_);
    }
    if (offer_variables()) return std::move(completion_);
    if (place_.kind == PlaceKind::entry) offer_entries(*target_.type);
    if (place_.kind == PlaceKind::value) offer_values(*target_.type);
    return std::move(completion_);
  }

 private:
  void offer_entries(const schema::Type& type) {
    switch (type.form) {
      case Form::mapping:
        if (!place_.flow || place_.in_mapping) offer_keys(type);
        break;
      case Form::sequence:
        // Under the key of a list, without a dash yet.
        if (place_.flow || place_.behind_dash || type.element == nullptr) break;
        before_entry_ = "- ";
        if (type.element->form == Form::mapping) offer_keys(*type.element);
        if (type.element->form == Form::scalar) offer_values(*type.element);
        break;
      case Form::scalar:
        if (!place_.has_colon) offer_values(type);
        break;
    }
  }

  // ---- Keys ----

  void offer_keys(const schema::Type& type) {
    if (&type == &schema::runtime_versions_type()) return offer_runtimes();
    const auto versions = static_cast<unsigned>(format_versions(snapshot_.buildspec));
    std::vector<const schema::Key*> keys;
    for (const schema::Key& key : type.keys) {
      if ((static_cast<unsigned>(key.versions) & versions) == 0 || is_present(key.name)) continue;
      keys.push_back(&key);
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [&](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
    for (const schema::Key* const key : keys) offer_key(*key);
  }

  // Missing and required first, deprecated last.
  [[nodiscard]] int rank(const schema::Key& key) const {
    return is_needed(key) ? 0 : key.deprecated ? 2 : 1;
  }

  [[nodiscard]] bool is_needed(const schema::Key& key) const {
    return key.required && !is_present(key.required_unless);
  }

  [[nodiscard]] bool is_present(std::string_view name) const {
    return std::find(place_.siblings.begin(), place_.siblings.end(), name) != place_.siblings.end();
  }

  void offer_key(const schema::Key& key) {
    CompletionItem item;
    item.kind = CompletionKind::key;
    item.label = key.name;
    item.detail = std::string(key.type->name) + (is_needed(key) ? ", required" : "");
    item.markdown = schema::documentation(key);
    item.deprecated = key.deprecated;
    add_name(std::move(item), key.name, key.type->form);
  }

  void offer_runtimes() {
    const schema::Image* const image = known_image(facts_);
    for (const schema::Language& language : schema::languages()) {
      const bool offered =
          image == nullptr || schema::find_runtime(*image, language.name) != nullptr;
      if (!offered || is_present(language.name)) continue;
      CompletionItem item;
      item.kind = CompletionKind::runtime;
      item.label = language.name;
      item.detail = language.title;
      item.markdown = runtime_text(language, facts_);
      add_name(std::move(item), language.name, Form::scalar);
    }
  }

  // A key as it is to stand in the text: quoted where its neighbours are, with a colon unless one
  // stands there already.
  void add_name(CompletionItem item, std::string_view name, Form form) {
    const char quote = place_.quote != '\0' ? place_.quote : place_.json ? '"' : '\0';
    item.insert = quote != '\0' ? quoted(name, quote) : std::string(name);
    item.filter = place_.quote != '\0' ? item.insert : std::string(name);
    if (!place_.has_colon) {
      item.insert += form == Form::scalar || place_.flow ? ": " : ":";
    }
    add(std::move(item));
  }

  // ---- Values ----

  void offer_values(const schema::Type& type) {
    if (type.form != Form::scalar) return;
    for (const schema::Value& value : type.values) {
      CompletionItem item;
      item.label = value.text;
      item.markdown = schema::documentation(value);
      item.deprecated = value.deprecated;
      // The documented form of `version` is a number, that of booleans a bare word.
      add_value(std::move(item), value.text, /*as_text=*/false);
    }
    if (type.format == Format::runtime_version) offer_versions();
    if (type.format == Format::image) offer_images();
    if (type.format == Format::batch_identifier && target_.name == "depend-on") offer_tasks();
  }

  void offer_versions() {
    const schema::Language* const language = schema::find_language(target_.name);
    if (language == nullptr) return;
    const schema::Image* const image = known_image(facts_);
    const schema::Runtime* const runtime =
        image == nullptr ? nullptr : schema::find_runtime(*image, language->name);
    std::vector<std::string_view> versions;
    if (runtime != nullptr) {
      for (const schema::RuntimeVersion& version : runtime->versions) {
        versions.push_back(version.text);
      }
    } else {
      versions.assign(language->versions.begin(), language->versions.end());
    }
    for (const std::string_view text : in_order_of_life(
             *language, versions, runtime != nullptr ? runtime->wildcards : language->wildcards)) {
      offer_version(*language, text);
    }
  }

  enum class Life : std::uint8_t { supported, unknown, past };
  [[nodiscard]] Life life_of(const schema::Language& language, std::string_view version) const {
    if (is_past_end_of_life(language, version, facts_.today)) return Life::past;
    return schema::find_release(language, version) != nullptr ? Life::supported : Life::unknown;
  }

  // What is supported comes first and what has ended last; there the exact versions before the
  // wildcards, newest first. A wildcard lives as long as the last of the versions it stands for.
  [[nodiscard]] std::vector<std::string_view> in_order_of_life(
      const schema::Language& language, std::span<const std::string_view> versions,
      std::span<const std::string_view> wildcards) const {
    struct Choice {
      Life life;
      bool wildcard;
      std::string_view text;
    };
    std::vector<Choice> choices;
    for (const std::string_view version : versions) {
      choices.push_back({life_of(language, version), false, version});
    }
    for (const std::string_view wildcard : wildcards) {
      std::optional<Life> best;
      for (const std::string_view version : versions) {
        if (!stands_for(wildcard, version)) continue;
        const Life life = life_of(language, version);
        best = std::min(best.value_or(life), life);
      }
      choices.push_back({best.value_or(life_of(language, wildcard)), true, wildcard});
    }
    std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      if (a.life != b.life) return a.life < b.life;
      if (a.wildcard != b.wildcard) return b.wildcard;
      return schema::compare_versions(a.text, b.text) > 0;
    });
    std::vector<std::string_view> texts;
    texts.reserve(choices.size());
    for (const Choice& choice : choices) texts.push_back(choice.text);
    return texts;
  }

  void offer_version(const schema::Language& language, std::string_view version) {
    CompletionItem item;
    item.label = version;
    item.detail = end_of_life_text(language, version, facts_.today);
    item.markdown = runtime_version_text(language, version, facts_);
    item.deprecated = is_past_end_of_life(language, version, facts_.today);
    add_value(std::move(item), version, /*as_text=*/true);
  }

  void offer_images() {
    for (const schema::Image& image : schema::images()) {
      if (image.status == schema::ImageStatus::removed) continue;
      CompletionItem item;
      item.label = image.name;
      item.detail = image.os;
      item.markdown = image_text(image);
      item.deprecated = image.status != schema::ImageStatus::current;
      add_value(std::move(item), image.name, /*as_text=*/true);
    }
  }

  void offer_tasks() {
    for (const BatchTask& task : snapshot_.buildspec.batch.tasks) {
      if (!task.identifier.is_scalar()) continue;
      CompletionItem item;
      item.label = task.identifier.scalar().value();
      const std::string text = item.label;
      add_value(std::move(item), text, /*as_text=*/true);
    }
  }

  void add_value(CompletionItem item, std::string_view text, bool as_text) {
    item.kind = CompletionKind::value;
    char quote = place_.quote;
    if (quote == '\0' && as_text && (place_.json || reads_as_number(text))) quote = '"';
    if (quote == '\0' && place_.json && !reads_as_number(text) && text != "true" &&
        text != "false") {
      quote = '"';
    }
    item.insert = quote != '\0' ? quoted(text, quote) : std::string(text);
    item.filter = place_.quote != '\0' ? item.insert : std::string(text);
    add(std::move(item));
  }

  void add(CompletionItem item) {
    std::string before = place_.needs_blank ? " " : "";
    before += before_entry_;
    item.insert.insert(0, before);
    completion_.items.push_back(std::move(item));
  }

  // ---- Variables ----

  [[nodiscard]] static bool expands_variables(Format format) {
    switch (format) {
      case Format::command:
      case Format::shell_expression:
      case Format::runtime_version:
      case Format::path:
      case Format::glob:
      case Format::report_group:
      case Format::image: return true;
      default: return false;
    }
  }

  // Behind "$" or "${" in a text that is expanded. True: that is where the cursor is.
  bool offer_variables() {
    const schema::Type* type = target_.type;
    if (type->form == Form::sequence && type->scalar_for_list) type = type->element;
    if (type == nullptr || type->form != Form::scalar || !expands_variables(type->format)) {
      return false;
    }
    const std::string_view bytes = snapshot_.text.bytes();
    const auto is_name = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    std::uint32_t begin = offset_;
    while (begin > 0 && is_name(bytes[begin - 1])) --begin;
    const std::uint32_t dollar = begin > 0 && bytes[begin - 1] == '{' ? begin - 1 : begin;
    if (dollar == 0 || bytes[dollar - 1] != '$') return false;
    std::uint32_t end = offset_;
    while (end < bytes.size() && is_name(bytes[end])) ++end;
    completion_.replace = {begin, end};
    offer_own_variables();
    offer_builtin_variables();
    return true;
  }

  void offer_own_variables() {
    for (const Variable& variable : snapshot_.buildspec.env.variables) {
      if (!variable.key.is_scalar()) continue;
      CompletionItem item;
      item.kind = CompletionKind::variable;
      item.label = variable.key.scalar().value();
      item.detail = variable.block == VariableBlock::variables         ? "env.variables"
                    : variable.block == VariableBlock::parameter_store ? "env.parameter-store"
                                                                       : "env.secrets-manager";
      add_variable(std::move(item));
    }
  }

  void offer_builtin_variables() {
    for (const schema::BuiltinVariable& variable : schema::builtin_variables()) {
      const bool offered = variable.category == schema::VariableCategory::documented &&
                           variable.prefix.empty() && !variable.discouraged;
      if (!offered) continue;
      CompletionItem item;
      item.kind = CompletionKind::variable;
      item.label = variable.name;
      item.detail = "set by CodeBuild";
      item.markdown = builtin_variable_text(variable, variable.name);
      add_variable(std::move(item));
    }
  }

  void add_variable(CompletionItem item) {
    const auto same = [&](const CompletionItem& other) { return other.label == item.label; };
    if (std::any_of(completion_.items.begin(), completion_.items.end(), same)) return;
    item.insert = item.label;
    item.filter = item.label;
    completion_.items.push_back(std::move(item));
  }

  const Snapshot& snapshot_;
  const ProjectFacts& facts_;
  std::uint32_t offset_;
  Place place_;
  Target target_;
  std::string before_entry_;
  Completion completion_;
};

}  // namespace

Completion complete(const Snapshot& snapshot, std::uint32_t offset) {
  return Completer(snapshot, offset).run();
}

}  // namespace buildspec::ide
