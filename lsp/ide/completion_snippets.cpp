// Snippets of the table where they fit, in the indentation of the file.
#include <algorithm>
#include <utility>

#include "linter/lang/binding.h"
#include "lsp/ide/completion_site.h"
#include "lsp/ide/snippet_table.h"

namespace buildspec::ide {
namespace {

// "env/secrets-manager/*" against the keys of a path.
bool leads_to(std::string_view pattern, const std::vector<Step>& path) {
  for (const Step& step : path) {
    if (step.item || pattern.empty()) return false;
    const std::size_t slash = std::min(pattern.find('/'), pattern.size());
    const std::string_view part = pattern.substr(0, slash);
    if (part != "*" && part != step.name) return false;
    pattern.remove_prefix(std::min(slash + 1, pattern.size()));
  }
  return pattern.empty();
}

// The body in the file's own indentation, its further lines in the column of the first.
std::string indented(std::string_view body, std::uint32_t column, std::uint32_t step) {
  std::string text;
  bool first = true;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    if (!first) text += '\n';
    if (!line.empty()) {
      if (!first) text.append(column, ' ');
      text.append(blanks / 2 * step, ' ');
      text += line.substr(blanks);
    }
    first = false;
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return text;
}

CompletionItem snippet_item(const Snippet& snippet) {
  CompletionItem item;
  item.kind = CompletionKind::snippet;
  item.label = snippet.label;
  item.detail = snippet.detail;
  item.description = snippet.detail;
  item.filter = item.label;
  item.snippet = true;
  item.topic = {TopicKind::snippet, {}, item.label};
  return item;
}

bool fits(const CompletionSite& site, const Snippet& snippet) {
  const bool whole = snippet.form == SnippetForm::file;
  const bool entry = snippet.form == SnippetForm::entry;
  if ((!whole && !entry) || !leads_to(snippet.path, site.place.path)) return false;
  return whole ? site.place.siblings.empty() : !site.place.has_sibling(snippet.key);
}

}  // namespace

void offer_snippets(const CompletionSite& site, Completion& completion) {
  const Place& place = site.place;
  const bool room = site.takes_lines() && place.quote == '\0' && place.kind == PlaceKind::entry &&
                    !site.has_body(false);
  const bool current = format_versions(site.snapshot.buildspec) == schema::Versions::v0_2;
  if (!room || !current || site.in_list) return;
  const std::uint32_t step = indentation_of(site.snapshot.text).step;
  for (const Snippet& snippet : snippets()) {
    if (!fits(site, snippet)) continue;
    CompletionItem item = snippet_item(snippet);
    item.insert = indented(snippet.body, site.column(), step);
    add_item(site, std::move(item), completion);
  }
}

void offer_value_snippets(const CompletionSite& site, Completion& completion) {
  const Place& place = site.place;
  if (!site.options.snippets || (!place.json && place.flow && place.quote == '\0')) return;
  for (const Snippet& snippet : snippets()) {
    if (snippet.form != SnippetForm::value || !leads_to(snippet.path, place.path)) continue;
    CompletionItem item = snippet_item(snippet);
    const char quote = place.quote != '\0' ? place.quote : place.json ? '"' : '\0';
    item.insert = snippet.body;
    if (quote != '\0') {
      item.insert = quote + item.insert.substr(0, item.insert.size() - 2) + quote + "$0";
      if (place.quote != '\0') item.filter.insert(0, 1, quote);
    }
    add_item(site, std::move(item), completion);
  }
}

}  // namespace buildspec::ide
