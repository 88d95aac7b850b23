// Variables: where they get their values, what reaches a place, where they are used.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/format.h"
#include "linter/schema/secret_reference.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/hovered_name.h"
#include "lsp/ide/markdown.h"
#include "lsp/ide/names.h"
#include "lsp/ide/shown_value.h"

namespace buildspec::ide {
namespace {

constexpr std::string_view kNotShown = "value not shown";
// Of a list, so many are told.
constexpr std::size_t kMostShown = 8;
// So many commands are read that the flow of variables knows nothing of.
constexpr std::size_t kMostRead = 500;

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
  VariableText(const Snapshot& snapshot, const HoveredName& named)
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
    add_field_uses();
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

  // Lines, each with the place of the first use in it.
  using Lines = std::map<std::uint32_t, std::uint32_t>;
  void add_place(Lines& lines, std::uint32_t at) const {
    lines.try_emplace(snapshot_.text.line_of(at), at);
  }

  // "Used by commands 20 times: lines 12, 15, …"
  void add_lines(std::string text, std::size_t count, const Lines& lines) {
    if (lines.empty()) return;
    std::string words;
    std::size_t shown = 0;
    for (const auto& [line, at] : lines) {
      if (++shown > kMostShown) break;
      words += (words.empty() ? "" : ", ") + line_link(snapshot_, at, std::to_string(line + 1));
    }
    if (shown > kMostShown) words += ", …";
    if (count > shown) text += " " + std::to_string(count) + " times";
    add_item(text_, text + ": line" + (shown > 1 ? "s " : " ") + words);
  }

  void add_uses() {
    std::size_t count = 0;
    Lines lines;
    if (number_) {
      count = flow_.use_count(*number_);
      for (const Usage& use : flow_.uses(*number_)) {
        if (lines.size() > kMostShown) break;
        add_place(lines, source_of(use.command, flow_.variable(use).name_span));
      }
    }
    const std::vector<Span> others = uses_outside_flow(snapshot_, named_.name, kMostRead);
    for (const Span use : others) add_place(lines, use.begin);
    // Of so many nobody knows the number.
    count = others.size() < kMostRead ? count + others.size() : 0;
    add_lines("Used by commands", count, lines);
  }

  // Artifacts, cache, reports, versions of runtimes.
  void add_field_uses() {
    std::size_t count = 0;
    Lines lines;
    for (const FieldUse& use : flow_.field_uses()) {
      if (use.name != named_.name) continue;
      ++count;
      add_place(lines, use.name_span.begin);
    }
    add_lines("Used outside of commands", count, lines);
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
  const HoveredName& named_;
  std::optional<std::uint32_t> number_;
  std::vector<Definition> definitions_;
  std::vector<Definition> reaching_;
  std::string text_;
  mutable std::uint32_t decoded_ = shell::kNowhere;  // the command that `scalar_` is of
  mutable Scalar scalar_;
};

}  // namespace

std::optional<Hover> hover_variable(const HoverPlace& place) {
  const std::optional<HoveredName> named = hovered_name(place);
  if (!named || named->name.empty()) return std::nullopt;
  return Hover{named->subject, VariableText(place.snapshot, *named).text()};
}

}  // namespace buildspec::ide
