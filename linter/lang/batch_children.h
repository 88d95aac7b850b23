// The buildspecs that the tasks of a batch name, and back: which variables a buildspec gets from
// the batches that name it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"

namespace buildspec {

// A path where a batch names the buildspec of a task: in `build-graph`, `build-list` or the matrix.
struct ChildBuildspec {
  Node node;
  std::string path;  // normal, from the source root
};
// Texts with variables, several lines or a scheme are no paths of the source.
[[nodiscard]] std::vector<ChildBuildspec> child_buildspecs(const Buildspec& buildspec);

// The names of variables that the tasks and matrices of other buildspecs define for builds of the
// buildspec that the facts are about. Reads the buildspecs of the source tree that have a batch, at
// most 64, by their names. Ask only where the answer matters.
[[nodiscard]] std::vector<std::string> variables_from_parents(const ProjectFacts& facts);

}  // namespace buildspec
