// Variables: where they get their values, what reaches a place, where they are used.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lang/flow.h"
#include "linter/lang/secret_name.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/format.h"
#include "linter/schema/secret_reference.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/shown_value.h"

namespace buildspec::ide {
namespace {

constexpr std::string_view kNotShown = "value not shown";
// Of a list, so many are told.
constexpr std::size_t kMostShown = 8;

// A name at the cursor, and what is known about that place alone.
struct Named {
  std::string name;
  Span subject;
  std::optional<Usage> use = {};  // by a command
  bool reference = false;         // by eye: with "$" or the like in front
  std::string note = {};          // a paragraph about the place; may be empty
  bool before_commands = false;
  bool at_end = false;  // read when all commands have run
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// ---- Where the name stands, by eye ----

// The run of name characters that touches the offset, in the source itself: a variable's name has
// no escapes.
Span name_at(std::string_view bytes, Span within, std::uint32_t offset) {
  Span name{offset, offset};
  while (name.begin > within.begin && is_name_character(bytes[name.begin - 1])) --name.begin;
  while (name.end < within.end && is_name_character(bytes[name.end])) ++name.end;
  return name;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         std::equal(end.rbegin(), end.rend(), text.rbegin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
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
std::optional<Named> name_by_eye(const Snapshot& snapshot, Span within, std::uint32_t offset) {
  const std::string_view bytes = snapshot.text.bytes();
  Span span = name_at(bytes, within, offset);
  Span subject = span;
  if (span.empty()) {
    std::uint32_t at = offset;
    if (at < within.end && (bytes[at] == '$' || bytes[at] == '%')) ++at;
    if (at < within.end && bytes[at] == '{') ++at;
    if (at == offset || at >= within.end) return std::nullopt;
    at += drive_size(bytes.substr(at, within.end - at));
    span = name_at(bytes, within, at);
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
  return Named{.name = std::string(name), .subject = subject, .reference = reference};
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

  std::optional<Named> find() && {
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
    found_ = Named{
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
  std::optional<Named> found_;
};

// ---- Where the name stands outside of commands ----

bool takes_names(const HoverPlace& place) {
  const schema::Type* const owner = place.owner();
  return owner != nullptr && owner->form == schema::Form::mapping && owner->keys.empty() &&
         (owner->name_format == schema::Format::set_variable_name ||
          owner->name_format == schema::Format::variable_name);
}

std::optional<Named> named_in_field(const HoverPlace& place) {
  for (const FieldUse& field : Flow(place.snapshot).field_uses()) {
    if (!field.span.touches(place.offset)) continue;
    const bool on_name = field.name_span.touches(place.offset);
    Named named{.name = field.name, .subject = on_name ? field.name_span : field.span};
    named.before_commands = field.before_commands;
    return named;
  }
  return std::nullopt;
}

std::optional<Named> find_name(const HoverPlace& place) {
  const Site& site = place.site();
  if (takes_names(place) && site.key_node.is_scalar()) {
    if (place.on_key()) {
      return Named{.name = std::string(site.key_node.scalar().value()),
                   .subject = site.key_node.span()};
    }
    if (!site.node.is_scalar()) return std::nullopt;
    if (auto inner = name_by_eye(place.snapshot, site.node.span(), place.offset);
        inner && inner->reference) {
      inner->note = "Not replaced here: a value is taken as it is written.";
      return inner;
    }
    return Named{.name = std::string(site.key_node.scalar().value()), .subject = site.node.span()};
  }
  if (place.on_key() || !site.node.is_scalar()) return std::nullopt;
  if (site.type != nullptr && site.type->format == schema::Format::variable_name) {
    return Named{.name = std::string(site.node.scalar().value()), .subject = site.node.span()};
  }
  if (place.command) {
    if (auto named = CommandNames(place.snapshot, *place.command, place.offset).find())
      return named;
  } else if (auto named = named_in_field(place)) {
    return named;
  }
  return name_by_eye(place.snapshot, site.node.span(), place.offset);
}

// ---- What is said about it ----

std::string phase_words(const Command& command) {
  std::string words = '`' + std::string(to_string(command.phase)) + '`';
  if (command.list == CommandList::finally) words += ", `finally`";
  return words;
}

std::string parameter_words(std::string_view value) {
  return "parameter " + code_span(value) + " of Parameter Store";
}

// The reference alone: the secret itself stands in no buildspec.
std::string secret_words(std::string_view value) {
  const schema::SecretReference reference = schema::parse_secret_reference(value);
  const auto part = [value](Span span) { return code_span(value.substr(span.begin, span.size())); };
  std::string text = "secret " +
                     part(reference.is_arn ? reference.secret_name : reference.secret_id) +
                     " of Secrets Manager";
  if (!reference.region.empty()) text += " in " + part(reference.region);
  if (!reference.account.empty()) text += ", account " + part(reference.account);
  if (!reference.json_key.empty()) text += ", JSON key " + part(reference.json_key);
  if (!reference.version_stage.empty()) text += ", stage " + part(reference.version_stage);
  if (!reference.version_id.empty()) text += ", version " + part(reference.version_id);
  return text;
}

std::string plain_value(std::string_view name, std::string_view value) {
  if (value.empty()) return "empty";
  return may_show(name, value) ? code_span(value) : std::string(kNotShown);
}

class VariableText {
 public:
  VariableText(const Snapshot& snapshot, const Named& named)
      : snapshot_(snapshot), flow_(snapshot), named_(named), number_(flow_.find(named.name)) {}

  std::string text() && {
    const auto* const builtin = schema::find_builtin_variable(named_.name);
    const auto* const expected = schema::find_not_provided(named_.name);
    collect();
    if (builtin != nullptr) {
      text_ = builtin_variable_text(*builtin, named_.name);
    } else if (expected != nullptr && definitions_.empty()) {
      text_ = not_provided_text(*expected);
    } else {
      text_ = schema::is_variable_name(named_.name) ? "**" + named_.name + "**"
                                                    : code_span(named_.name);
    }
    const bool known = builtin != nullptr || (expected != nullptr && definitions_.empty());
    add_definitions();
    add_uses();
    add_exported();
    if (!known) add_elsewhere();
    add_masking();
    add_paragraph(text_, named_.note);
    return std::move(text_);
  }

 private:
  void collect() {
    if (!number_) return;
    definitions_ = flow_.definitions(*number_);
    // An `unset` in between takes them all away.
    const bool reached =
        named_.use && named_.use->reach != Reach::none && named_.use->reach != Reach::unknown;
    if (reached) reaching_ = flow_.reaching(*number_, *named_.use);
  }

  // ---- Definitions ----

  [[nodiscard]] bool reaches(const Definition& definition) const {
    return std::any_of(reaching_.begin(), reaching_.end(), [&](const Definition& other) {
      return other.origin == definition.origin && other.command == definition.command &&
             other.index == definition.index;
    });
  }

  void add_definitions() {
    std::vector<Definition> here;
    std::vector<Definition> elsewhere;
    for (const Definition& definition : definitions_) {
      (!named_.use || reaches(definition) ? here : elsewhere).push_back(definition);
    }
    const bool maybe = named_.use && named_.use->reach == Reach::maybe;
    add_list(!named_.use ? "Set" : maybe ? "Here, perhaps" : "Here", here);
    add_list(here.empty() ? "Set elsewhere" : "Also set", elsewhere);
  }

  void add_list(std::string_view title, const std::vector<Definition>& definitions) {
    for (std::size_t i = 0; i < std::min(definitions.size(), kMostShown); ++i) {
      add_item(text_, std::string(title) + ": " + definition_words(definitions[i]));
    }
    if (definitions.size() > kMostShown) {
      add_item(text_, std::string(title) + " " +
                          counted(definitions.size() - kMostShown, "more time", "more times"));
    }
  }

  // "`latest`, in `build`, line 12, exported"
  [[nodiscard]] std::string definition_words(const Definition& definition) const {
    if (definition.origin == Origin::command) return command_words(definition);
    const auto& variables = snapshot_.buildspec.env.variables;
    if (definition.index >= variables.size()) return {};
    const Variable& variable = variables[definition.index];
    const std::string line = ", " + line_link(snapshot_, variable.key.span().begin);
    const Scalar scalar = variable.value.scalar();
    switch (variable.block) {
      case VariableBlock::parameter_store: return parameter_words(scalar.value()) + line;
      case VariableBlock::secrets_manager: return secret_words(scalar.value()) + line;
      case VariableBlock::variables: break;
    }
    const std::string value =
        variable.value.is_scalar() ? plain_value(named_.name, scalar.value()) + ", " : "";
    const bool old = snapshot_.buildspec.format == FormatVersion::v0_1;
    return value + (old ? "in `environment_variables`" : "in `env.variables`") + line;
  }

  [[nodiscard]] std::string command_words(const Definition& definition) const {
    const Assigned* const assigned = flow_.assigned(definition);
    const auto& commands = snapshot_.buildspec.commands;
    if (assigned == nullptr || definition.command >= commands.size()) return {};
    std::string words = assigned_value(definition, *assigned);
    if (!words.empty()) words += ", ";
    words += "in " + phase_words(commands[definition.command]) + ", " +
             line_link(snapshot_, source_of(definition.command, assigned->name_span));
    if (assigned->exported) words += ", exported";
    if (assigned->prefix) words += ", for that command alone";
    if (assigned->conditional) words += ", in a condition";
    return words;
  }

  [[nodiscard]] std::string assigned_value(const Definition& definition,
                                           const Assigned& assigned) const {
    if (assigned.unset) return "removed by `unset`";
    switch (assigned.setter) {
      case shell::Setter::loop: return "by a loop";
      case shell::Setter::builtin: return "by a command that reads it";
      default: break;
    }
    const shell::Script& script = flow_.script(definition.command);
    if (assigned.command >= script.commands.size()) return {};
    for (const shell::Assignment& one : script.commands[assigned.command].assignments) {
      if (one.name_span == assigned.name_span) return value_words(definition, one.value);
    }
    return {};
  }

  [[nodiscard]] std::string value_words(const Definition& definition,
                                        const shell::Word& word) const {
    if (word.text.empty()) return word.literal ? "empty" : std::string();
    if (!word.literal) return code_span(without_secrets(word.text));
    return definition.secrecy > Secrecy::named ? std::string(kNotShown)
                                               : plain_value(named_.name, word.text);
  }

  // ---- What the file does not say ----

  void add_elsewhere() {
    const bool set_here = named_.use ? !reaching_.empty() : !definitions_.empty();
    std::string text;
    if (flow_.in_project(named_.name).value_or(false)) {
      text = set_here ? "The project sets it too; its value wins over one of `env`."
                      : "The project sets it.";
    } else if (Flow::in_image(named_.name)) {
      text = "The shell or CodeBuild's images set it.";
    } else if (flow_.in_batch(named_.name)) {
      text = "Tasks of the batch set it.";
    } else if (!set_here && named_.use && named_.use->reach == Reach::unknown) {
      text = "A command in front of it may set it: `source`, `eval` or the like.";
    } else if (!set_here && definitions_.empty()) {
      text = flow_.in_project(named_.name).has_value()
                 ? "Neither this file nor the project sets it."
                 : "This file does not set it: the project may, or who starts the build.";
    }
    add_paragraph(text_, text);
    if (named_.before_commands && !definitions_.empty()) {
      add_paragraph(text_, "Read before the first command runs.");
    }
  }

  void add_masking() {
    const bool stored =
        std::any_of(definitions_.begin(), definitions_.end(), [](const Definition& definition) {
          return definition.origin == Origin::parameter_store ||
                 definition.origin == Origin::secrets_manager;
        });
    if (stored) {
      add_paragraph(text_,
                    "Fetched when the build starts; masked in the log, but only where it appears "
                    "exactly as stored.");
    }
  }

  // ---- Uses ----

  // Where a part of a command's text begins in the source. Decodes the text once for neighbours.
  [[nodiscard]] std::uint32_t source_of(std::uint32_t command, Span decoded) const {
    if (decoded_ != command) {
      scalar_ = snapshot_.buildspec.commands[command].node.scalar();
      decoded_ = command;
    }
    return scalar_.source(decoded).begin;
  }

  // "Used by commands: lines 12, 15"
  void add_uses() {
    if (!number_) return;
    const std::size_t count = flow_.use_count(*number_);
    if (count == 0) return;
    std::string lines;
    std::uint32_t last = 0;
    std::size_t shown = 0;
    for (const Usage& use : flow_.uses(*number_)) {
      const std::uint32_t at = source_of(use.command, flow_.variable(use).name_span);
      const std::uint32_t line = snapshot_.text.line_of(at) + 1;
      if (line == last) continue;
      last = line;
      if (++shown > kMostShown) break;
      lines += (lines.empty() ? "" : ", ") + line_link(snapshot_, at, std::to_string(line));
    }
    if (shown > kMostShown) lines += ", …";
    std::string text = "Used by commands";
    if (count > shown) text += " " + std::to_string(count) + " times";
    add_item(text_, text + ": line" + (shown > 1 ? "s " : " ") + lines);
  }

  void add_exported() {
    for (const Node item : list_items(snapshot_.buildspec.env.exported_variables)) {
      if (!item.is(named_.name)) continue;
      add_item(text_, "Handed on to later actions of a pipeline: `exported-variables`, " +
                          line_link(snapshot_, item.span().begin));
      return;
    }
  }

  const Snapshot& snapshot_;
  Flow flow_;
  const Named& named_;
  std::optional<std::uint32_t> number_;
  std::vector<Definition> definitions_;
  std::vector<Definition> reaching_;
  std::string text_;
  mutable std::uint32_t decoded_ = shell::kNowhere;  // the command that `scalar_` is of
  mutable Scalar scalar_;
};

}  // namespace

std::optional<Hover> hover_variable(const HoverPlace& place) {
  const std::optional<Named> named = find_name(place);
  if (!named || named->name.empty()) return std::nullopt;
  return Hover{named->subject, VariableText(place.snapshot, *named).text()};
}

}  // namespace buildspec::ide
