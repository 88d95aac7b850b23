#include "lsp/ide/definition.h"

#include <algorithm>
#include <utility>

#include "linter/lang/anchors.h"
#include "linter/lang/flow.h"
#include "lsp/ide/command_at.h"
#include "lsp/ide/file_references.h"
#include "lsp/ide/names.h"

namespace buildspec::ide {
namespace {

// Nobody looks through more.
constexpr std::size_t kMostTargets = 100;

const Command* innermost_command(const Snapshot& snapshot, const std::vector<Node>& path) {
  return path.empty() ? nullptr : command_of(snapshot.buildspec, path.back());
}

// ---- Names ----

// The definitions that reach the use whose name stands in `span`; empty where it is no use.
std::vector<Span> reaching(const Snapshot& snapshot, const Command& command, const NameAt& at) {
  const Flow flow(snapshot);
  std::vector<Span> found;
  const auto number = flow.find(at.name.text);
  if (!number) return found;
  const Scalar scalar = command.node.scalar();
  for (const Usage& use : flow.uses(*number)) {
    if (use.command != command.order) continue;
    if (!(scalar.source(flow.variable(use).name_span) == at.span)) continue;
    for (const Definition& each : flow.reaching(*number, use)) {
      if (found.size() == kMostTargets) break;
      found.push_back(flow.name_span(each));
    }
    break;
  }
  return found;
}

// The entry around a name in YAML, or the simple command or function around one in a command.
Span around(const Snapshot& snapshot, const Name& name, Span place) {
  if (name.kind == NameKind::anchor) {
    for (const Anchor& anchor : find_anchors(snapshot)) {
      if (anchor.span == name.anchor) return {anchor.span.begin, anchor.value.end};
    }
  }
  const std::vector<Node> path = snapshot.tree->path_at(place.begin);
  if (const Command* const command = innermost_command(snapshot, path)) {
    Span best = command->node.span();
    const Scalar scalar = command->node.scalar();
    const shell::Script& script = *snapshot.readings[command->order]->script;
    const auto look_at = [&](Span decoded) {
      const Span span = scalar.source(decoded);
      if (span.contains(place) && span.size() < best.size()) best = span;
    };
    for (const shell::Command& each : script.commands) look_at(each.span);
    for (const shell::Compound& each : script.compounds) {
      if (each.kind == shell::CompoundKind::function && name.kind == NameKind::function) {
        look_at(each.span);
      }
    }
    return best;
  }
  if (path.size() < 2) return place;
  const Node owner = path[path.size() - 2];
  if (name.kind == NameKind::task) return owner.span();  // the whole task
  for (const Pair pair : owner.pairs()) {
    if (pair.key == path.back()) {
      return {pair.key.span().begin, std::max(pair.key.span().end, pair.value.span().end)};
    }
  }
  return path.back().span();
}

std::optional<Definitions> definition_of_name(const Snapshot& snapshot, const NameAt& at,
                                              const Command* command, std::uint32_t offset) {
  std::vector<Span> places;
  if (command != nullptr && at.name.kind == NameKind::variable) {
    places = reaching(snapshot, *command, at);
  }
  if (places.empty()) {
    for (const Occurrence& each : occurrences(snapshot, at.name)) {
      if (each.defines && places.size() < kMostTargets) places.push_back(each.span);
    }
  }
  if (places.empty()) return std::nullopt;
  // A cursor on one of several definitions stands where it wants to go.
  if (std::find(places.begin(), places.end(), at.span) != places.end()) places = {at.span};
  // The cursor may stand on the sign in front of the name.
  Definitions found{{std::min(at.span.begin, offset), at.span.end}, {}};
  for (const Span place : places) {
    found.targets.push_back({{}, snapshot.text, around(snapshot, at.name, place), place});
  }
  return found;
}

// ---- Files ----

std::optional<Definitions> definition_of_file(const Snapshot& snapshot, const FileReference& file) {
  Definitions found{file.span, {}};
  for (FoundFile& each : find_files(*snapshot.facts, file)) {
    found.targets.push_back({std::move(each.path), std::move(each.text), each.part, each.part});
  }
  if (found.targets.empty()) return std::nullopt;
  return found;
}

std::optional<Definitions> definition_of_path(const Snapshot& snapshot, Node node,
                                              const Command* command, std::uint32_t offset) {
  auto files =
      command != nullptr ? file_references(snapshot, *command) : file_references(snapshot, node);
  // What is meant most exactly first.
  std::stable_sort(files.begin(), files.end(), [](const FileReference& a, const FileReference& b) {
    return a.span.size() < b.span.size();
  });
  for (const FileReference& each : files) {
    if (!each.span.touches(offset)) continue;
    if (auto found = definition_of_file(snapshot, each)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Definitions> definition(const Snapshot& snapshot, std::uint32_t offset) {
  if (snapshot.amplify || snapshot.tree->comment_at(offset)) return std::nullopt;
  const std::vector<Node> path = snapshot.tree->path_at(offset);
  const Command* const command = innermost_command(snapshot, path);
  if (const auto name = name_at(snapshot, offset)) {
    if (auto found = definition_of_name(snapshot, *name, command, offset)) return found;
  }
  if (path.empty() || !path.back().is_scalar()) return std::nullopt;
  return definition_of_path(snapshot, path.back(), command, offset);
}

}  // namespace buildspec::ide
