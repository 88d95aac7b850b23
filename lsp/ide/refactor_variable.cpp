// A variable with a plain value, read from Parameter Store instead.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "linter/lint/fixes.h"
#include "lsp/ide/exact_edit.h"
#include "lsp/ide/refactor_parts.h"
#include "lsp/ide/text_changes.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

using Entry = std::tuple<VariableBlock, std::string, std::string>;

std::vector<Entry> entries(const Buildspec& buildspec) {
  std::vector<Entry> found;
  for (const Variable& variable : buildspec.env.variables) {
    found.emplace_back(variable.block, variable.key.scalar().value(), variable.value.source());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// What else stands in `env`, as it is written.
std::vector<std::pair<std::string, std::string>> other_keys(Node env) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto [key, value] : env.pairs()) {
    if (!key.is("variables") && !key.is("parameter-store"))
      found.emplace_back(key.source(), value.source());
  }
  return found;
}

std::vector<Edit> renamed(Node scalar, std::string_view text, bool json) {
  return {{scalar.span(), json ? in_double_quotes(text) : std::string(text)}};
}

// The text with the variable moved; empty where that cannot be.
std::string moved_text(const Snapshot& snapshot, const Pair& block, const Variable& variable,
                       const std::string& parameter) {
  const bool json = is_json(snapshot);
  const std::string_view text = snapshot.text.bytes();
  constexpr std::array<std::string_view, 2> kStore{"env", "parameter-store"};
  if (block.value.size() == 1 && !snapshot.buildspec.env.node.get("parameter-store")) {
    std::vector<Edit> edits = renamed(block.key, "parameter-store", json);
    for (Edit& edit : renamed(variable.value, parameter, json)) edits.push_back(std::move(edit));
    return apply_edits(text, std::move(edits));
  }
  const auto edits = moved(snapshot, block.value, {variable.key, variable.value}, kStore);
  if (!edits) return {};
  std::string between = apply_edits(text, *edits);
  const TreePtr tree = parse(SourceText(between), snapshot.tree);
  const Node value = tree->root().get(kStore[0]).get(kStore[1]).get(variable.key.scalar().value());
  if (!value.is_scalar()) return {};
  return apply_edits(between, renamed(value, parameter, json));
}

bool is_moved(const Buildspec& before, const Buildspec& after, const Variable& variable,
              const std::string& written) {
  std::vector<Entry> expected = entries(before);
  const std::string name(variable.key.scalar().value());
  const auto found =
      std::find(expected.begin(), expected.end(),
                Entry(VariableBlock::variables, name, std::string(variable.value.source())));
  if (found == expected.end()) return false;
  *found = Entry(VariableBlock::parameter_store, name, written);
  std::sort(expected.begin(), expected.end());
  return entries(after) == expected && other_keys(before.env.node) == other_keys(after.env.node);
}

}  // namespace

void add_variable_refactorings(const Snapshot& snapshot, Span selection,
                               std::vector<Refactoring>& found) {
  const Node env = snapshot.buildspec.env.node;
  if (!env.is_mapping() || !(snapshot.buildspec.root.get("env") == env)) return;
  const SourceText& text = snapshot.text;
  const std::uint32_t line = text.line_of(selection.begin);
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    const Span span{variable.key.span().begin,
                    std::max(variable.key.span().end, variable.value.span().end)};
    const bool at_line = !env.flow() && text.line_of(span.begin) == line && selection.empty();
    if (!span.touches(selection.begin) && !at_line) continue;
    const Pair block = env.find("variables");
    if (variable.block != VariableBlock::variables || !block || !variable.value.is_scalar() ||
        !variable.value.anchor().empty() || !variable.key.is_scalar())
      return;
    const std::string name(variable.key.scalar().value());
    const std::string parameter = "/CodeBuild/" + name;
    if (!can_be_plain(parameter, true)) return;
    const std::string after_text = moved_text(snapshot, block, variable, parameter);
    if (after_text.empty()) return;
    std::vector<Edit> edits = text_changes(text.bytes(), after_text);
    const Instead instead{env, std::nullopt};
    const TreePtr after = parse(SourceText(after_text), snapshot.tree);
    const std::string written = is_json(snapshot) ? in_double_quotes(parameter) : parameter;
    if (!keeps_meaning(snapshot, edits, {&instead, 1}) ||
        !is_moved(snapshot.buildspec, view(*after), variable, written))
      return;
    found.push_back({RefactoringKind::rewrite,
                     "Read " + name + " from Parameter Store (" + parameter + ")",
                     std::move(edits),
                     "The value leaves the file: put it into the parameter " + parameter +
                         " first, or change the name.",
                     {}});
    return;
  }
}

}  // namespace buildspec::ide
