#include "lsp/ide/hovered_name.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/format.h"
#include "linter/shell/characters.h"
#include "linter/text/letters.h"
#include "lsp/ide/misread_commands.h"
#include "lsp/ide/names.h"

namespace buildspec::ide {
namespace {

// ---- Where the name stands, by eye ----

// The run of name characters that touches the offset, in the source itself: a variable's name has
// no escapes.
Span name_around(std::string_view bytes, Span within, std::uint32_t offset) {
  Span name{offset, offset};
  while (name.begin > within.begin && shell::is_name(bytes[name.begin - 1])) --name.begin;
  while (name.end < within.end && shell::is_name(bytes[name.end])) ++name.end;
  return name;
}

// `end` is in lower case.
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && std::equal(end.rbegin(), end.rend(), text.rbegin(),
                                                 [](char a, char b) { return a == to_lower(b); });
}

// The sigil in front of a name: "$", "${", "$env:", "${env:" of PowerShell, "%" of cmd.
std::uint32_t sigil_size(std::string_view before) {
  for (const std::string_view sigil : {"${env:", "$env:", "${", "$", "%"}) {
    if (ends_with(before, sigil)) return static_cast<std::uint32_t>(sigil.size());
  }
  return 0;
}

// "$NAME" or "${NAME}" around a name.
Span whole_reference(std::string_view bytes, Span within, Span name) {
  const std::uint32_t sigil = sigil_size(bytes.substr(within.begin, name.begin - within.begin));
  if (sigil == 0) return name;
  const char close = bytes[name.begin - sigil] == '%' ? '%' : '}';
  const bool braced =
      close == '%' || bytes.substr(name.begin - sigil, sigil).find('{') != std::string_view::npos;
  const bool closed = braced && name.end < within.end && bytes[name.end] == close;
  return {name.begin - sigil, name.end + (closed ? 1 : 0)};
}

// "env:" of PowerShell: the name stands behind it.
std::uint32_t drive_size(std::string_view text) {
  constexpr std::string_view kDrive = "env:";
  return ends_with(text.substr(0, kDrive.size()), kDrive) ? 4 : 0;
}

// The name that the cursor is on, or whose sigil it is on. Bare names count where CodeBuild knows
// them.
std::optional<HoveredName> name_by_eye(const Snapshot& snapshot, Span within,
                                       std::uint32_t offset) {
  const std::string_view bytes = snapshot.text.bytes();
  Span span = name_around(bytes, within, offset);
  Span subject = span;
  if (span.empty()) {
    std::uint32_t at = offset;
    if (at < within.end && (bytes[at] == '$' || bytes[at] == '%')) ++at;
    if (at < within.end && bytes[at] == '{') ++at;
    if (at == offset || at >= within.end) return std::nullopt;
    at += drive_size(bytes.substr(at, within.end - at));
    span = name_around(bytes, within, at);
    if (span.empty()) return std::nullopt;
    subject = whole_reference(bytes, within, span);
  }
  const std::string_view name = snapshot.text.bytes(span);
  const std::uint32_t sigil = sigil_size(bytes.substr(within.begin, span.begin - within.begin));
  const bool percent = sigil == 1 && bytes[span.begin - 1] == '%';
  const bool closed = span.end < within.end && bytes[span.end] == '%';
  const bool reference = sigil > 0 && (!percent || closed);
  const bool known =
      schema::find_builtin_variable(name) != nullptr || schema::find_not_provided(name) != nullptr;
  if (!reference && !known) return std::nullopt;
  if (!schema::is_variable_name(name)) return std::nullopt;
  return HoveredName{.name = std::string(name), .subject = subject, .reference = reference};
}

// ---- Where the name stands in a command ----

// The best so far of what an offset touches: inside beats at the edge, short beats long.
class Nearest {
 public:
  explicit Nearest(std::uint32_t offset) : offset_(offset) {}

  // True where the span is better than all before it.
  bool take(Span span, int worth) {
    if (!span.touches(offset_)) return false;
    const int rank = span.contains(offset_) ? worth + 1 : 0;
    if (rank < rank_ || (rank == rank_ && span.size() >= size_)) return false;
    rank_ = rank;
    size_ = span.size();
    return true;
  }

 private:
  std::uint32_t offset_;
  int rank_ = -1;
  std::uint32_t size_ = 0;
};

std::string_view form_note(shell::UseForm form) {
  switch (form) {
    case shell::UseForm::fallback: return "Where it is not set, the text behind it stands in.";
    case shell::UseForm::assign: return "Where it is not set, it is set to the text behind it.";
    case shell::UseForm::test: return "Only asks whether it is set.";
    case shell::UseForm::required: return "Where it is not set, the command fails and says so.";
    case shell::UseForm::indirect: return "Its value is the name of another variable.";
    default: return {};
  }
}

// Looks in the decoded text: its spans need no way back to the source.
class CommandNames {
 public:
  CommandNames(const Snapshot& snapshot, const CommandText& text, std::uint32_t offset)
      : snapshot_(snapshot),
        text_(text),
        offset_(offset),
        nearest_(text_.scalar.map().decoded(offset)) {}

  std::optional<HoveredName> find() && {
    find_use();
    find_assigned();
    find_mention();
    find_quoted();
    // Between the lines of a block no decoded byte is at the cursor.
    if (found_ && !found_->subject.touches(offset_)) return std::nullopt;
    return std::move(found_);
  }

 private:
  void found(std::string_view name, Span subject, std::string_view note = {}) {
    found_ = HoveredName{
        .name = std::string(name), .subject = text_.source(subject), .note = std::string(note)};
  }

  void find_use() {
    const auto& variables = text_.script->variables;
    std::optional<std::uint32_t> index;
    bool on_name = false;
    for (std::uint32_t i = 0; i < variables.size(); ++i) {
      const bool name = nearest_.take(variables[i].name_span, 2);
      if (!name && !nearest_.take(variables[i].span, 1)) continue;
      index = i;
      on_name = name;
    }
    if (!index) return;
    const shell::VariableUse& use = variables[*index];
    found(use.name, on_name ? use.name_span : use.span, form_note(use.form));
    found_->use = usage(use.name, *index);
  }

  [[nodiscard]] std::optional<Usage> usage(std::string_view name, std::uint32_t index) const {
    const Flow flow(snapshot_);
    const auto number = flow.find(name);
    if (!number) return std::nullopt;
    for (const Usage& use : flow.uses(*number))
      if (use.command == text_.command.order && use.index == index) return use;
    return std::nullopt;
  }

  void find_assigned() {
    for (const Assigned& assigned : text_.reading->effects.assigned) {
      if (!nearest_.take(assigned.name_span, 2)) continue;
      found(assigned.name, assigned.name_span,
            assigned.unset     ? "Removed here."
            : assigned.prefix  ? "Set here for this one command."
            : assigned.carries ? ""
                               : "Set here, and gone behind this part of the command.");
    }
  }

  void find_mention() {
    for (const shell::Command& command : text_.script->commands) {
      for (const shell::NameMention& mention : command.mentions) {
        if (!nearest_.take(mention.span, 2)) continue;
        found(mention.name, mention.span,
              mention.kind == shell::Mention::unset ? "Removed here." : "");
      }
    }
  }

  // Only where a quote and a dollar are: to look for them costs more than all else here.
  void find_quoted() {
    if (found_ || !text_.holds("'")) return;
    for (const shell::QuotedName& quoted : shell::names_in_single_quotes(*text_.script)) {
      if (!nearest_.take(quoted.span, 1)) continue;
      found(quoted.name, quoted.span, "In single quotes: the shell leaves it as it is written.");
    }
  }

  const Snapshot& snapshot_;
  const CommandText& text_;
  std::uint32_t offset_;
  Nearest nearest_;
  std::optional<HoveredName> found_;
};

// <<'EOF'
bool in_literal_here_document(const CommandText& text, std::uint32_t offset) {
  const std::uint32_t decoded = text.scalar.map().decoded(offset);
  const auto holds = [&](const shell::Redirection& each) {
    const shell::Word& mark = each.target;
    return each.kind == shell::Redirect::here_document && each.body.contains(decoded) &&
           text.text().substr(mark.span.begin, mark.span.size()) != mark.text;
  };
  const auto& commands = text.script->commands;
  return std::any_of(commands.begin(), commands.end(), [&holds](const shell::Command& command) {
    return std::any_of(command.redirections.begin(), command.redirections.end(), holds);
  });
}

// ---- Where the name stands outside of commands ----

bool takes_names(const HoverPlace& place) {
  const schema::Type* const owner = place.owner();
  return owner != nullptr && owner->form == schema::Form::mapping && owner->keys.empty() &&
         (owner->name_format == schema::Format::set_variable_name ||
          owner->name_format == schema::Format::variable_name);
}

std::optional<HoveredName> named_in_field(const HoverPlace& place) {
  for (const FieldUse& field : Flow(place.snapshot).field_uses()) {
    if (!field.span.touches(place.offset)) continue;
    const bool on_name = field.name_span.touches(place.offset);
    HoveredName named{.name = field.name, .subject = on_name ? field.name_span : field.span};
    named.before_commands = field.before_commands;
    return named;
  }
  return std::nullopt;
}

// A command that YAML reads as a mapping has its names in keys too.
std::optional<HoveredName> named_in_misread_command(const HoverPlace& place) {
  const std::size_t depth = place.path.size();
  if (depth < 3 ||
      !is_misread_command(place.snapshot, place.path[depth - 3].node, place.path[depth - 2].node)) {
    return std::nullopt;
  }
  const auto found = name_at(place.snapshot, place.offset);
  if (!found || found->name.kind != NameKind::variable) return std::nullopt;
  Span subject = found->span;
  if (!subject.touches(place.offset)) {
    const Span command = place.path[depth - 2].node.span();
    subject = whole_reference(place.snapshot.text.bytes(), command, subject);
  }
  return HoveredName{.name = found->name.text, .subject = subject};
}

}  // namespace

std::optional<HoveredName> hovered_name(const HoverPlace& place) {
  const Site& site = place.site();
  if (takes_names(place) && site.key_node.is_scalar()) {
    if (place.on_key()) {
      return HoveredName{.name = std::string(site.key_node.scalar().value()),
                         .subject = site.key_node.span()};
    }
    if (!site.node.is_scalar()) return std::nullopt;
    if (auto inner = name_by_eye(place.snapshot, site.node.span(), place.offset);
        inner && inner->reference) {
      inner->note = "Not replaced here: a value is taken as it is written.";
      return inner;
    }
    return HoveredName{.name = std::string(site.key_node.scalar().value()),
                       .subject = site.node.span()};
  }
  if (auto named = named_in_misread_command(place)) return named;
  if (place.on_key() || !site.node.is_scalar()) return std::nullopt;
  if (site.type != nullptr && site.type->format == schema::Format::variable_name) {
    return HoveredName{.name = std::string(site.node.scalar().value()),
                       .subject = site.node.span()};
  }
  if (place.command) {
    if (auto named = CommandNames(place.snapshot, *place.command, place.offset).find())
      return named;
  } else if (auto named = named_in_field(place)) {
    return named;
  }
  auto named = name_by_eye(place.snapshot, site.node.span(), place.offset);
  if (named && place.command && in_literal_here_document(*place.command, place.offset)) {
    named->note = "In a here-document with its end mark in quotes: the shell leaves it as it is.";
  }
  return named;
}

}  // namespace buildspec::ide
