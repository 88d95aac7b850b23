#include "linter/lang/batch_children.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "linter/lang/source_path.h"
#include "linter/text/letters.h"

namespace buildspec {
namespace {

// Nothing for what is no path of the source: a variable, an inline buildspec, an ARN.
std::optional<std::string> source_path(Node node) {
  if (!node.is_scalar()) return std::nullopt;
  const Scalar scalar = node.scalar();
  const std::string_view text = scalar.value();
  if (text.empty() || has_reference(text)) return std::nullopt;
  if (text.find_first_of(":\n{*") != std::string_view::npos) return std::nullopt;
  auto path = normal_path(text);
  if (path && path->empty()) return std::nullopt;
  return path;
}

Node dynamic_matrix(const Batch& batch) {
  return batch.build_matrix.is_mapping() ? batch.build_matrix.get("dynamic") : Node();
}

void add_names(Node variables, std::vector<std::string>& names) {
  if (!variables.is_mapping()) return;
  for (const Pair pair : variables.pairs()) names.emplace_back(pair.key.scalar().value());
}

Node variables_of(Node env) { return env.is_mapping() ? env.get("variables") : Node(); }

// What a batch defines for builds of `path`.
void add_variables(const Buildspec& parent, const std::string& path,
                   std::vector<std::string>& names) {
  for (const BatchTask& task : parent.batch.tasks) {
    if (source_path(task.buildspec) == path) add_names(variables_of(task.env), names);
  }
  const Node dynamic = dynamic_matrix(parent.batch);
  if (!dynamic.is_mapping()) return;
  const auto items = list_items(dynamic.get("buildspec"));
  const bool named = std::any_of(items.begin(), items.end(),
                                 [&path](Node item) { return source_path(item) == path; });
  if (!named) return;
  add_names(variables_of(dynamic.get("env")), names);
  const Node fixed = parent.batch.build_matrix.get("static");
  if (fixed.is_mapping()) add_names(variables_of(fixed.get("env")), names);
}

bool may_be_buildspec(std::string_view path) {
  const bool yaml = path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json");
  if (!yaml) return false;
  const std::string name = lower(path);
  return name.find("buildspec") != std::string::npos ||
         name.find("codebuild") != std::string::npos || name.find("batch") != std::string::npos;
}

}  // namespace

std::vector<ChildBuildspec> child_buildspecs(const Buildspec& buildspec) {
  std::vector<ChildBuildspec> children;
  const auto add = [&children](Node node) {
    if (auto path = source_path(node)) children.push_back({node, std::move(*path)});
  };
  for (const BatchTask& task : buildspec.batch.tasks) add(task.buildspec);
  const Node dynamic = dynamic_matrix(buildspec.batch);
  if (dynamic.is_mapping()) {
    for (const Node item : list_items(dynamic.get("buildspec"))) add(item);
  }
  return children;
}

std::vector<std::string> variables_from_parents(const ProjectFacts& facts) {
  std::vector<std::string> names;
  if (!facts.path || !facts.look_at) return names;
  const SourceTree* const tree = facts.source_tree.get();
  if (tree == nullptr) return names;
  constexpr std::size_t kMost = 64;
  std::size_t looked = 0;
  for (const std::string& file : tree->files) {
    if (!may_be_buildspec(file) || file == *facts.path) continue;
    if (++looked > kMost) break;
    const SourceFilePtr found = facts.look_at(file);
    if (!found || !found->tree || !found->tree->root().is_mapping()) continue;
    if (found->tree->root().get("batch")) add_variables(view(*found->tree), *facts.path, names);
  }
  return names;
}

}  // namespace buildspec
