#include "lsp/ide/inlay_hints.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// The text with each hint in it, in angle brackets.
std::string shown(const Snapshot& snapshot, const std::vector<InlayHint>& hints) {
  std::string text(snapshot.text.bytes());
  for (auto hint = hints.rbegin(); hint != hints.rend(); ++hint)
    text.insert(hint->offset, "<" + hint->label + ">");
  return text;
}

std::string hinted(std::string text, ProjectFacts facts = some_project(), HintChoice choice = {}) {
  const SnapshotPtr snapshot = read(std::move(text), std::move(facts));
  return shown(*snapshot, inlay_hints(*snapshot, {0, snapshot->text.size()}, choice));
}

ProjectFacts with_files(std::vector<std::string> files, bool complete = true) {
  ProjectFacts facts = some_project();
  facts.source_tree = std::make_shared<const SourceTree>(SourceTree{std::move(files), complete});
  return facts;
}

constexpr const char* kRuntimes = "phases:\n  install:\n    runtime-versions:\n";

}  // namespace

TEST_CASE("what a wildcard stands for on the image of the project") {
  const std::string text = std::string(kRuntimes) + "      nodejs: latest\n      python: 3.12\n";
  const std::string found = hinted(text, with_image());
  const std::size_t at = found.find("latest<= ");
  REQUIRE(at != std::string::npos);
  CHECK(found.find("python: 3.12\n") != std::string::npos);
  CHECK(hinted(text) == text);  // no image is known
  CHECK(hinted(text, with_image("aws/codebuild/windows-base:2019-3.0")) == text);
  CHECK(hinted(text, with_image(), {.runtime_versions = false}) == text);
}

TEST_CASE("the version can be written into the file, quoted") {
  const auto edited = [](const std::string& value) {
    const SnapshotPtr snapshot = read(kRuntimes + value, with_image());
    const std::vector<InlayHint> hints = inlay_hints(*snapshot, {0, snapshot->text.size()}, {});
    REQUIRE(hints.size() == 1);
    REQUIRE(hints.front().edit);
    const std::string version = hints.front().label.substr(2);
    const std::string text = apply_edits(snapshot->text.bytes(), {*hints.front().edit});
    const bool single = text.find('\'') != std::string::npos;
    const std::string quote = single ? "'" : "\"";
    CHECK(text == kRuntimes + std::string("      nodejs: ") + quote + version + quote + "\n");
    return single;
  };
  CHECK_FALSE(edited("      nodejs: latest\n"));
  CHECK_FALSE(edited("      nodejs: \"latest\"\n"));
  CHECK(edited("      nodejs: 'latest'\n"));
}

TEST_CASE("the system of an image") {
  const std::string head =
      "batch:\n  build-list:\n    - identifier: a\n      env:\n        image: ";
  CHECK(hinted(head + "aws/codebuild/standard:7.0\n") ==
        head + "aws/codebuild/standard:7.0<Ubuntu 22.04>\n");
  CHECK(hinted(head + "aws/codebuild/standard:7.0 # x\n", some_project(), {.images = false}) ==
        head + "aws/codebuild/standard:7.0 # x\n");
  CHECK(hinted(head + "mine:1\n") == head + "mine:1\n");
  const std::string old = hinted(head + "aws/codebuild/standard:4.0\n");
  CHECK(old.find("standard:4.0<Ubuntu 18.04, ") != std::string::npos);
  const std::string matrix =
      "batch:\n  build-matrix:\n    dynamic:\n      env:\n        image:\n"
      "          - aws/codebuild/standard:7.0";
  CHECK(hinted(matrix + "\n") == matrix + "<Ubuntu 22.04>\n");
}

TEST_CASE("files that globs match now") {
  const std::string text =
      "artifacts:\n  files:\n    - 'src/*.js'\n    - a.txt\n    - dist/**/*\n  base-directory: "
      "web\n";
  const ProjectFacts facts =
      with_files({"a.txt", "src/z.js", "web/a.txt", "web/src/a.js", "web/src/b.js"});
  CHECK(hinted(text, facts) ==
        "artifacts:\n  files:\n    - 'src/*.js'<2 files>\n    - a.txt\n    - dist/**/*\n"
        "  base-directory: web\n");
  CHECK(hinted(text, facts, {.matched_files = false}) == text);
  CHECK(hinted("cache:\n  paths: ['src/**/*']\n", facts) ==
        "cache:\n  paths: ['src/**/*'<1 file>]\n");
  CHECK(hinted("reports:\n  r:\n    files: '*.txt'\n", with_files({"a.txt"}, false)) ==
        "reports:\n  r:\n    files: '*.txt'<1+ files>\n");
  CHECK(hinted("artifacts:\n  files: ['$A/*']\n", facts) == "artifacts:\n  files: ['$A/*']\n");
}

TEST_CASE("stages of a build graph") {
  const std::string text =
      "batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n      depend-on: [a]\n"
      "    - identifier: c\n      depend-on: [b, a]\n";
  CHECK(hinted(text) ==
        "batch:\n  build-graph:\n    - identifier: a<stage 1 of 3>\n"
        "    - identifier: b<stage 2 of 3>\n      depend-on: [a]\n"
        "    - identifier: c<stage 3 of 3>\n      depend-on: [b, a]\n");
  CHECK(hinted(text, some_project(), {.task_stages = false}) == text);
  // Those that wait for themselves never start; where nothing waits there are no stages.
  CHECK(hinted("batch:\n  build-graph:\n    - identifier: a\n      depend-on: [a]\n").find('<') ==
        std::string::npos);
  CHECK(hinted("batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n").find('<') ==
        std::string::npos);
}

TEST_CASE("the directory that a phase begins in") {
  const std::string text =
      "version: 0.2\nphases:\n  install:\n    commands:\n      - cd web\n  build:\n    commands:\n"
      "      - npm ci\n";
  CHECK(hinted(text) ==
        "version: 0.2\nphases:\n  install:\n    commands:\n      - cd web\n  build:\n"
        "    commands:<in web>\n      - npm ci\n");
  CHECK(hinted(text, some_project(), {.directories = false}) == text);
  const std::string flow =
      "{\"version\": 0.2, \"phases\": {\"install\": {\"commands\": [\"cd a/b\"]}, "
      "\"build\": {\"commands\": [\"ls\"]}}}";
  CHECK(hinted(flow).find("\"commands\":<in a/b> [\"ls\"]") != std::string::npos);
}

TEST_CASE("hints keep to their range") {
  const SnapshotPtr snapshot = read(
      "batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n      depend-on: [a]\n");
  const std::vector<InlayHint> all = inlay_hints(*snapshot, {0, snapshot->text.size()}, {});
  REQUIRE(all.size() == 2);
  CHECK(inlay_hints(*snapshot, {0, all[0].offset - 1}, {}).empty());
  CHECK(inlay_hints(*snapshot, {0, all[0].offset}, {}) == std::vector{all[0]});
  CHECK(inlay_hints(*snapshot, {all[1].offset, snapshot->text.size()}, {}) == std::vector{all[1]});
}

TEST_CASE("hints of files that are none of ours, and of broken ones") {
  CHECK(hinted("") == "");
  const std::string amplify = "version: 1\nfrontend:\n  phases:\n    build:\n      commands: [x]\n";
  CHECK(hinted(amplify, with_image()) == amplify);
  CHECK(hinted(std::string(kRuntimes) + "      nodejs: latest\n  build: [\n", with_image())
            .find("latest<= ") != std::string::npos);
}
