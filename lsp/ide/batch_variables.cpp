#include "lsp/ide/batch_variables.h"

#include <algorithm>
#include <utility>

#include "linter/lang/batch_children.h"

namespace buildspec::ide {
namespace {

bool sets(Node env, std::string_view variable) {
  return static_cast<bool>(env.get("variables").find(variable));
}

}  // namespace

std::vector<std::string> buildspecs_given(const Buildspec& parent, std::string_view variable) {
  const Batch& batch = parent.batch;
  const Node matrix = batch.build_matrix;
  const bool by_matrix = sets(matrix.get("dynamic").get("env"), variable) ||
                         sets(matrix.get("static").get("env"), variable);
  std::vector<std::string> found;
  for (ChildBuildspec& child : child_buildspecs(parent)) {
    const auto task =
        std::find_if(batch.tasks.begin(), batch.tasks.end(),
                     [&child](const BatchTask& each) { return each.buildspec == child.node; });
    const bool given = task != batch.tasks.end() ? sets(task->env, variable) : by_matrix;
    if (given) found.push_back(std::move(child.path));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace buildspec::ide
