#include "lsp/ide/completion.h"

#include <algorithm>
#include <string_view>

#include "linter/schema/type.h"
#include "lsp/ide/completion_site.h"
#include "lsp/ide/line_outline.h"

namespace buildspec::ide {
namespace {

using schema::Form;

// Of "bu npm test" the first word is the key, of "version:0.2" what stands in front of the colon.
// False: the cursor is behind that.
bool take_first_word(CompletionSite& site, Completion& completion) {
  Place& place = site.place;
  if (place.has_colon || place.quote != '\0' || site.block_column) return true;
  const std::string_view text = site.bytes(place.replace);
  const std::size_t end = text.find_first_of(" \t:");
  if (end == std::string_view::npos) return true;
  place.has_colon = text[end] == ':';
  place.replace.end = place.replace.begin + static_cast<std::uint32_t>(end);
  completion.replace = place.replace;
  return place.replace.touches(site.offset);
}

void offer_entries(CompletionSite& site, Completion& completion) {
  const Place& place = site.place;
  const bool keys = site.target.type->form == Form::mapping;
  if (keys && (site.splits_entry() || !take_first_word(site, completion))) {
    completion.replace = {site.offset, site.offset};
    return;
  }
  const schema::Type& type = *site.target.type;
  switch (type.form) {
    case Form::mapping:
      if (!place.flow || place.in_mapping) offer_keys(site, type, completion);
      break;
    case Form::sequence:
      // Under the key of a list, without a dash yet.
      if (place.flow || place.behind_dash || type.element == nullptr) break;
      site.in_list = true;
      if (type.element->form == Form::mapping) offer_keys(site, *type.element, completion);
      if (type.element->form == Form::scalar && !place.has_colon) {
        offer_values(site, *type.element, completion);
      }
      break;
    case Form::scalar:
      if (!place.has_colon) offer_values(site, type, completion);
      break;
  }
}

// Behind "phases:": the entries below it.
void offer_block(CompletionSite& site, Completion& completion) {
  if (site.target.type->form == Form::scalar || site.options.typed == ':') return;
  if (!site.open_block()) return;
  completion.replace = site.place.replace;
  offer_entries(site, completion);
}

std::string indentation_at(const SourceText& text, std::uint32_t offset) {
  const Span line = text.line(text.line_of(offset));
  std::string_view bytes = text.bytes(line);
  if (line.begin == 0 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, std::min(bytes.find_first_not_of(" \t"), bytes.size()));
  return std::string(bytes.substr(0, std::min<std::size_t>(bytes.size(), offset - line.begin)));
}

// A blank was typed on a line that holds nothing else: somebody indents.
bool is_indenting(const SourceText& text, std::uint32_t offset) {
  const Span line = text.line(text.line_of(offset));
  return text.bytes(line).find_first_not_of(" \t") >= offset - line.begin;
}

// In front of the "---" that begins the document.
bool is_before_document(const Snapshot& snapshot, std::uint32_t offset) {
  const Span root = snapshot.tree->root().span();
  if (root.begin <= offset) return false;
  const std::uint32_t last = snapshot.text.line_of(root.begin);
  for (std::uint32_t line = snapshot.text.line_of(offset) + 1; line <= last; ++line) {
    if (outline_line(snapshot.text, line).document_marker) return true;
  }
  return false;
}

// What follows the first document is not read, and files of another product only look like ours.
bool is_foreign(const Snapshot& snapshot, std::uint32_t offset) {
  const Span further = snapshot.tree->further_documents();
  return snapshot.amplify || (!further.empty() && offset > further.begin) ||
         is_before_document(snapshot, offset);
}

}  // namespace

Completion complete(const Snapshot& snapshot, std::uint32_t offset,
                    const CompletionOptions& options) {
  Completion completion;
  completion.offset = std::min(offset, snapshot.text.size());
  completion.replace = {completion.offset, completion.offset};
  if (is_foreign(snapshot, completion.offset)) return completion;
  if (options.typed == ' ' && is_indenting(snapshot.text, completion.offset)) return completion;
  if (offer_suppressions(snapshot, completion.offset, options, completion)) return completion;
  CompletionSite site(snapshot, completion.offset, options);
  if (site.place.kind == PlaceKind::none) return completion;
  completion.replace = site.place.replace;
  completion.indentation = indentation_at(snapshot.text, completion.replace.begin);
  // Behind "<<" too, which the schema does not know.
  if (offer_aliases(site, completion) || site.target.type == nullptr) return completion;
  if (offer_variables(site, completion)) return completion;
  const schema::Type* const scalar = site.scalar_type();
  if (scalar != nullptr && scalar->format == schema::Format::command) {
    offer_command_paths(site, completion);
    return completion;
  }
  if (site.place.kind == PlaceKind::entry) offer_entries(site, completion);
  if (site.place.kind == PlaceKind::value) {
    offer_values(site, *site.target.type, completion);
    if (completion.items.empty()) offer_block(site, completion);
  }
  return completion;
}

}  // namespace buildspec::ide
