#include "rules/structure/relocation/relocation.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/buildspec_schema.h"
#include "linter/syntax/oracle.h"

namespace buildspec::structure {
namespace {

using Path = std::vector<std::string_view>;

bool is_phase_type(const schema::Type* type) {
  return type == &schema::install_phase_type() || type == &schema::phase_type() ||
         type == &schema::build_phase_type();
}

// The keys from the root to a mapping; nothing for one in a list.
std::optional<Path> path_of(Node root, Node mapping) {
  Path path;
  Node node = root;
  while (node && !(node == mapping)) {
    Pair inside;
    for (const Pair pair : node.pairs()) {
      if (pair.value == mapping || pair.value.span().contains(mapping.span())) inside = pair;
    }
    if (!inside || !inside.key.is_scalar() || !inside.value.is_mapping()) return std::nullopt;
    path.push_back(inside.key.source());
    node = inside.value;
  }
  return path;
}

// "artifacts:" with nothing behind it, and the key one level too high right below it.
std::optional<Path> below_empty_key(const Snapshot& snapshot, const Mismatch& mismatch,
                                    std::string_view name) {
  const schema::Key* near = nullptr;
  Pair found;
  for (const Pair pair : mismatch.owner.pairs()) {
    if (pair.key == mismatch.key_node) break;
    const schema::Key* const key = pair.key.is_scalar()
                                       ? schema::find_key(*mismatch.type, pair.key.scalar().value())
                                       : nullptr;
    if (key == nullptr) continue;
    near = key;
    found = pair;
  }
  if (near == nullptr || !found.value.is_missing()) return std::nullopt;
  if (schema::find_key(*near->type, name) == nullptr) return std::nullopt;
  std::optional<Path> path = path_of(snapshot.buildspec.root, mismatch.owner);
  if (path) path->push_back(near->name);
  return path;
}

// "phases.install.runtime-versions" for that key, and for the name of a runtime in its place.
std::optional<Path> documented_place(std::string_view place, std::string_view name) {
  if (place.empty() || place.find_first_of("[<") != std::string_view::npos) return std::nullopt;
  Path path;
  while (!place.empty()) {
    const std::size_t dot = place.find('.');
    path.push_back(place.substr(0, dot));
    place = dot == std::string_view::npos ? "" : place.substr(dot + 1);
  }
  if (path.back() == name) {
    path.pop_back();
    return path;
  }
  return path.back() == "runtime-versions" ? std::optional(path) : std::nullopt;
}

// A list of commands that belongs to no phase goes to the one in front of it, or into `build`.
std::optional<Path> phase_in_front(const Snapshot& snapshot, const Mismatch& mismatch,
                                   std::string_view name) {
  if (name != "commands" && name != "finally" && name != "on-failure") return std::nullopt;
  const std::uint32_t begin = mismatch.key_node.span().begin;
  const Phase* front = nullptr;
  for (const Phase& phase : snapshot.buildspec.phases) {
    if (phase.key.span().begin < begin) front = &phase;
  }
  if (front != nullptr) return Path{"phases", to_string(front->name)};
  if (name != "commands" || !snapshot.buildspec.phases.empty()) return std::nullopt;
  return Path{"phases", "build"};
}

std::string shown(const Path& path) {
  std::string text;
  for (const std::string_view key : path) {
    if (!text.empty()) text += '.';
    text += key;
  }
  return text.empty() ? "the top level" : code(text);
}

std::optional<Fix> move_to(const Snapshot& snapshot, const Mismatch& mismatch, const Path& path,
                           Applicability applicability) {
  const Pair pair = mismatch.owner.find(mismatch.key_node.scalar().value());
  if (!(pair.key == mismatch.key_node)) return std::nullopt;
  auto edits = moved(snapshot, mismatch.owner, pair, path);
  if (!edits) return std::nullopt;
  return Fix{"Move it to " + shown(path), applicability, *std::move(edits)};
}

// What stands where the key may stand: a list for commands, a mapping for a section.
bool fits(const Mismatch& mismatch, const schema::Type& type, std::string_view name) {
  const schema::Key* const key = schema::find_key(type, name);
  if (key == nullptr) return true;
  const Node value = mismatch.owner.get(mismatch.key_node.scalar().value());
  if (value.is_missing()) return key->type->form != schema::Form::scalar;
  if (key->type->form == schema::Form::mapping) return value.is_mapping();
  if (key->type->form == schema::Form::sequence) return value.is_sequence() || value.is_scalar();
  return value.is_scalar();
}

const schema::Type* type_at(const Path& path) {
  const schema::Type* type = &schema::buildspec_type();
  for (const std::string_view name : path) {
    const schema::Key* const key = schema::find_key(*type, name);
    if (key == nullptr) return nullptr;
    type = key->type;
  }
  return type;
}

// "post_build:" indented too deep, with nothing behind it and its keys right below: only its own
// line has to move. Its keys stand among those of the mapping around it.
std::optional<Fix> outdented(const Snapshot& snapshot, const Mismatch& mismatch, const Path& path) {
  const SourceText& text = snapshot.text;
  Node target = snapshot.buildspec.root;
  for (const std::string_view key : path) target = target.get(key);
  const Pair first = target.pair(0);
  if (!first || target.flow() || mismatch.owner.flow()) return std::nullopt;
  const std::uint32_t begin = mismatch.key_node.span().begin;
  const Span line = text.line(text.line_of(begin));
  const std::uint32_t column = text.column(first.key.span().begin);
  if (text.bytes({line.begin, begin}).find_first_not_of(' ') != std::string_view::npos) {
    return std::nullopt;
  }
  if (line.begin + column >= begin) return std::nullopt;
  Fix fix{"Move it to " + shown(path),
          Applicability::safe,
          {{Span{line.begin, begin}, std::string(column, ' ')}}};
  const TreePtr tree = parse(SourceText(apply_edits(text.bytes(), fix.edits)));
  if (judge(*tree)) return std::nullopt;
  Node there = tree->root();
  for (const std::string_view key : path) there = there.get(key);
  if (!there.get(mismatch.key_node.scalar().value()).is_mapping()) return std::nullopt;
  return fix;
}

}  // namespace

std::optional<Fix> relocation(const Snapshot& snapshot, const Mismatch& mismatch,
                              const KeyAdvice& advice) {
  if (!mismatch.owner.is_mapping() || !mismatch.key_node.is_scalar()) return std::nullopt;
  if (!path_of(snapshot.buildspec.root, mismatch.owner)) return std::nullopt;
  const Scalar scalar = mismatch.key_node.scalar();
  const std::string_view name = scalar.value();
  if (const auto path = below_empty_key(snapshot, mismatch, name)) {
    return move_to(snapshot, mismatch, *path, Applicability::safe);
  }
  if (mismatch.type == &schema::buildspec_type() || mismatch.type == &schema::phases_type()) {
    if (const auto path = phase_in_front(snapshot, mismatch, name)) {
      return move_to(snapshot, mismatch, *path, Applicability::unsafe);
    }
  }
  if (advice.places.size() != 1) return std::nullopt;
  const std::string_view place = advice.places.front();
  const auto path =
      place == "the top level" ? std::optional(Path{}) : documented_place(place, name);
  const schema::Type* const type = path ? type_at(*path) : nullptr;
  if (type == nullptr || !fits(mismatch, *type, name)) return std::nullopt;
  if (mismatch.owner.get(name).is_missing()) {
    if (auto fix = outdented(snapshot, mismatch, *path)) return fix;
  }
  // What CodeBuild refuses was surely meant otherwise; what it ignores, a build may rely on by now.
  const bool rejected = mismatch.type->unknown_keys == schema::UnknownKeys::rejected;
  const bool of_phase = is_phase_type(mismatch.type);
  return move_to(snapshot, mismatch, *path,
                 rejected && !of_phase ? Applicability::safe : Applicability::unsafe);
}

}  // namespace buildspec::structure
