// Hovers over globs, tasks of a batch, anchors and aliases.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/ide/hovered.h"

using namespace buildspec;
using namespace buildspec::ide::test;

namespace {

ProjectFacts web() {
  return with_tree({"ci/unit.yml", "dist/a.js", "dist/css/b.css", "dist/index.html", "package.json",
                    "web/index.html"});
}

}  // namespace

TEST_CASE("what a glob matches") {
  CHECK(words("artifacts:\n  files:\n    - 'dist/*^*/*'\n", web()) ==
        "`dist/**/*` matches **3 files** of the source as it is now:\n\n- `dist/a.js`\n"
        "- `dist/css/b.css`\n- `dist/index.html`");
  CHECK(subject("artifacts:\n  files:\n    - 'dist/*^*/*'\n", web()) == "'dist/**/*'");
  CHECK(words("{\"artifacts\": {\"files\": [\"dist/*.^js\"]}}", web()) ==
        "`dist/*.js` matches **1 file** of the source as it is now:\n\n- `dist/a.js`");
  CHECK(words("artifacts: {files: 'dist/*.^js'}\n", web())
            .starts_with("`dist/*.js` matches **1 file**"));
  CHECK(words("reports:\n  unit:\n    files: ['*^*/*.xml']\n", web())
            .starts_with("`**/*.xml` matches no file of the source as it is now."));
  CHECK(words("cache:\n  paths: ['dist/^*']\n", web()).starts_with("`dist/*` matches **2 files**"));
  CHECK(words("cache:\n  paths: ['/root/.m2/^**/*']\n", web()) ==
        "A place on the build's machine, outside of the source.");
}

TEST_CASE("base-directory and exclude-paths count") {
  const std::string text =
      "artifacts:\n  base-directory: dist\n  files: ['*^*/*']\n  exclude-paths: ['**/*.css']\n";
  CHECK(words(text, web()) ==
        "`dist/**/*` matches **2 files** of the source as it is now:\n\n- `dist/a.js`\n"
        "- `dist/index.html`\n\n`exclude-paths` leaves out 1 other.");
  CHECK(words("artifacts:\n  base-directory: di^st\n  files: ['**/*']\n", web())
            .starts_with("`dist` holds **3 files** of the source as it is now:"));
  CHECK(
      words(
          "artifacts:\n  base-directory: dist\n  files: ['**/*']\n  exclude-paths: ['**/*.^css']\n",
          web())
          .starts_with("`dist/**/*.css` leaves out **1 file**"));
  CHECK(words("artifacts:\n  files: [package.json]\n  secondary-artifacts:\n    a:\n"
              "      base-directory: web\n      files: ['^*']\n",
              web())
            .starts_with("`web/*` matches **1 file**"));
}

TEST_CASE("long lists are cut") {
  std::vector<std::string> files;
  for (int i = 0; i < 12; ++i) files.push_back("a/" + std::to_string(i) + ".txt");
  const std::string said = words("artifacts:\n  files: ['a/*^*/*']\n", with_tree(files));
  CHECK(said.starts_with("`a/**/*` matches **12 files**"));
  CHECK(said.ends_with("\n- and 2 more"));
}

TEST_CASE("what cannot be told about a glob") {
  CHECK(words("artifacts:\n  files: ['di^st/{a,b}']\n", web()) ==
        "What `?`, `[`, `{` and a leading `!` match is not documented.");
  CHECK(words("artifacts:\n  files: ['../di^st/*']\n", web()) == "Leads out of the source.");
  CHECK(words("artifacts:\n  files: [di^st]\n", web()) ==
        "A folder of the source. Whether its files are meant is not documented: write "
        "`dist/**/*`.");
  // Without a source tree nothing is known but what the list is for.
  CHECK(words("artifacts:\n  files: ['dist/*^*/*']\n") == words("artifacts:\n  fil^es: a\n"));
  const std::string both = words("artifacts:\n  files: ['$STA^GE/*']\n", web());
  CHECK(both.starts_with("**STAGE**"));
  CHECK(both.ends_with("---\n\nWhat it matches is known at build time only: a variable is in it."));
}

TEST_CASE("buildspecs of tasks") {
  const std::string task = "batch:\n  build-list:\n    - identifier: a\n      buildspec: ";
  CHECK(words(task + "ci/un^it.yml\n", web()) == "`ci/unit.yml` is a file of the source.");
  CHECK(words(task + "ci/el^se.yml\n", web()) ==
        "`ci/else.yml` is no file of the source as it is now.");
  CHECK(words(task + "ci/un^it.yml\n").starts_with("Buildspec file of this task"));
}

TEST_CASE("what runs before and after a task") {
  const std::string text =
      "batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n      depend-on: [a]\n"
      "      ignore-failure: true\n    - identifier: c\n      depend-on:\n        - b\n";
  const auto at = [&text](std::string_view place, std::size_t shift = 0) {
    std::string marked_text = text;
    return marked_text.insert(marked_text.find(place) + shift, "^");
  };
  CHECK(words(at("b\n      depend")) ==
        "**b**, 2nd of 3 tasks in `build-graph`, [line 4](file:///buildspec.yml#L4)\n\n"
        "- Waits for: [`a`](file:///buildspec.yml#L3)\n"
        "- Waited for by: [`c`](file:///buildspec.yml#L7)\n"
        "- Stage 2 of 3\n"
        "- If it fails, the batch does not: `ignore-failure`");
  CHECK(words(at("- b\n", 2)) == words(at("b\n      depend")));
  CHECK(subject(at("- b\n", 2)) == "b");
  CHECK(holds(words(at("c\n")),
              "- Waits for: [`b`](file:///buildspec.yml#L4) (2 in all, through others)"));
  CHECK(holds(words(at("a\n")), "- Waits for: nothing, starts at once"));
  CHECK(words("batch:\n  build-graph:\n    - identifier: a\n      depend-on: [x^y]\n") ==
        "`xy` is no task of this batch.");
  CHECK(holds(words("batch: {build-graph: [{identifier: a^, depend-on: [a]}]}\n"),
              "It waits in a circle"));
  CHECK(holds(words("{\"batch\": {\"build-list\": [{\"identifier\": \"a^\"}]}}"),
              "run side by side"));
}

TEST_CASE("anchors and aliases") {
  const std::string text =
      "phases:\n  build:\n    commands: &list\n      - make\n      - make test\n"
      "  post_build:\n    commands: *list\n";
  const auto at = [&text](std::string_view place) {
    std::string marked_text = text;
    return marked_text.insert(marked_text.find(place) + 2, "^");
  };
  CHECK(words(at("*list")) ==
        "**Alias** of `&list`, [line 3](file:///buildspec.yml#L3)\n\n"
        "```yaml\n- make\n- make test\n```\n\nCodeBuild does not document aliases.");
  CHECK(subject(at("*list")) == "*list");
  CHECK(words(at("&list")) ==
        "**Anchor** `&list`\n\nRepeated 1 time: line [7](file:///buildspec.yml#L7).\n\n"
        "CodeBuild does not document anchors.");
  CHECK(subject(at("&list")) == "&list");
  CHECK(holds(words("a: &x 1\nb: &x 2\nc: *^x\n"), "```yaml\n2\n```"));
  CHECK(words("c: *nob^ody\n") == "No anchor of this name stands in front of this alias.");
  // A word of a command is none.
  CHECK(words("phases:\n  build:\n    commands:\n      - a 2>^&1\n").starts_with("**Command"));
}

TEST_CASE("the text of an anchor is cut") {
  std::string text = "a: &x\n";
  for (int i = 0; i < 30; ++i) text += "  - item " + std::to_string(i) + "\n";
  const std::string said = words(text + "b: *^x\n");
  CHECK(holds(said, "- item 14\n…\n```"));
  CHECK_FALSE(holds(said, "item 15"));
  std::string wide = "a: &x \"";
  for (int i = 0; i < 60; ++i) wide += "ä ö ";
  CHECK(holds(words(wide + "\"\nb: *^x\n"), "…\n```"));
}
