#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/lang/snapshot.h"

namespace buildspec {
namespace {

SnapshotPtr read(std::string text) {
  return analyze("buildspec.yml", 1, SourceText(std::move(text)), nullptr);
}

constexpr const char* kWhole = R"(version: 0.2
run-as: user
env:
  shell: bash
  variables:
    A: "1"
  secrets-manager:
    B: id
phases:
  post_build:
    commands: [last]
    finally:
      - after
  install:
    runtime-versions:
      python: "3.13"
    commands:
      - first
      - key: value
      -
      - second
  deploy:
    commands: [never]
artifacts:
  files: out
  secondary-artifacts:
    extra:
      files: [x, y]
reports:
  unit:
    files: [r.xml]
cache:
  paths: [/root/.m2]
batch:
  fast-fail: true
  build-graph:
    - identifier: one
    - identifier: two
      depend-on: [one]
)";

}  // namespace

TEST_CASE("the view finds every part") {
  const SnapshotPtr snapshot = read(kWhole);
  const Buildspec& view = snapshot->buildspec;
  CHECK(!snapshot->fault);
  CHECK(view.format == FormatVersion::v0_2);
  CHECK(view.run_as.source() == "user");
  CHECK(view.env.shell.source() == "bash");
  REQUIRE(view.env.variables.size() == 2);
  CHECK(view.env.variables[0].block == VariableBlock::variables);
  CHECK(view.env.variables[1].block == VariableBlock::secrets_manager);
  CHECK(view.env.variables[1].key.source() == "B");

  REQUIRE(view.phases.size() == 2);
  CHECK(view.phases[0].name == PhaseName::post_build);
  CHECK(view.phase(PhaseName::build) == nullptr);
  CHECK(view.phase(PhaseName::install)->runtime_versions.size() == 1);

  std::string order;
  for (const Command& command : view.commands) {
    order += std::string(command.node.source()) + std::to_string(command.index) + " ";
  }
  CHECK(order == "first0 second3 last0 after0 ");
  CHECK(view.commands.back().list == CommandList::finally);
  CHECK(view.commands.back().phase == PhaseName::post_build);

  REQUIRE(view.artifacts.size() == 2);
  CHECK(!view.artifacts[0].key);
  CHECK(view.artifacts[1].key.source() == "extra");
  CHECK(list_items(view.artifacts[0].files).size() == 1);
  CHECK(list_items(view.artifacts[1].files).size() == 2);
  REQUIRE(view.reports.size() == 1);
  CHECK(view.reports[0].key.source() == "unit");
  CHECK(view.cache.paths.size() == 1);
  REQUIRE(view.batch.tasks.size() == 2);
  CHECK(view.batch.tasks[1].depend_on.size() == 1);
}

TEST_CASE("any text has a view") {
  for (const char* text :
       {"", "a", "- a\n- b\n", "phases: 1\n", "phases:\n  build: [x]\n", "env:\n  - a\n",
        "artifacts: x\n", "batch:\n  build-list: {a: b}\n", "version: [0.2]\n",
        "phases:\n  build:\n    commands:\n      a: b\n", "\"", "{", "&a *a"}) {
    const SnapshotPtr snapshot = read(text);
    CHECK(snapshot->buildspec.commands.empty());
    CHECK(snapshot->facts != nullptr);
  }
}

TEST_CASE("of two equal keys the last one counts, and variables of all blocks are seen") {
  const SnapshotPtr snapshot = read(
      "version: 0.1\nenvironment_variables:\n  plaintext:\n    A: b\nenv:\n  variables:\n    C: d\n"
      "phases:\n  build:\n    commands: [x]\n  build:\n    commands: [y]\n");
  CHECK(snapshot->buildspec.format == FormatVersion::v0_1);
  CHECK(snapshot->buildspec.env.variables.size() == 2);
  REQUIRE(snapshot->buildspec.commands.size() == 1);
  CHECK(snapshot->buildspec.commands[0].node.source() == "y");
}

TEST_CASE("sites lead from the root to the innermost node") {
  const std::string text = kWhole;
  const SnapshotPtr snapshot = read(text);
  const auto names_at = [&](std::string_view needle, std::uint32_t into) {
    std::string names;
    const auto offset = static_cast<std::uint32_t>(text.find(needle)) + into;
    for (const Site& site : sites_at(*snapshot, offset)) {
      names += site.key != nullptr    ? std::string(site.key->name)
               : site.key_node        ? "<" + std::string(site.key_node.source()) + ">"
               : site.type != nullptr ? "."
                                      : "?";
      names += "/";
    }
    return names;
  };
  CHECK(names_at("python", 2) == "./phases/install/runtime-versions/<python>/");
  CHECK(names_at("3.13", 1) == "./phases/install/runtime-versions/<python>/");
  CHECK(names_at("first", 0) == "./phases/install/commands/./");
  CHECK(names_at("never", 0) == "./phases/<deploy>/<commands>/?/");
  CHECK(names_at("depend-on", 0) == "./batch/build-graph/./depend-on/");
  CHECK(names_at("A: ", 0) == "./env/variables/<A>/");
  CHECK(sites_at(*read(""), 0).empty());
}

TEST_CASE("the walk visits what the schema knows, parents first") {
  const SnapshotPtr snapshot = read(kWhole);
  std::vector<Span> spans;
  std::uint32_t typed = 0;
  for_each_site(*snapshot, [&](const Site& site) {
    if (site.type != nullptr) ++typed;
    spans.push_back(site.node.span());
  });
  CHECK(typed > 40);
  for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[0].contains(spans[i]));
}

TEST_CASE("the schema's tables are not deeper than the walk goes") {
  struct Depth {
    static int of(const schema::Type& type, int depth) {
      REQUIRE(depth < binding_detail::kMaxDepth);
      int deepest = depth;
      for (const schema::Key& key : type.keys) {
        deepest = std::max(deepest, of(*key.type, depth + 1));
      }
      if (type.element != nullptr) deepest = std::max(deepest, of(*type.element, depth + 1));
      return deepest;
    }
  };
  CHECK(Depth::of(schema::buildspec_type(), 0) > 3);
}

}  // namespace buildspec
