#include "lsp/ide/code_lens.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

SnapshotPtr read_source(std::string text, std::vector<std::string> files = {"a"}) {
  ProjectFacts facts = some_project();
  facts.source_tree = std::make_shared<const SourceTree>(SourceTree{std::move(files), true});
  return read(std::move(text), std::move(facts));
}

// "key: title (detail)", one after the other.
std::string lenses(const Snapshot& snapshot, const LensChoice& choice = {}) {
  std::string result;
  for (const CodeLens& lens : code_lenses(snapshot, choice)) {
    const LensText text = lens_text(snapshot, lens.kind, lens.span.begin);
    if (!result.empty()) result += '\n';
    result +=
        std::string(snapshot.text.bytes(lens.span)) + ": " + text.title + " (" + text.detail + ")";
  }
  return result;
}

}  // namespace

TEST_CASE("how many builds a batch starts") {
  CHECK(lenses(*read_source("batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n"
                            "      depend-on: [a]\n    - identifier: c\n      depend-on: [a]\n")) ==
        "build-graph: 3 builds in 2 stages (stage 1: a; stage 2: b, c)");
  CHECK(lenses(*read_source("batch:\n  build-list:\n    - identifier: a\n    - env: {}\n")) ==
        "build-list: 2 builds (a, ?)");
  CHECK(lenses(*read_source(
            "batch:\n  build-matrix:\n    dynamic:\n      env:\n        image: [x, y]\n"
            "        variables:\n          A: [1, 2, 3]\n          B: [1]\n")) ==
        "build-matrix: 6 builds (2 values of image × 3 values of A × 1 value of B)");
  CHECK(
      lenses(*read_source("batch:\n  build-graph:\n    - identifier: a\n      depend-on: [a]\n")) ==
      "build-graph: 1 build ()");
  CHECK(lenses(*read_source("batch:\n  build-graph: []\n  build-matrix: {}\n")).empty());
}

TEST_CASE("what several globs match together") {
  const std::string text =
      "artifacts:\n  files:\n    - '**/*.js'\n    - src/*\n  exclude-paths:\n"
      "    - src/c.js\n";
  const SnapshotPtr snapshot =
      read_source(text, {"a.js", "b.txt", "src/c.js", "src/d.js", "src/e.txt"});
  CHECK(lenses(*snapshot) == "files: 3 files of the source (a.js, src/d.js, src/e.txt)");
  CHECK(lenses(*snapshot, {.matched_files = false}).empty());
  CHECK(lenses(*read_source(text, {"x"})) ==
        "files: no file of the source matches (The build may still make some.)");
  // One glob has a hint; without one there is nothing to count.
  CHECK(lenses(*read_source("artifacts:\n  files: ['*']\n")).empty());
  CHECK(lenses(*read_source("artifacts:\n  files: [a, b]\n")).empty());
  CHECK(lenses(*read_source("reports:\n  r:\n    files: ['*.xml', $A/*]\n", {"a.xml"})) ==
        "files: 1+ files of the source (a.xml)");
}

TEST_CASE("lenses keep the order of the text, and know their places only") {
  const SnapshotPtr snapshot = read_source(
      "artifacts:\n  files: ['a*', 'b*']\nbatch:\n  build-list:\n    - identifier: a\n", {"a1"});
  const std::vector<CodeLens> found = code_lenses(*snapshot, {});
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == LensKind::matched_files);
  CHECK(found[1].kind == LensKind::batch);
  CHECK(lens_text(*snapshot, LensKind::batch, found[0].span.begin) == LensText{});
  CHECK(lens_text(*snapshot, LensKind::matched_files, found[1].span.begin) == LensText{});
  CHECK(code_lenses(*snapshot, {.batch = false, .matched_files = false}).empty());
}

TEST_CASE("lenses of files that are none of ours, and without a source tree") {
  CHECK(code_lenses(*read_source(""), {}).empty());
  CHECK(lenses(*read_source("version: 1\nfrontend:\n  artifacts:\n    files: ['*', 'a*']\n"))
            .empty());
  const auto unknown = analyze("", 1, SourceText("artifacts:\n  files: ['*', 'a*']\n"),
                               std::make_shared<const ProjectFacts>());
  CHECK(code_lenses(*unknown, {}).empty());
}
