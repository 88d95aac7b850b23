#include "rules/commands/additions/additions.h"

#include <string>

#include "linter/lint/fixes.h"

namespace buildspec::commands {
namespace {

std::string in_style(std::string_view word, bool json) {
  return json ? "\"" + std::string(word) + "\"" : std::string(word);
}

// A new `env` behind the version's line, else in front of `phases`.
std::optional<Edit> add_env(const Snapshot& snapshot) {
  const Node root = snapshot.buildspec.root;
  if (!root.is_mapping()) return std::nullopt;
  const Pair phases = root.find("phases");
  if (!phases) return std::nullopt;
  const std::uint32_t begin = phases.key.span().begin;
  if (root.flow()) {
    const bool json = is_json(snapshot);
    return Edit{{begin, begin},
                in_style("env", json) + ": {" + in_style("shell", json) + ": " +
                    in_style("bash", json) + "}, "};
  }
  const SourceText& text = snapshot.text;
  const std::string end(line_break(text));
  const std::string margin(text.column(begin), ' ');
  const std::string pair = margin + "env:" + end + margin + "  shell: bash" + end;
  const Pair version = root.find("version");
  const std::uint32_t place = version && version.value.span().begin < begin
                                  ? text.line(text.line_of(version.key.span().begin)).end
                                  : text.line(text.line_of(begin)).begin;
  // line() may leave its break out: then the new lines begin with one.
  const bool behind_break = place == 0 || text.bytes()[place - 1] == '\n';
  if (behind_break) return Edit{{place, place}, pair};
  return Edit{{place, place}, end + pair.substr(0, pair.size() - end.size())};
}

}  // namespace

std::optional<Edit> add_first_pair(const Snapshot& snapshot, Node mapping, std::string_view key,
                                   std::string_view value) {
  if (!mapping.is_mapping() || mapping.size() == 0) return std::nullopt;
  const std::uint32_t begin = mapping.pair(0).key.span().begin;
  if (mapping.flow()) {
    const bool json = is_json(snapshot);
    return Edit{{begin, begin}, in_style(key, json) + ": " + in_style(value, json) + ", "};
  }
  const SourceText& text = snapshot.text;
  return Edit{{begin, begin},
              std::string(key) + ": " + std::string(value) + std::string(line_break(text)) +
                  std::string(text.column(begin), ' ')};
}

std::optional<Edit> set_bash(const Snapshot& snapshot) {
  const Buildspec& buildspec = snapshot.buildspec;
  if (buildspec.format == FormatVersion::v0_1) return std::nullopt;
  const Env& env = buildspec.env;
  if (env.shell) {
    if (!env.shell.is_scalar()) return std::nullopt;
    return Edit{text_span(env.shell), "bash"};
  }
  if (!env.node) return add_env(snapshot);
  return add_first_pair(snapshot, env.node, "shell", "bash");
}

}  // namespace buildspec::commands
