#include "rules/environment/values/to_command.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lang/command_text.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"

namespace buildspec::environment {
namespace {

bool is_start(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_part(char c) { return is_start(c) || (c >= '0' && c <= '9'); }

// Where a first command can be put: the begin of the line of the first item of the first list, with
// the line's text up to the item.
struct Place {
  std::uint32_t offset = 0;
  std::string head;
};

std::optional<Place> first_place(const Snapshot& snapshot) {
  const std::vector<Command>& commands = snapshot.buildspec.commands;
  if (commands.empty()) return std::nullopt;
  const Phase* const phase = snapshot.buildspec.phase(commands.front().phase);
  if (phase == nullptr || !phase->commands.is_sequence() || phase->commands.flow() ||
      commands.front().list != CommandList::commands)
    return std::nullopt;
  for (const Node item : phase->commands.items()) {
    const std::uint32_t begin = std::min(
        item.span().begin, item.anchor().empty() ? item.span().begin : item.anchor().begin);
    const Span line = snapshot.text.line(snapshot.text.line_of(begin));
    const std::string head(snapshot.text.bytes({line.begin, begin}));
    const std::size_t dash = head.find_first_not_of(' ');
    if (dash == std::string::npos || head[dash] != '-' || !item.tag().empty() ||
        head.find_first_not_of(' ', dash + 1) != std::string::npos)
      return std::nullopt;
    return Place{line.begin, head};
  }
  return std::nullopt;
}

// The edit that removes the variable, with the blocks that would be left empty.
std::optional<Edit> without(const Snapshot& snapshot, const Variable& variable) {
  const Node root = snapshot.buildspec.root;
  const Node env = root.get("env");
  const Node variables = env.get("variables");
  if (variables.size() > 1)
    return removal(snapshot.text, variables, Pair{variable.key, variable.value});
  if (env.size() > 1) return removal(snapshot.text, env, env.find("variables"));
  return removal(snapshot.text, root, root.find("env"));
}

// As the shell needs it inside double quotes; nothing for a value whose quotes have a meaning.
bool fits_in_double_quotes(std::string_view value) {
  return value.find_first_of("\"\\\n\r\t!") == std::string_view::npos;
}

}  // namespace

std::optional<Fix> to_command(const Snapshot& snapshot, const Variable& variable) {
  const Buildspec& buildspec = snapshot.buildspec;
  if (buildspec.format == FormatVersion::v0_1 || variable.block != VariableBlock::variables ||
      !variable.value.is_scalar() || is_json(snapshot))
    return std::nullopt;
  const Scalar key = variable.key.scalar();
  const Scalar value = variable.value.scalar();
  const shell::Dialect dialect =
      dialect_of(snapshot, buildspec.commands.empty() ? std::string_view()
                                                      : buildspec.commands[0].node.source());
  if (dialect == shell::Dialect::powershell || dialect == shell::Dialect::cmd) return std::nullopt;
  if (!schema::is_variable_name(key.value()) || !fits_in_double_quotes(value.value()))
    return std::nullopt;
  const auto place = first_place(snapshot);
  auto gone = without(snapshot, variable);
  if (!place || !gone || gone->span.contains(place->offset)) return std::nullopt;
  // A comment on the line would be lost.
  if (snapshot.text.bytes(gone->span).find('#') != std::string_view::npos) return std::nullopt;
  const std::string command =
      "export " + std::string(key.value()) + "=\"" + std::string(value.value()) + "\"";
  Fix fix{"Export " + code(key.value()) + " in a command", Applicability::unsafe, {}};
  fix.edits.push_back(std::move(*gone));
  fix.edits.push_back(
      {{place->offset, place->offset},
       place->head + in_single_quotes(command) + std::string(line_break(snapshot.text))});
  return fix;
}

std::optional<Reference> first_reference(std::string_view value) {
  for (std::size_t i = 0; i + 1 < value.size(); ++i) {
    const auto at = static_cast<std::uint32_t>(i);
    if (value[i] == '`') {
      const std::size_t close = value.find('`', i + 1);
      if (close == std::string_view::npos) return std::nullopt;
      return Reference{{at, static_cast<std::uint32_t>(close + 1)}, true};
    }
    if (value[i] != '$') continue;
    if (value[i + 1] == '(') {
      const std::size_t close = value.rfind(')');
      if (close == std::string_view::npos || close < i) continue;
      return Reference{{at, static_cast<std::uint32_t>(close + 1)}, true};
    }
    const bool braced = value[i + 1] == '{';
    std::size_t end = i + (braced ? 2 : 1);
    if (end >= value.size() || !is_start(value[end])) continue;
    while (end < value.size() && is_part(value[end])) ++end;
    if (braced) {
      // "${AWS::Region}" and "${{ x }}" are other languages'.
      const bool shell_form =
          end < value.size() &&
          (value[end] == '}' || value[end] == '%' || value[end] == '#' || value[end] == '/' ||
           (value[end] == ':' && end + 1 < value.size() && value[end + 1] == '-'));
      const std::size_t close = value.find('}', end);
      if (!shell_form || close == std::string_view::npos) continue;
      end = close + 1;
    }
    return Reference{{at, static_cast<std::uint32_t>(end)}, false};
  }
  return std::nullopt;
}

}  // namespace buildspec::environment
