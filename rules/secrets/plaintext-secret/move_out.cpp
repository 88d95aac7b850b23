#include "rules/secrets/plaintext-secret/move_out.h"

#include <string>
#include <utility>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"

namespace buildspec::secrets {
namespace {

bool is_block_mapping(Node node) { return node.is_mapping() && !node.flow() && node.size() > 0; }

// The whole lines of a pair; nothing where something else stands on them. A comment behind the
// value goes with it.
std::optional<Span> lines_of(const SourceText& text, const Pair& pair) {
  const std::uint32_t first = text.line_of(pair.key.span().begin);
  const std::uint32_t last = text.line_of(std::max(pair.value.span().end, pair.key.span().end));
  const Span line = text.line(first);
  const std::string_view before = text.bytes({line.begin, pair.key.span().begin});
  if (before.find_first_not_of(' ') != std::string_view::npos) return std::nullopt;
  const Span end = text.line(last);
  std::string_view behind = text.bytes({pair.value.span().end, end.end});
  behind.remove_prefix(std::min(behind.find_first_not_of(" \t"), behind.size()));
  if (!behind.empty() && behind[0] != '#') return std::nullopt;
  const std::uint32_t next = last + 1 < text.line_count() ? text.line(last + 1).begin : text.size();
  return Span{line.begin, next};
}

std::string indent_of(const SourceText& text, Node key) {
  return std::string(text.column(key.span().begin), ' ');
}

}  // namespace

std::optional<Fix> move_out(const Snapshot& snapshot, const Variable& variable) {
  const Node env = snapshot.buildspec.env.node;
  if (variable.block != VariableBlock::variables || !variable.value.is_scalar() ||
      !(snapshot.buildspec.root.get("env") == env) || !is_block_mapping(env))
    return std::nullopt;
  const Pair variables = env.find("variables");
  const Pair store = env.find("parameter-store");
  if (!variables || !is_block_mapping(variables.value)) return std::nullopt;
  const bool has_store = store && is_block_mapping(store.value);
  if (store && !has_store) return std::nullopt;

  const SourceText& text = snapshot.text;
  const std::string name = variable.key.scalar().value().empty()
                               ? std::string()
                               : std::string(variable.key.scalar().value());
  const std::string parameter = "/CodeBuild/" + name;
  const std::string written = std::string(variable.key.source());
  const std::string line_end(line_break(text));

  Fix fix{
      "Read " + code(name) + " from the parameter " + code(parameter), Applicability::manual, {}};
  const bool only_one = variables.value.size() == 1;
  if (only_one && !has_store) {
    fix.edits.push_back({variables.key.span(), "parameter-store"});
    fix.edits.push_back({variable.value.span(), parameter});
    return fix;
  }
  const auto gone =
      only_one ? lines_of(text, variables) : lines_of(text, {variable.key, variable.value});
  if (!gone) return std::nullopt;
  fix.edits.push_back({*gone, ""});
  if (has_store) {
    const Node first = store.value.pair(0).key;
    const std::uint32_t at = first.span().begin;
    fix.edits.push_back({{at, at}, written + ": " + parameter + line_end + indent_of(text, first)});
  } else {
    const std::uint32_t at = variables.key.span().begin;
    fix.edits.push_back({{at, at},
                         "parameter-store:" + line_end + indent_of(text, variable.key) + written +
                             ": " + parameter + line_end + indent_of(text, variables.key)});
  }
  return fix;
}

}  // namespace buildspec::secrets
