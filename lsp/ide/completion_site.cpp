#include "lsp/ide/completion_site.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "linter/lint/fixes.h"
#include "linter/shell/characters.h"
#include "linter/text/letters.h"
#include "lsp/ide/line_outline.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

// So many lines tell how a file is indented.
constexpr std::uint32_t kIndentationLines = 200;

std::string quoted(std::string_view text, char quote) {
  return quote == '"' ? in_double_quotes(text) : in_single_quotes(text);
}

// Commands stand no deeper.
constexpr std::size_t kCommandDepth = 5;

// A command with ": " in it, and one that ends with ":" as "$env:" does while it is typed, read as
// a mapping: the place is that of the command all the same.
void take_command_around(CompletionSite& site) {
  if (site.target.type != nullptr || site.place.kind == PlaceKind::none) return;
  const Target unknown = site.target;
  std::vector<Step> path;
  for (const Step& step : site.place.path) {
    if (path.size() == kCommandDepth) break;
    path.push_back(step);
    site.target = find_target(path);
    const schema::Type* const type = site.scalar_type();
    if (type == nullptr || type->format != schema::Format::command) continue;
    site.place.path = std::move(path);
    site.place.kind = PlaceKind::text;
    site.place.replace = {site.offset, site.offset};
    site.target = find_target(site.place.path);
    return;
  }
  site.target = unknown;
}

// The next line below that says something: its outline, or nothing.
std::optional<LineOutline> next_line(const SourceText& text, std::uint32_t number) {
  for (++number; number < text.line_count(); ++number) {
    LineOutline line = outline_line(text, number);
    if (!line.blank() && !line.comment) return line;
  }
  return std::nullopt;
}

// A line below belongs to the key in the column.
bool has_body_below(const SourceText& text, std::uint32_t number, std::uint32_t column,
                    bool sequence) {
  const auto below = next_line(text, number);
  if (!below) return false;
  const std::uint32_t first = below->column(below->first);
  return first > column || (sequence && first == column && !below->dashes.empty());
}

// What stands in front of a half-typed name and gives way with it: clients hold that against the
// filter.
std::string_view typed_blanks(const CompletionSite& site) {
  const std::string_view text = site.bytes(site.place.replace);
  return text.substr(0, std::min(text.find_first_not_of(" \t"), text.size()));
}

bool is_half_a_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return shell::is_name(c) || c == '-'; });
}

}  // namespace

CompletionSite::CompletionSite(const Snapshot& the_snapshot, std::uint32_t the_offset,
                               const CompletionOptions& the_options, const schema::Type& root)
    : snapshot(the_snapshot),
      facts(*the_snapshot.facts),
      options(the_options),
      offset(std::min(the_offset, the_snapshot.text.size())),
      place(find_place(the_snapshot, offset)),
      target(find_target(place.path, root)) {
  if (&root == &schema::buildspec_type()) take_command_around(*this);
}

const schema::Type* CompletionSite::scalar_type() const {
  const schema::Type* type = target.type;
  if (type == nullptr) return nullptr;
  if (type->form == schema::Form::sequence) {
    const bool for_list = type->scalar_for_list || in_list || place.flow;
    type = for_list ? type->element : nullptr;
  }
  return type != nullptr && type->form == schema::Form::scalar ? type : nullptr;
}

std::uint32_t CompletionSite::column() const {
  if (block_column) return *block_column;
  return outline_line(snapshot.text, snapshot.text.line_of(place.replace.begin))
      .column(place.replace.begin);
}

std::vector<std::string> CompletionSite::key_path() const {
  std::vector<std::string> names;
  for (const Step& step : place.path) names.push_back(step.item ? "" : step.name);
  if (in_list) names.emplace_back();
  return names;
}

bool CompletionSite::takes_lines() const {
  if (!options.snippets || place.flow || place.has_colon) return false;
  const std::uint32_t number = snapshot.text.line_of(place.replace.end);
  const Span line = snapshot.text.line(number);
  const std::string_view behind = bytes({place.replace.end, std::max(place.replace.end, line.end)});
  return behind.find_first_not_of(" \t") == std::string_view::npos &&
         !outline_line(snapshot.text, number).tabbed;
}

bool CompletionSite::splits_entry() const {
  const SourceText& text = snapshot.text;
  std::uint32_t number = text.line_of(offset);
  const LineOutline own = outline_line(text, number);
  const bool empty = own.blank() || (own.comment && offset < own.first);
  if (place.flow || !empty) return false;
  const std::uint32_t column = offset - text.line(number).begin;
  const auto below = next_line(text, number);
  if (!below) return false;
  const std::uint32_t first = below->column(below->first);
  if (first < column || (first == column && below->dashes.empty())) return false;
  while (number > 0) {
    const LineOutline above = outline_line(text, --number);
    if (above.blank() || above.comment) continue;
    // A list in the column of its key goes on, but under its own dashes an item fits.
    if (first == column) return above.column(above.first) >= column && !in_list;
    return above.column(above.first) >= column && !above.document_marker;
  }
  return false;
}

bool CompletionSite::has_body(bool sequence) const {
  const SourceText& text = snapshot.text;
  const std::uint32_t number = text.line_of(place.replace.begin);
  return !block_column &&
         has_body_below(text, number, place.replace.begin - text.line(number).begin, sequence);
}

bool CompletionSite::open_block() {
  const SourceText& text = snapshot.text;
  const std::uint32_t number = text.line_of(offset);
  const LineOutline line = outline_line(text, number);
  const bool sequence = target.type->form == schema::Form::sequence;
  const std::uint32_t key = line.column(line.key.begin);
  if (place.kind != PlaceKind::value || !line.has_key || place.quote != '\0' || !takes_lines() ||
      !is_half_a_name(bytes(line.value)) || has_body_below(text, number, key, sequence)) {
    return false;
  }
  const Indentation indentation = indentation_of(text);
  block_column = key + (sequence ? indentation.dash : indentation.step);
  place.kind = PlaceKind::entry;
  place.needs_blank = false;
  // No blank stays behind the colon.
  place.replace.begin = line.colon + 1;
  return true;
}

Indentation indentation_of(const SourceText& text) {
  Indentation found;
  bool step = false;
  bool dash = false;
  const std::uint32_t lines = std::min(text.line_count(), kIndentationLines);
  for (std::uint32_t number = 0; number < lines && !(step && dash); ++number) {
    const LineOutline line = outline_line(text, number);
    if (!line.has_key || !is_empty_value(text.bytes(line.value)) || line.tabbed) continue;
    const auto below = next_line(text, number);
    if (!below || below->tabbed) continue;
    const std::uint32_t key = line.column(line.key.begin);
    const std::uint32_t first = below->column(below->first);
    if (first < key || first > key + 8) continue;
    if (!below->dashes.empty()) {
      if (!std::exchange(dash, true)) found.dash = first - key;
    } else if (first > key && below->has_key && !std::exchange(step, true)) {
      found.step = first - key;
    }
  }
  return found;
}

std::string written_value(const Place& place, std::string_view text, bool as_text) {
  if (place.quote != '\0') return quoted(text, place.quote);
  const bool string = can_be_plain(text, place.flow);
  if (place.json && (as_text || string)) return quoted(text, '"');
  if (string || !as_text) return std::string(text);
  // "3.12" reads best in double quotes, '**/*' is written so everywhere.
  return quoted(text, can_be_plain('x' + std::string(text), place.flow) &&
                              text.find_first_of("*&!") == std::string_view::npos
                          ? '"'
                          : '\'');
}

std::string written_name(const Place& place, std::string_view name) {
  const char quote = place.quote != '\0' ? place.quote : place.json ? '"' : '\0';
  return quote != '\0' ? quoted(name, quote) : std::string(name);
}

std::string filter_of(const Place& place, std::string_view text) {
  return place.quote != '\0' ? quoted(text, place.quote) : std::string(text);
}

bool begins_like(std::string_view name, std::string_view typed) {
  return name.size() >= typed.size() &&
         std::equal(typed.begin(), typed.end(), name.begin(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}

void add_item(const CompletionSite& site, CompletionItem item, Completion& completion) {
  if (site.block_column) item.filter.insert(0, typed_blanks(site));
  const std::size_t count = completion.items.size();
  if (count >= kMostCompletions) {
    completion.incomplete = true;
    const Span replace = site.place.replace;
    const std::string_view typed =
        site.bytes({replace.begin, std::max(replace.begin, site.offset)});
    const bool wanted = !typed.empty() && begins_like(item.filter, typed);
    if (!wanted || count >= 2 * kMostCompletions) return;
  }
  std::string before = site.place.needs_blank ? " " : "";
  if (site.block_column) before = '\n' + std::string(*site.block_column, ' ');
  if (site.in_list) before += "- ";
  item.insert.insert(0, before);
  completion.items.push_back(std::move(item));
}

}  // namespace buildspec::ide
