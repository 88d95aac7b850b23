#include "linter/lang/batch_children.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace buildspec {
namespace {

using Strings = std::vector<std::string>;

ProjectFacts facts_with(std::map<std::string, std::string, std::less<>> files) {
  ProjectFacts facts;
  auto tree = std::make_shared<SourceTree>();
  for (const auto& [path, text] : files) tree->files.push_back(path);
  facts.source_tree = std::move(tree);
  facts.look_at = [files = std::move(files)](std::string_view path) -> SourceFilePtr {
    const auto found = files.find(path);
    return found == files.end() ? nullptr : make_source_file(path, found->second, std::nullopt);
  };
  return facts;
}

constexpr const char* kGraph = R"(version: 0.2
batch:
  build-graph:
    - identifier: one
      buildspec: ./ci/one.yml
      env: { variables: { STAGE: test } }
    - identifier: two
      buildspec: ci/two.yml
      env: { variables: { OTHER: x } }
    - identifier: three
      buildspec: "version: 0.2"
    - identifier: four
      buildspec: $WHERE/one.yml
)";
constexpr const char* kMatrix = R"(version: 0.2
batch:
  build-matrix:
    static:
      env: { variables: { ALWAYS: x } }
    dynamic:
      buildspec: [ci/one.yml, ci/three.yml]
      env: { variables: { PYTHON: ['3.11', '3.12'] } }
)";

Strings children(const char* text) {
  const auto snapshot = analyze("b", 0, SourceText(text), std::make_shared<ProjectFacts>());
  Strings paths;
  for (const ChildBuildspec& child : child_buildspecs(snapshot->buildspec))
    paths.push_back(child.path);
  return paths;
}

TEST_CASE("the buildspecs that a batch names") {
  CHECK(children(kGraph) == Strings{"ci/one.yml", "ci/two.yml"});
  CHECK(children(kMatrix) == Strings{"ci/one.yml", "ci/three.yml"});
  CHECK(children("version: 0.2\n").empty());
}

TEST_CASE("the variables that a buildspec gets from the batches that name it") {
  ProjectFacts facts = facts_with({{"buildspec.yml", kGraph},
                                   {"ci/buildspec-matrix.yml", kMatrix},
                                   {"ci/one.yml", "version: 0.2\n"},
                                   {"codebuild/broken.yml", "batch: [\n"},
                                   {"notes.yml", kGraph}});
  CHECK(variables_from_parents(facts).empty());  // the path is not known
  facts.path = "ci/one.yml";
  CHECK(variables_from_parents(facts) == Strings{"STAGE", "PYTHON", "ALWAYS"});
  facts.path = "ci/two.yml";
  CHECK(variables_from_parents(facts) == Strings{"OTHER"});
  facts.path = "ci/nobody.yml";
  CHECK(variables_from_parents(facts).empty());
}

}  // namespace
}  // namespace buildspec
