// Symbols, folds and selections: the shapes of a text.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "lsp/ide/folding.h"
#include "lsp/ide/selection.h"
#include "lsp/ide/symbols.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// ---- Symbols ----

void show(const Snapshot& snapshot, const std::vector<Symbol>& symbols, Span within,
          const std::string& indent, std::string& text) {
  for (const Symbol& symbol : symbols) {
    CHECK(within.contains(symbol.range));
    CHECK(symbol.range.contains(symbol.selection));
    CHECK_FALSE(symbol.name.empty());
    text += indent + symbol.name + (symbol.detail.empty() ? "" : " (" + symbol.detail + ")") + "\n";
    show(snapshot, symbol.children, symbol.range, indent + "  ", text);
  }
}

std::string outline(std::string source) {
  const SnapshotPtr snapshot = read(std::move(source));
  std::string text;
  show(*snapshot, symbols(*snapshot), {0, snapshot->text.size()}, "", text);
  return text;
}

std::string configuration_outline(std::string source) {
  const SnapshotPtr snapshot = read(std::move(source));
  std::string text;
  show(*snapshot, configuration_symbols(*snapshot), {0, snapshot->text.size()}, "", text);
  return text;
}

// ---- Folds ----

// "first-last" of each, counted from 1; what the client with columns sees must be inside.
std::string folded(std::string source, std::size_t most = 1'000) {
  const SnapshotPtr snapshot = read(std::move(source));
  std::string text;
  for (const Fold& fold : folds(*snapshot, most)) {
    CHECK(fold.first_line < fold.last_line);
    CHECK(snapshot->text.line_of(fold.span.begin) == fold.first_line);
    CHECK(snapshot->text.line_of(fold.span.end) >= fold.last_line);
    const char* const kind = fold.kind == FoldKind::comment  ? "c"
                             : fold.kind == FoldKind::region ? "r"
                                                             : "";
    text += (text.empty() ? "" : " ") + std::to_string(fold.first_line + 1) + "-" +
            std::to_string(fold.last_line + 1) + kind;
  }
  return text;
}

// ---- Selections ----

std::string selected(std::string_view source) {
  const Marked at = marked(source);
  std::string text;
  Span before{at.offset, at.offset};
  for (const Span span : selections_at(*at.snapshot, at.offset)) {
    CHECK(span.contains(before));
    CHECK(span.touches(at.offset));
    before = span;
    text += "<" + std::string(at.snapshot->text.bytes(span)) + ">";
  }
  CHECK(before == Span{0, at.snapshot->text.size()});
  return text;
}

}  // namespace

TEST_CASE("the outline of a configuration file") {
  CHECK(configuration_outline(
            "preset: pedantic\nrules:\n  all: warning\n  secrets: error # all of them\n"
            "project:\n  image: aws/codebuild/standard:7.0\n  variables: [STAGE, A]\n"
            "files: ci/*.yml\nexclude:\n  - old/**\nformat:\n") ==
        "preset (pedantic)\nrules\n  all (warning)\n  secrets (error)\nproject\n"
        "  image (aws/codebuild/standard:7.0)\n  variables\n    STAGE\n    A\n"
        "files (ci/*.yml)\nexclude\n  old/**\nformat\n");
  CHECK(configuration_outline("{\"project\": {\"variables\": {\"A\": \"x\"}, \"batch\": true}}") ==
        "project\n  variables\n    A (x)\n  batch (true)\n");
  CHECK(configuration_outline("- a\n").empty());
  CHECK(configuration_outline("").empty());
}

TEST_CASE("the outline of a build") {
  CHECK(outline("version: 0.2\nrun-as: root\nenv:\n  shell: bash\n  variables:\n    STAGE: test\n"
                "    DB_PASSWORD: hunter2\n  secrets-manager:\n    KEY: prod/db:key\n"
                "  exported-variables:\n    - STAGE\nphases:\n  install:\n    runtime-versions:\n"
                "      nodejs: 20\n  build:\n    on-failure: ABORT\n    commands:\n"
                "      - npm ci\n      - |\n        # comment\n        f() {\n          echo\n"
                "        }\n        f\n    finally:\n      - echo done\n"
                "artifacts:\n  files:\n    - '**/*'\n  name: x\n  secondary-artifacts:\n    web:\n"
                "      files: web/*\nreports:\n  unit:\n    files:\n      - r.xml\n"
                "    file-format: JUNITXML\ncache:\n  paths:\n    - node_modules/**\n") ==
        "version (0.2)\n"
        "run-as (root)\n"
        "env\n"
        "  shell (bash)\n"
        "  variables\n"
        "    STAGE (test)\n"
        "    DB_PASSWORD\n"
        "  secrets-manager\n"
        "    KEY (prod/db:key)\n"
        "  exported-variables\n"
        "    STAGE\n"
        "phases\n"
        "  install\n"
        "    runtime-versions\n"
        "      nodejs (20)\n"
        "  build (2 commands)\n"
        "    on-failure (ABORT)\n"
        "    npm ci\n"
        "    f() { (5 lines)\n"
        "      f\n"
        "    finally\n"
        "      echo done\n"
        "artifacts\n"
        "  files\n"
        "    **/*\n"
        "  name (x)\n"
        "  secondary-artifacts\n"
        "    web\n"
        "      files (web/*)\n"
        "reports\n"
        "  unit (JUNITXML)\n"
        "    files\n"
        "      r.xml\n"
        "    file-format (JUNITXML)\n"
        "cache\n"
        "  paths\n"
        "    node_modules/**\n");
}

TEST_CASE("the outline of a batch, in flow style") {
  CHECK(outline("{\"batch\": {\"fast-fail\": true, \"build-graph\": [{\"identifier\": \"a\"}, "
                "{\"identifier\": \"b\", \"depend-on\": [\"a\"], \"env\": {\"variables\": "
                "{\"X\": \"1\"}}}, {}], \"build-matrix\": {\"dynamic\": {\"env\": {\"image\": "
                "[\"i\", \"j\"], \"variables\": {\"V\": [1, 2]}}}}}}") ==
        "batch\n"
        "  fast-fail (true)\n"
        "  build-graph (3 tasks)\n"
        "    a\n"
        "    b (after a)\n"
        "      X (1)\n"
        "    (no identifier)\n"
        "  build-matrix\n"
        "    dynamic\n"
        "      image (2 values)\n"
        "      V (2 values)\n");
}

TEST_CASE("the outline of what is broken or none of ours") {
  CHECK(outline("").empty());
  CHECK(outline("- a\n").empty());
  CHECK(outline("phases:\n  build:\n    commands:\n      -\n      - ''\n      - [x]\n") ==
        "phases\n  build (3 commands)\n    (empty)\n");
  CHECK(outline("version: 1\nfrontend:\n  phases: {}\n").empty());
  CHECK(outline("env:\n  variables:\n    A: \"x\nphases:\n  build:\n").find("env\n") == 0);
  CHECK(outline("phases:\n  build:\n    commands: [\"echo \\x1b[31m\\n\"]\n").find("echo  [31m") !=
        std::string::npos);
}

TEST_CASE("queries match as a subsequence, in whatever case") {
  CHECK(matches_query("post_build", "PB"));
  CHECK(matches_query("post_build", ""));
  CHECK(matches_query("npm run build", "npm build"));
  CHECK_FALSE(matches_query("post_build", "bp"));
  CHECK_FALSE(matches_query("a", "aa"));
}

TEST_CASE("folds of blocks, lists, scalars and comments") {
  CHECK(
      folded("version: 0.2\n# one\n# two\nphases:\n  build:\n    commands:\n      - a\n      - |\n"
             "        x\n        y\n\n  install: {}\n") == "2-3c 4-12 5-10 6-10 8-10");
  CHECK(folded("a:\n  - b: 1\n    c: 2\n  - d\n") == "1-4 2-3");
  CHECK(folded("# one\n\n# two\na: 1\n").empty());
  CHECK(folded("a: plain\n  text\nb: \"x\n  y\"\n") == "1-2 3-4");
  CHECK(folded("").empty());
  CHECK(folded("version: 1\nfrontend:\n  phases: {}\n").empty());
}

TEST_CASE("the line of a closing bracket stays") {
  CHECK(folded("{\n  \"a\": [\n    1\n  ],\n  \"b\": 2\n}\n") == "1-5 2-3");
  CHECK(folded("a: [1,\n  2]\n") == "1-2");
  CHECK(folded("a: [\n]\n").empty());
}

TEST_CASE("regions and the constructs of scripts") {
  CHECK(folded("# region a\na: 1\n#region b\nb: 2\n# endregion\n#endregion\n# endregion\n") ==
        "1-6r 3-5r");
  CHECK(folded("phases:\n  build:\n    commands:\n      - |\n        if x; then\n          y\n"
               "        fi\n        cat <<E\n        a\n        E\n        z\n") ==
        "1-11 2-11 3-11 4-11 5-6 8-9");
}

TEST_CASE("with a limit the outer ones stay") {
  const std::string text = "a:\n  b:\n    c:\n      d\ne:\n  f:\n    g\n";
  CHECK(folded(text) == "1-4 2-4 3-4 5-7 6-7");
  CHECK(folded(text, 2) == "1-4 5-7");
  CHECK(folded(text, 4) == "1-4 2-4 5-7 6-7");
  CHECK(folded(text, 0).empty());
}

TEST_CASE("CRLF folds like LF") {
  CHECK(folded("a:\r\n  - b\r\n  - c\r\n\r\nd: |\r\n  x\r\n  y\r\n") == "1-3 5-7");
}

TEST_CASE("selections grow from a word to the file") {
  CHECK(selected("phases:\n  build:\n    commands:\n      - npm ru^n \"a b\"\n      - x\n") ==
        "<run><npm run \"a b\"><- npm run \"a b\"><- npm run \"a b\"\n      - x>"
        "<commands:\n      - npm run \"a b\"\n      - x>"
        "<build:\n    commands:\n      - npm run \"a b\"\n      - x>"
        "<phases:\n  build:\n    commands:\n      - npm run \"a b\"\n      - x>"
        "<phases:\n  build:\n    commands:\n      - npm run \"a b\"\n      - x\n>");
  CHECK(selected("a: \"x y^\"\n") == "<y><x y><\"x y\"><a: \"x y\"><a: \"x y\"\n>");
  CHECK(selected("k^ey: v\n") == "<key><key: v><key: v\n>");
}

TEST_CASE("selections inside of scripts") {
  CHECK(selected("phases:\n  build:\n    commands:\n      - |\n        if x; then\n"
                 "          echo \"a $B^C d\" && y\n        fi\n        z\n")
            .starts_with("<BC><$BC><a $BC d><\"a $BC d\"><echo \"a $BC d\">"
                         "<echo \"a $BC d\" && y>"));
  const std::string script = selected(
      "phases:\n  build:\n    commands:\n      - |\n        if x; then\n          ec^ho\n"
      "        fi\n        z\n");
  CHECK(script.find("<if x; then\n          echo\n        fi>") != std::string::npos);
  CHECK(script.find("<if x; then\n          echo\n        fi\n        z>") != std::string::npos);
  CHECK(script.find("<|\n        if x; then\n          echo\n        fi\n        z") !=
        std::string::npos);
}

TEST_CASE("selections in comments, flow, nowhere") {
  CHECK(selected("a: 1 # some wo^rds\n").starts_with("<words><some words><# some words>"));
  CHECK(selected("[a, {b: c^}]") == "<c><b: c><{b: c}><[a, {b: c}]>");
  CHECK(selected("a: &x\n  - b^\n") == "<b><- b><&x\n  - b><a: &x\n  - b><a: &x\n  - b\n>");
  CHECK(selected("^") == "<>");
  CHECK(selected("\n^\na: 1\n") == "<\n\na: 1\n>");
  const std::string deep(5'000, '[');
  CHECK(selections_at(*read(deep), 4'000).size() <= 102);
}

TEST_CASE("long lines and deep texts are bounded") {
  const std::string line =
      "phases:\n  build:\n    commands:\n      - echo " + std::string(2'000, 'x');
  const auto found = symbols(*read(line));
  const std::string& name = found.front().children.front().children.front().name;
  CHECK(name.size() < 100);
  CHECK(name.ends_with("…"));
  std::string deep;
  for (std::size_t i = 0; i < 300; ++i) deep += std::string(i, ' ') + "a:\n";
  CHECK(folds(*read(deep), 1'000).size() == 101);
}
