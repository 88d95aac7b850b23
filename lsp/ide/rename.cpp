#include "lsp/ide/rename.h"

#include <algorithm>
#include <array>

#include "linter/lang/anchors.h"
#include "linter/lang/flow.h"
#include "linter/lang/source_path.h"
#include "linter/lint/wording.h"
#include "linter/schema/builtin_variables.h"
#include "linter/schema/format.h"
#include "linter/shell/characters.h"
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

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_anchor_character);
}

std::optional<std::string> why_malformed(NameKind kind, std::string_view name) {
  switch (kind) {
    case NameKind::variable:
      if (schema::is_variable_name(name)) return std::nullopt;
      return code(name) +
             " is no name for a variable: letters, digits and underscores, no digit first.";
    case NameKind::function:
      if (is_word(name) && !is_digit(name.front()) && name.front() != '-') {
        return std::nullopt;
      }
      return code(name) +
             " is no name for a function: letters, digits, underscores and dashes, no digit first.";
    case NameKind::anchor:
      if (is_word(name)) return std::nullopt;
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

std::string place_text(const Snapshot& snapshot, const Snapshot& here, std::uint32_t offset) {
  const std::string line = std::to_string(snapshot.text.line_of(offset) + 1);
  if (&snapshot == &here) return "this file already, in line " + line;
  return code(file_name(snapshot.uri)) + " already, in line " + line;
}

// What stands in front of a name in other languages than the shell's, quotes left out.
bool introduces_name(std::string_view before) {
  static constexpr std::array<std::string_view, 17> kEnds{
      "$",        "${",      "printenv ",    "--build-arg ", "--env ", "-e ",
      "-v ",      "env.",    "ENV.",         "env[",         "ENV[",   "ENVIRON[",
      "environ[", "getenv(", "environ.get(", "ENV.fetch(",   "--env="};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [before](std::string_view end) { return before.ends_with(end); });
}

// Offsets in a command's text where the name may be meant.
std::vector<std::uint32_t> mentions(std::string_view text, std::string_view name) {
  std::vector<std::uint32_t> found;
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + name.size())) {
    const std::size_t end = at + name.size();
    if (at > 0 && shell::is_name(text[at - 1])) continue;
    if (end < text.size() && (shell::is_name(text[end]) || text[end] == '=')) continue;
    std::string_view before = text.substr(0, at);
    while (before.ends_with('"') || before.ends_with('\'') || before.ends_with('\\')) {
      before.remove_suffix(1);
    }
    if (introduces_name(before)) found.push_back(static_cast<std::uint32_t>(at));
  }
  return found;
}

}  // namespace

std::optional<std::string> why_fixed(Files files, const Name& name) {
  if (name.kind != NameKind::variable) return std::nullopt;
  if (auto why = why_foreign(*files.front(), name.text)) return why;
  for (const SnapshotPtr& file : files) {
    for (const Occurrence& each : occurrences(*file, name)) {
      if (each.defines) return std::nullopt;
    }
  }
  return code(name.text) + " is not set in this file: its name is given elsewhere.";
}

std::optional<std::string> why_not_called(Files files, const Name& name,
                                          std::string_view new_name) {
  if (new_name == name.text) return std::nullopt;
  if (auto why = why_malformed(name.kind, new_name)) return why;
  if (name.kind == NameKind::variable) {
    if (auto why = why_foreign(*files.front(), new_name)) return why;
  }
  for (const SnapshotPtr& file : files) {
    if (const auto place = taken(*file, name, new_name)) {
      return code(new_name) + " stands in " + place_text(*file, *files.front(), place->begin) + ".";
    }
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

std::vector<Edit> uncertain_rename(const Snapshot& snapshot, const Name& name,
                                   std::string_view new_name) {
  std::vector<Edit> edits;
  if (name.kind != NameKind::variable || snapshot.amplify) return edits;
  std::vector<Span> certain;
  for (const Occurrence& each : occurrences(snapshot, name)) certain.push_back(each.span);
  for (const Command& command : snapshot.buildspec.commands) {
    if (command.node.source().find(name.text) == std::string_view::npos) continue;
    const Scalar scalar = command.node.scalar();
    for (const std::uint32_t at : mentions(scalar.value(), name.text)) {
      const Span span = scalar.source({at, at + static_cast<std::uint32_t>(name.text.size())});
      const auto near = std::lower_bound(certain.begin(), certain.end(), span);
      if (near == certain.end() || !(*near == span)) {
        edits.push_back({span, std::string(new_name)});
      }
    }
  }
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span < b.span; });
  return edits;
}

std::optional<std::string> read_outside(const Snapshot& snapshot, const Name& name) {
  if (name.kind == NameKind::artifact) {
    return "The project's or the pipeline's artifact of this name needs the new one, too.";
  }
  if (name.kind != NameKind::variable) return std::nullopt;
  for (const Node each : list_items(snapshot.buildspec.env.exported_variables)) {
    if (each.is_scalar() && each.is(name.text)) {
      return "A pipeline that reads the exported " + code(name.text) + " needs the new name, too.";
    }
  }
  return std::nullopt;
}

}  // namespace buildspec::ide
