// What formatting does to each kind of line, on examples of our own.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "linter/format/format.h"

using namespace buildspec;
using format::LineRange;
using format::Style;

namespace {

std::string formatted(std::string_view source, const Style& style = {}, LineRange lines = {}) {
  const TreePtr tree = parse(SourceText(std::string(source)));
  const format::Formatted result = format::format(*tree, style, lines);
  if (!result.refusal.empty()) return "refused: " + result.refusal;
  return apply_edits(source, result.edits);
}

Style indented_by(std::uint32_t columns) {
  Style style;
  style.indent = columns;
  return style;
}

}  // namespace

TEST_CASE("keys, lists and values get their columns") {
  CHECK(formatted("version:   0.2\n"
                  "phases :\n"
                  "    build:\n"
                  "        commands:\t\n"
                  "            -   echo a\n"
                  "            - echo b\n") ==
        "version: 0.2\n"
        "phases:\n"
        "  build:\n"
        "    commands:\n"
        "      - echo a\n"
        "      - echo b\n");
}

TEST_CASE("what is laid out well is left alone") {
  const std::string good =
      "version: 0.2\n"
      "env:\n"
      "  variables: {A: b, C: [d, e]}\n"
      "\n"
      "phases:\n"
      "  build:\n"
      "    commands:\n"
      "      - |\n"
      "        if true; then\n"
      "          echo\n"
      "        fi\n"
      "      # last\n"
      "      - echo done # well\n";
  CHECK(formatted(good) == good);
}

TEST_CASE("the client's width of an indent is taken") {
  CHECK(formatted("a:\n  b:\n  - c: |\n      d\n    e: f\n", indented_by(4)) ==
        "a:\n    b:\n    - c: |\n          d\n      e: f\n");
}

TEST_CASE("lists keep the habit of the file, unless told") {
  CHECK(formatted("a:\n- 1\nb:\n- 2\nc:\n    - 3\n") == "a:\n- 1\nb:\n- 2\nc:\n- 3\n");
  CHECK(formatted("a:\n- 1\nb:\n  - 2\n") == "a:\n  - 1\nb:\n  - 2\n");
  Style style;
  style.indent_lists = false;
  CHECK(formatted("a:\n  - 1\n", style) == "a:\n- 1\n");
  style.indent_lists = true;
  CHECK(formatted("a:\n- 1\n", style) == "a:\n  - 1\n");
}

TEST_CASE("blank lines: several become one, none at the begin, none at the end") {
  CHECK(formatted("\n\na: 1\n\n\n \nb: 2\n\n\n") == "a: 1\n\nb: 2\n");
  CHECK(formatted("a:\n\n  b: 1\n\n\n  # c\n\n\n  d: 2\n") == "a:\n\n  b: 1\n\n  # c\n\n  d: 2\n");
}

TEST_CASE("trailing blanks go, but not where they are content") {
  CHECK(formatted("a: 1  \nb:   \n  - c \t\n# d  \n") == "a: 1\nb:\n  - c\n# d\n");
  CHECK(formatted("a: |\n  x  \n     \n  y\n   \nb: 1 \n") ==
        "a: |\n  x  \n     \n  y\n   \nb: 1\n");
  CHECK(formatted("a: \"x  \n  y\"  \n") == "a: \"x  \n  y\"\n");
  CHECK(formatted("a: x  \n  y  \n") == "a: x\n  y\n");
}

TEST_CASE("the end of the text") {
  CHECK(formatted("a: 1") == "a: 1\n");
  CHECK(formatted("a: 1\n# b") == "a: 1\n# b\n");
  CHECK(formatted("a: |\n  b") == "a: |\n  b");  // a line end would be part of the value
  CHECK(formatted("a: |-\n  b") == "a: |-\n  b\n");
  CHECK(formatted("a: |+\n  b\n\n\n") == "a: |+\n  b\n\n\n");
  CHECK(formatted("a: |\n  b\n\n\n") == "a: |\n  b\n");
  Style style;
  style.final_newline = false;
  CHECK(formatted("a: 1", style) == "a: 1");
  style.trim_final_newlines = false;
  CHECK(formatted("a: 1\n\n \n", style) == "a: 1\n\n\n");
  style.trim_trailing_space = false;
  CHECK(formatted("a: 1 \n\n \n", style) == "a: 1 \n\n \n");
}

TEST_CASE("line ends and the byte order mark stay") {
  CHECK(formatted("a:   1\r\nb:\r\n    - c\r\n\r\n\r\n\r\nd: e") ==
        "a: 1\r\nb:\r\n  - c\r\n\r\nd: e\r\n");
  CHECK(formatted("\xEF\xBB\xBF"
                  "a:   1\n\n\nb: [ c ]\n") ==
        "\xEF\xBB\xBF"
        "a: 1\n\nb: [ c ]\n");
  CHECK(formatted("a:  1\rb:  2\r") == "a: 1\rb: 2\r");
}

TEST_CASE("block scalars move as a whole") {
  CHECK(formatted("a:\n    - |\n\n        x\n          y\n\n        z\n    - >-\n       w\n") ==
        "a:\n  - |\n\n    x\n      y\n\n    z\n  - >-\n    w\n");
  CHECK(formatted("a:\n    b: |2\n         x\n       y\n") == "a:\n  b: |2\n       x\n     y\n");
  CHECK(formatted("a:\n  b: | # c\n        x\n  # d\n  e: 1\n") ==
        "a:\n  b: | # c\n    x\n  # d\n  e: 1\n");
}

TEST_CASE("a comment below a block scalar does not become its text") {
  CHECK(formatted("a:\n      b: |\n              x\n             # c\n      d: 1\n") ==
        "a:\n  b: |\n    x\n  # c\n  d: 1\n");
}

TEST_CASE("further lines of plain and quoted text keep their distance") {
  CHECK(formatted("a:\n    - b\n        c\n    - \"d\n       e\n\n       f\"\n") ==
        "a:\n  - b\n      c\n  - \"d\n     e\n\n     f\"\n");
  CHECK(formatted("a:\n        b: c\n          d\n") == "a:\n  b: c\n    d\n");
}

TEST_CASE("comments stay with what they are about") {
  CHECK(formatted("a:\n    # on b\n    b:\n        - c\n        # behind c\n    # on d\n    d: "
                  "1\n# end\n") ==
        "a:\n  # on b\n  b:\n    - c\n    # behind c\n  # on d\n  d: 1\n# end\n");
  CHECK(formatted("a:\n    - b\n#    - c\n    - d\n") == "a:\n  - b\n#    - c\n  - d\n");
  CHECK(formatted("a:\n    - b\n        # deeper\n    - d\n") ==
        "a:\n  - b\n      # deeper\n  - d\n");
}

TEST_CASE("side comments keep their gap, or their common column") {
  CHECK(formatted("a:   1    # one\n") == "a: 1    # one\n");
  CHECK(formatted("a:    1   # one\nbcd:  2   # two\n          # more\n") ==
        "a: 1     # one\nbcd: 2   # two\n         # more\n");
}

TEST_CASE("flow collections") {
  CHECK(formatted("a: [b ,c,  d]\ne: { f:   g,h : i }\nj: [ ]\nk: {  }\n") ==
        "a: [b, c, d]\ne: { f: g, h: i }\nj: []\nk: {}\n");
  CHECK(formatted("a: {b: 1}\nc: {d: 2}\ne: { f: 3 }\n") == "a: {b: 1}\nc: {d: 2}\ne: {f: 3}\n");
  CHECK(formatted("a:\n    - b: [\n  c, # d\n          # e\n   {f: g,\n  h: i}\n      ]\n") ==
        "a:\n  - b: [\n      c, # d\n      # e\n      {f: g,\n        h: i}\n    ]\n");
  CHECK(formatted("a: [b: c, d]\n") == "a: [b: c, d]\n");
}

TEST_CASE("anchors, tags and aliases") {
  CHECK(formatted("a:  &b   !!str   c\nd: &e\n    f:  *b\n<<:  *e\n") ==
        "a: &b !!str c\nd: &e\n  f: *b\n<<: *e\n");
}

TEST_CASE("a text that is JSON is laid out as JSON") {
  CHECK(formatted("{\"a\":1,\"b\":[1,2],\"c\":{}}") ==
        "{\n  \"a\": 1,\n  \"b\": [1, 2],\n  \"c\": {}\n}\n");
  CHECK(formatted("{\"a\": [\n1, 2]\n}\n") == "{\n  \"a\": [\n    1,\n    2\n  ]\n}\n");
  CHECK(formatted("{\n  \"a\": 1,\n\n\n  \"b\": 2\n}\n") == "{\n  \"a\": 1,\n\n  \"b\": 2\n}\n");
  Style style = indented_by(4);
  style.tabs = true;
  CHECK(formatted("{\"a\": {\n\"b\": 1}}\n", style) == "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n");
  CHECK(formatted("a:\n  b: 1\n", style) == "a:\n    b: 1\n");
}

TEST_CASE("a range changes nothing outside of it") {
  const std::string text = "a:   1\nb:\n      c:   2\n      d:   3\ne:    4\n";
  CHECK(formatted(text, {}, {1, 3}) == "a:   1\nb:\n  c: 2\n  d: 3\ne:    4\n");
  CHECK(formatted(text, {}, {2, 2}) == "a:   1\nb:\n      c: 2\n      d:   3\ne:    4\n");
  CHECK(formatted(text, {}, {4, 9}) == "a:   1\nb:\n      c:   2\n      d:   3\ne: 4\n");
  // The list begins above the range: it stays in its column, and so does what is in it.
  CHECK(formatted("a:\n     -   b: 1\n         c:  2\n", {}, {2, 2}) ==
        "a:\n     -   b: 1\n         c: 2\n");
  CHECK(formatted("a:\n     -   b:  1\n         c:  2\n", {}, {1, 1}) ==
        "a:\n     -   b: 1\n         c:  2\n");
}

TEST_CASE("of several documents the first is laid out") {
  CHECK(formatted("a:   1\n---\nb:   2\n") == "a: 1\n---\nb:   2\n");
  CHECK(formatted("---\na:\n    - 1  # c\n\n\n# d\n--- # e\nb:   2  \n\n\n") ==
        "---\na:\n  - 1  # c\n\n# d\n--- # e\nb:   2  \n\n\n");
  CHECK(formatted("a:   1\n...\n---\nb:   2\n") == "a: 1\n...\n---\nb:   2\n");
  CHECK(formatted("{\"a\":   1}\n---\n{\"b\":   2}\n") == "{\n  \"a\": 1\n}\n---\n{\"b\":   2}\n");
  CHECK(formatted("a: 1\n---\nb:   2\n", {}, {2, 2}) == "a: 1\n---\nb:   2\n");
  CHECK(formatted("a:   1\n...\n# c\n") == "a: 1\n...\n# c\n");
}

TEST_CASE("keys with a question mark") {
  CHECK(formatted("?   a\n:   2\n") == "? a\n: 2\n");
  CHECK(formatted("x:\n    ? a\n    :\n          b: 1\n    c:   2\n") ==
        "x:\n  ? a\n  :\n    b: 1\n  c: 2\n");
  CHECK(formatted("? a\n:   b: 1\n    c:   2\n") == "? a\n: b: 1\n  c: 2\n");
  CHECK(formatted("? a\n:   - 1\n    -   2\n") == "? a\n: - 1\n  - 2\n");
  CHECK(formatted("? |\n      a\n: 1\n") == "? |\n  a\n: 1\n");
  CHECK(formatted("? a   # c\n# d\n: 1\n?   b\n") == "? a   # c\n# d\n: 1\n? b\n");
  CHECK(formatted("a:   {?   b : 1,  c:   2}\n") == "a: {? b : 1, c: 2}\n");
}

TEST_CASE("what cannot be laid out safely is refused, with a reason") {
  CHECK(formatted("a: [1\nb: 2\n").starts_with("refused: the YAML is broken: "));
  CHECK(formatted(" a: 1\nb: 2\n") == "refused: CodeBuild does not read the file from here");
  CHECK(formatted("? [a]\n: 2\n").starts_with("refused: the YAML is broken: invalid map key"));
  const std::string deep = std::string(300, '[') + std::string(300, ']');
  CHECK(formatted("a: " + deep + "\n") == "refused: this is nested too deeply");
  CHECK(formatted("") == "");
  CHECK(formatted("# only a comment  ") == "# only a comment  ");
}
