#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lsp/ide/completion.h"
#include "lsp/ide/configuration_completion.h"
#include "lsp/protocol/completion.h"
#include "lsp/server/configuration_document.h"
#include "lsp/server/context.h"
#include "lsp/server/convert.h"
#include "lsp/server/markup.h"

namespace buildspec::lsp {
namespace {

CompletionItemKind to_protocol(ide::CompletionKind kind, const CompletionTraits& traits) {
  switch (kind) {
    case ide::CompletionKind::key: return CompletionItemKind::property;
    case ide::CompletionKind::value: return CompletionItemKind::value;
    case ide::CompletionKind::runtime: return CompletionItemKind::module;
    case ide::CompletionKind::variable: return CompletionItemKind::variable;
    case ide::CompletionKind::task:
    case ide::CompletionKind::anchor: return CompletionItemKind::reference;
    case ide::CompletionKind::rule: return CompletionItemKind::keyword;
    case ide::CompletionKind::file: return CompletionItemKind::file;
    case ide::CompletionKind::folder:
      return traits.folders ? CompletionItemKind::folder : CompletionItemKind::file;
    case ide::CompletionKind::snippet: return CompletionItemKind::snippet;
  }
  return CompletionItemKind::text;
}

// Five digits keep our order in clients that sort by this text.
std::string sort_text(std::size_t index) {
  std::string digits = std::to_string(index);
  return std::string(5 - std::min<std::size_t>(digits.size(), 5), '0') + digits;
}

// What finds an item's documentation again.
Json data_of(const std::string& uri, const ide::CompletionTopic& topic) {
  Json data = {{"uri", uri}, {"topic", static_cast<int>(topic.kind)}, {"name", topic.name}};
  if (!topic.path.empty()) data["path"] = topic.path;
  return data;
}

// The document's URI and the topic; nothing for what is none of ours.
std::optional<std::pair<std::string, ide::CompletionTopic>> topic_of(const Json& data) {
  if (!data.is_object()) return std::nullopt;
  const Json uri = data.value("uri", Json());
  const Json kind = data.value("topic", Json());
  const Json name = data.value("name", Json());
  const Json path = data.value("path", Json::array());
  const bool good =
      uri.is_string() && kind.is_number_unsigned() && name.is_string() && path.is_array() &&
      kind <= static_cast<int>(ide::TopicKind::snippet) &&
      std::all_of(path.begin(), path.end(), [](const Json& s) { return s.is_string(); });
  if (!good) return std::nullopt;
  return std::pair(
      uri.get<std::string>(),
      ide::CompletionTopic{static_cast<ide::TopicKind>(kind.get<std::uint8_t>()),
                           path.get<std::vector<std::string>>(), name.get<std::string>()});
}

// A client that adjusts the indentation of further lines adds what the first line has.
std::string without_indentation(std::string_view text, std::string_view indentation) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    result += text.substr(0, end);
    text.remove_prefix(end);
    if (result.ends_with('\n') && text.starts_with(indentation)) {
      text.remove_prefix(indentation.size());
    }
  }
  return result;
}

class ListWriter {
 public:
  ListWriter(const Context& context, const Snapshot& snapshot, const ide::Completion& completion,
             const std::string& uri)
      : context_(context),
        traits_(context.traits.completion),
        snapshot_(snapshot),
        completion_(completion),
        uri_(uri) {
    const Encoding encoding = context.traits.encoding;
    edit_.replace = to_range(snapshot.text, completion.replace, encoding);
    edit_.insert =
        to_range(snapshot.text, Span{completion.replace.begin, completion.offset}, encoding);
    edit_.both = traits_.insert_replace;
  }

  CompletionList write() {
    CompletionList list;
    list.is_incomplete = completion_.incomplete;
    if (completion_.items.empty()) return list;
    write_defaults(list);
    list.items.reserve(completion_.items.size());
    for (const ide::CompletionItem& item : completion_.items) {
      list.items.push_back(write(item, list.items.size()));
    }
    return list;
  }

 private:
  void write_defaults(CompletionList& list) const {
    CompletionItemDefaults defaults;
    if (traits_.default_range) {
      defaults.edit_range = edit_.both ? Json{{"insert", write_json(edit_.insert)},
                                              {"replace", write_json(edit_.replace)}}
                                       : write_json(edit_.replace);
    }
    if (traits_.default_format) defaults.insert_text_format = InsertTextFormat::plain_text;
    if (traits_.default_range || traits_.default_format) list.item_defaults = std::move(defaults);
  }

  CompletionItem write(const ide::CompletionItem& from, std::size_t index) const {
    CompletionItem item;
    item.label = from.label;
    item.kind = to_protocol(from.kind, traits_);
    if (from.deprecated) mark_deprecated(item);
    if (!from.detail.empty()) item.detail = from.detail;
    if (traits_.label_details && !from.description.empty()) {
      item.label_details = CompletionItemLabelDetails{{}, from.description};
    }
    item.sort_text = sort_text(index);
    // Clients match what stands in the range against this: a quote may stand there.
    if (from.filter != from.label) item.filter_text = from.filter;
    if (traits_.commit_characters && !from.commit.empty()) {
      item.commit_characters.emplace();
      for (const char c : from.commit) item.commit_characters->emplace_back(1, c);
    }
    write_text(from, item);
    write_documentation(from, item);
    return item;
  }

  void mark_deprecated(CompletionItem& item) const {
    if (traits_.deprecated_tag) {
      item.tags = {CompletionItemTag::deprecated};
    } else if (traits_.deprecated) {
      item.deprecated = true;
    }
  }

  void write_text(const ide::CompletionItem& from, CompletionItem& item) const {
    const bool several_lines = from.insert.find('\n') != std::string::npos;
    const bool adjusts = several_lines && !traits_.can_set_mode && traits_.adjusts_indentation;
    std::string text =
        adjusts ? without_indentation(from.insert, completion_.indentation) : from.insert;
    // Who states no mode of its own may indent the first line, too (lsp-mode of Emacs does).
    if (traits_.can_set_mode && (several_lines || !traits_.states_mode)) {
      item.insert_text_mode = InsertTextMode::as_is;
    }
    const InsertTextFormat format =
        from.snippet ? InsertTextFormat::snippet : InsertTextFormat::plain_text;
    if (!traits_.default_format || from.snippet) item.insert_text_format = format;
    if (traits_.default_range) {
      if (text != from.label) item.text_edit_text = std::move(text);
    } else {
      item.text_edit = edit_;
      item.text_edit->new_text = std::move(text);
    }
  }

  void write_documentation(const ide::CompletionItem& from, CompletionItem& item) const {
    if (!from.markdown.empty()) item.documentation = to_markup(from.markdown, traits_.markdown);
    if (from.topic.kind == ide::TopicKind::none) return;
    if (traits_.lazy_documentation) {
      item.data = data_of(uri_, from.topic);
      return;
    }
    const std::string markdown = ide::documentation_of(snapshot_, from.topic, context_.rules);
    if (!markdown.empty()) item.documentation = to_markup(markdown, traits_.markdown);
  }

  const Context& context_;
  const CompletionTraits& traits_;
  const Snapshot& snapshot_;
  const ide::Completion& completion_;
  const std::string& uri_;
  CompletionEdit edit_;
};

ide::CompletionOptions options_of(const Context& context, const CompletionParams& params) {
  ide::CompletionOptions options;
  options.rules = context.rules;
  options.snippets = context.traits.completion.snippets;
  if (params.context && params.context->trigger_kind == CompletionTriggerKind::trigger_character) {
    const std::string typed = params.context->trigger_character.value_or("");
    options.typed = typed.size() == 1 ? typed.front() : '\0';
  }
  return options;
}

// Of the configuration file.
CompletionList complete_configuration(Context& context, Document& document,
                                      const CompletionParams& params) {
  const SnapshotPtr snapshot = context.snapshot(document);
  const std::uint32_t offset = to_offset(snapshot->text, params.position, context.traits.encoding);
  const ide::Completion completion =
      ide::complete_configuration(*snapshot, offset, options_of(context, params));
  return ListWriter(context, *snapshot, completion, params.text_document.uri).write();
}

CompletionList complete(Context& context, const CompletionParams& params) {
  const std::string& uri = params.text_document.uri;
  if (Document* const configuration = configuration_document(context, uri)) {
    return complete_configuration(context, *configuration, params);
  }
  Document* const document = context.buildspec(uri);
  if (document == nullptr) return {};
  const SnapshotPtr snapshot = context.snapshot(*document);
  ide::CompletionOptions options = options_of(context, params);
  options.findings = [&] {
    return std::span<const buildspec::Diagnostic>(context.findings(*document));
  };
  const std::uint32_t offset = to_offset(snapshot->text, params.position, context.traits.encoding);
  const ide::Completion completion = ide::complete(*snapshot, offset, options);
  return ListWriter(context, *snapshot, completion, uri).write();
}

Json resolve(Context& context, Json item) {
  if (!item.is_object()) throw JsonMismatch(JsonPath("params"), "an object");
  const auto found = topic_of(item.value("data", Json()));
  if (!found) return item;
  Document* document = configuration_document(context, found->first);
  if (document == nullptr) document = context.buildspec(found->first);
  if (document == nullptr) return item;
  const std::string markdown =
      ide::documentation_of(*context.snapshot(*document), found->second, context.rules);
  if (!markdown.empty()) {
    item["documentation"] = write_json(to_markup(markdown, context.traits.completion.markdown));
  }
  return item;
}

}  // namespace

void bind_completion(Context& context, Dispatcher& dispatcher, ServerCapabilities& capabilities) {
  // A blank follows a colon or dash, "$" begins a variable, "/" goes into a folder, "*" begins an
  // alias, "%" a variable of cmd; brackets, commas and quotes open what has values.
  capabilities.completion_provider =
      CompletionOptions{{":", " ", "-", "$", "{", "[", ",", "\"", "'", "/", "*", "%"}, true, {}};
  dispatcher.on<CompletionRequest>(
      [&context](const CompletionParams& params) { return complete(context, params); });
  dispatcher.on<CompletionResolveRequest>(
      [&context](const Json& item) { return resolve(context, item); });
}

}  // namespace buildspec::lsp
