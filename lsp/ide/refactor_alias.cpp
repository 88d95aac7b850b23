// Commands that stand in the file more than once, and aliases. That CodeBuild reads anchors and
// aliases is not documented: a file that has no alias gets none from us.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/anchors.h"
#include "linter/lint/fixes.h"
#include "lsp/ide/exact_edit.h"
#include "lsp/ide/names.h"
#include "lsp/ide/refactor_parts.h"
#include "lsp/ide/written_scalar.h"

namespace buildspec::ide {
namespace {

// The first word of the command, with a number where that is taken.
std::string new_name(const std::vector<Anchor>& anchors, std::string_view command) {
  std::string name;
  for (const char c : command) {
    if (is_anchor_character(c)) {
      name += c;
    } else if (!name.empty()) {
      break;
    }
  }
  if (name.empty()) name = "command";
  std::set<std::string_view> taken;
  for (const Anchor& anchor : anchors) taken.insert(anchor.name);
  std::string free = name;
  for (int number = 2; taken.contains(free); ++number) free = name + std::to_string(number);
  return free;
}

// The same commands in the order of the text; only those that an alias could stand for.
std::vector<Node> equal_commands(const Snapshot& snapshot, Node command) {
  std::vector<Node> found;
  const Scalar scalar = command.scalar();
  for (const Command& each : snapshot.buildspec.commands) {
    const Node node = each.node;
    if (node.is(scalar.value()) && node.anchor().empty() && node.tag().empty() &&
        scalar_type(node) == oracle::Type::string)
      found.push_back(node);
  }
  std::sort(found.begin(), found.end(),
            [](Node a, Node b) { return a.span().begin < b.span().begin; });
  return found;
}

// The first of them has the anchor, the others are aliases of it.
bool is_extracted(const Snapshot& before, const std::vector<Edit>& edits, std::string_view name,
                  std::size_t count, std::string_view value) {
  const SnapshotPtr after =
      analyze(before.uri, 0, SourceText(apply_edits(before.text.bytes(), edits)), before.facts);
  if (after->broken()) return false;
  for (const Anchor& anchor : find_anchors(*after)) {
    if (anchor.name != name) continue;
    const std::vector<Node> path = after->tree->path_at(anchor.value.begin);
    return !path.empty() && path.back().is(value) && anchor.aliases.size() + 1 == count;
  }
  return false;
}

void add_extraction(const Snapshot& snapshot, const std::vector<Anchor>& anchors, Node command,
                    std::vector<Refactoring>& found) {
  const std::vector<Node> same = equal_commands(snapshot, command);
  if (same.size() < 2) return;
  const Scalar scalar = command.scalar();
  const std::string name = new_name(anchors, scalar.value());
  const std::uint32_t first = same.front().span().begin;
  std::vector<Edit> edits{{Span{first, first}, "&" + name + ' '}};
  std::vector<Instead> instead{{same.front(), std::nullopt}};
  for (std::size_t i = 1; i < same.size(); ++i) {
    edits.push_back({same[i].span(), "*" + name});
    instead.push_back({same[i], std::nullopt});
  }
  if (!keeps_meaning(snapshot, edits, instead) ||
      !is_extracted(snapshot, edits, name, same.size(), scalar.value()))
    return;
  found.push_back({RefactoringKind::extract,
                   "Write the command once and repeat it by an alias (&" + name + ")",
                   std::move(edits),
                   "That CodeBuild reads anchors and aliases is not documented.",
                   {}});
}

void add_inlining(const Snapshot& snapshot, const Anchor& anchor, Span alias,
                  std::vector<Refactoring>& found) {
  const std::vector<Node> path = snapshot.tree->path_at(anchor.value.begin);
  const std::vector<Node> place = snapshot.tree->path_at(alias.begin);
  if (path.empty() || place.empty() || !path.back().is_scalar() ||
      place.back().kind() != Kind::alias || !path.back().tag().empty() ||
      scalar_type(path.back()) != oracle::Type::string)
    return;
  const Scalar scalar = path.back().scalar();
  const bool flow = std::any_of(place.begin(), place.end(), [](Node node) { return node.flow(); });
  std::string written = scalar.value().find('\n') == std::string_view::npos
                            ? written_scalar(scalar.value(), flow)
                            : in_double_quotes(scalar.value());
  std::vector<Edit> edits{{place.back().span(), std::move(written)}};
  const Instead instead{place.back(), std::vector<std::string>{std::string(scalar.value())}};
  if (!keeps_meaning(snapshot, edits, {&instead, 1})) return;
  found.push_back(
      {RefactoringKind::inline_, "Replace the alias by what it repeats", std::move(edits), {}, {}});
}

}  // namespace

void add_alias_refactorings(const Snapshot& snapshot, Span selection, const Command* command,
                            std::vector<Refactoring>& found) {
  // Without an asterisk there is no alias: spares the walk.
  if (snapshot.text.bytes().find('*') == std::string_view::npos) return;
  const std::vector<Anchor> anchors = find_anchors(snapshot);
  bool in_use = false;
  for (const Anchor& anchor : anchors) {
    for (const Span alias : anchor.aliases) {
      in_use = true;
      if (alias.touches(selection.begin)) add_inlining(snapshot, anchor, alias, found);
    }
  }
  if (in_use && command != nullptr) add_extraction(snapshot, anchors, command->node, found);
}

}  // namespace buildspec::ide
