#include "lsp/ide/rename.h"

#include <algorithm>

#include "linter/lang/anchors.h"
#include "linter/lang/flow.h"
#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/format.h"
#include "linter/text/letters.h"

namespace buildspec::ide {
namespace {

// Names that somebody else gave their meaning: CodeBuild, the AWS command line, the shell.
std::optional<std::string> why_foreign(const Snapshot& snapshot, std::string_view name) {
  if (Flow::in_image(name)) {
    return code(name) + " is a name that the shell or the image gives a meaning.";
  }
  if (name.starts_with("CODEBUILD_") || schema::find_builtin_variable(name) != nullptr) {
    return code(name) + " is one of CodeBuild's own names.";
  }
  if (name.starts_with("AWS_")) {
    return code(name) + " is a name that the AWS tools look for.";
  }
  if (Flow(snapshot).in_project(name).value_or(false)) {
    return code(name) + " is a variable of the project, as the configuration says.";
  }
  return std::nullopt;
}

bool is_word_of(std::string_view text, std::string_view further) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [further](char c) {
    const char small = to_lower(c);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           further.find(c) != std::string_view::npos;
  });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::string> why_malformed(NameKind kind, std::string_view name) {
  switch (kind) {
    case NameKind::variable:
      if (schema::is_variable_name(name)) return std::nullopt;
      return code(name) +
             " is no name for a variable: letters, digits and underscores, no digit first.";
    case NameKind::function:
      if (is_word_of(name, "-") && !is_digit(name.front()) && name.front() != '-') {
        return std::nullopt;
      }
      return code(name) +
             " is no name for a function: letters, digits, underscores and dashes, no digit first.";
    case NameKind::anchor:
      if (is_word_of(name, "-")) return std::nullopt;
      return code(name) + " is no name for an anchor: letters, digits, dashes and underscores.";
    case NameKind::task:
    case NameKind::artifact:
      if (schema::is_identifier(name)) return std::nullopt;
      return code(name) + " is no identifier: at most 127 letters, digits and underscores.";
  }
  return std::nullopt;
}

// Where the name stands already.
std::optional<Span> taken(const Snapshot& snapshot, const Name& name, std::string_view new_name) {
  if (name.kind == NameKind::anchor) {
    for (const Anchor& anchor : find_anchors(snapshot)) {
      if (anchor.name == new_name) return anchor.span;
    }
    return std::nullopt;
  }
  const auto found = occurrences(snapshot, {name.kind, std::string(new_name), {}});
  if (found.empty()) return std::nullopt;
  return found.front().span;
}

// Without quotes YAML takes it for something else than a text.
bool needs_quotes(std::string_view name) {
  const std::string small = lower(name);
  return schema::yaml_boolean(name) || small == "null" || small == "inf" || small == "nan" ||
         is_digit(name.front());
}

}  // namespace

std::optional<std::string> why_fixed(const Snapshot& snapshot, const Name& name) {
  if (name.kind != NameKind::variable) return std::nullopt;
  if (auto why = why_foreign(snapshot, name.text)) return why;
  const auto found = occurrences(snapshot, name);
  const bool defined =
      std::any_of(found.begin(), found.end(), [](const Occurrence& each) { return each.defines; });
  if (defined) return std::nullopt;
  return code(name.text) + " is not set in this file: its name is given elsewhere.";
}

std::optional<std::string> why_not_called(const Snapshot& snapshot, const Name& name,
                                          std::string_view new_name) {
  if (new_name == name.text) return std::nullopt;
  if (auto why = why_malformed(name.kind, new_name)) return why;
  if (name.kind == NameKind::variable) {
    if (auto why = why_foreign(snapshot, new_name)) return why;
  }
  if (const auto place = taken(snapshot, name, new_name)) {
    return code(new_name) + " stands in this file already, in line " +
           std::to_string(snapshot.text.line_of(place->begin) + 1) + ".";
  }
  return std::nullopt;
}

std::vector<Edit> rename(const Snapshot& snapshot, const Name& name, std::string_view new_name) {
  std::vector<Edit> edits;
  for (const Occurrence& each : occurrences(snapshot, name)) {
    const bool quote = each.plain && needs_quotes(new_name);
    std::string text = quote ? '"' + std::string(new_name) + '"' : std::string(new_name);
    edits.push_back({each.span, std::move(text)});
  }
  return edits;
}

}  // namespace buildspec::ide
