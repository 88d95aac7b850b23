// The tree of small texts: valid ones, broken ones, and what is asked about places in them.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"

namespace buildspec {
namespace {

// A tree in one line: {key: value}, [item], <plain>, "quoted", |block|, *alias, ~ for missing.
std::string shape(Node node) {
  std::string properties;
  if (!node.anchor().empty()) properties += "&";
  if (!node.tag().empty()) properties += "!";
  switch (node.kind()) {
    case Kind::missing: return properties + "~";
    case Kind::alias: return std::string(node.source());
    case Kind::scalar: {
      std::string value(node.scalar().value());
      std::replace(value.begin(), value.end(), '\n', '/');
      constexpr std::string_view kQuotes[] = {"", "'", "\"", "|", ">"};
      const std::string_view quote = kQuotes[static_cast<std::size_t>(node.style())];
      return properties.append(quote).append(value).append(quote);
    }
    case Kind::sequence: {
      std::string items;
      for (const Node item : node.items()) items += (items.empty() ? "" : ", ") + shape(item);
      return properties + "[" + items + "]";
    }
    case Kind::mapping: {
      std::string pairs;
      for (const auto [key, value] : node.pairs()) {
        pairs += (pairs.empty() ? "" : ", ") + shape(key) + ": " + shape(value);
      }
      return properties + "{" + pairs + "}";
    }
  }
  return "?";
}

std::string shape(std::string_view text) {
  const TreePtr tree = parse(SourceText(std::string(text)));
  return tree->root() ? shape(tree->root()) : "";
}

struct Example {
  std::string_view text;
  std::string_view shape;
};

std::vector<ProblemKind> problems(std::string_view text) {
  std::vector<ProblemKind> kinds;
  for (const Problem& problem : parse(SourceText(std::string(text)))->problems()) {
    kinds.push_back(problem.kind);
  }
  return kinds;
}

}  // namespace

TEST_CASE("valid texts") {
  const Example examples[] = {
      {"", ""},
      {"# only\n", ""},
      {"---\n", "~"},
      {"a", "a"},
      {"a: b", "{a: b}"},
      {"a:\n- b\n- c\nd: e\n", "{a: [b, c], d: e}"},
      {"a:\n  - b\n  - c\nd: e\n", "{a: [b, c], d: e}"},
      {"- - a\n  - b\n- c: d\n  e: f\n-\n", "[[a, b], {c: d, e: f}, ~]"},
      {"a:\nb:\n  - \n  -\n", "{a: ~, b: [~, ~]}"},
      {"a: b c\n  d\n\n  e\nf: g\n", "{a: b c d/e, f: g}"},
      {"a: |\n  b\n   c\n\nd: >-\n  e\n  f\n", "{a: |b/ c/|, d: >e f>}"},
      {"a: |2\n   b\nc: |+\n d\n\ne: f\n", "{a: | b/|, c: |d//|, e: f}"},
      {"a: \"b\\tc\"\nd: 'e''f'\n\"g\": 'h\n  i'\n", "{a: \"b\tc\", d: 'e'f', \"g\": 'h i'}"},
      {"{a: b, c: [d, \"e\"], f, g: }", "{a: b, c: [d, \"e\"], f: ~, g: ~}"},
      {"[a: b, [c]: d, {e}, ]", "[{a: b}, {[c]: d}, {e: ~}]"},
      {"a: [b,\n c\n]\nd: e\n", "{a: [b, c], d: e}"},
      {"? a\n: b\n? - c\n: - d\n? e\n", "{a: b, [c]: [d], e: ~}"},
      {"[a]: b\n*c : d\n", "{[a]: b, *c: d}"},
      {"&a !b c: &d\n  e: f\ng: !h\n- i\n", "{&!c: &{e: f}, g: ![i]}"},
      {"&a\nb: c\n", "&{b: c}"},
      {"- &a\n- !b\n- *a\n", "[&~, !~, *a]"},
      {"%YAML 1.1\n---\na: b\n...\nc: d\n", "{a: b}"},
      {"a: b\n---\nc: d\n", "{a: b}"},
      {"\xEF\xBB\xBF"
       "a: b\r\nc:\r\n- d\re: f\xC2\x85"
       "g: h\n",
       "{a: b, c: [d], e: f, g: h}"},
      {"a: http://b:c#d # e\n", "{a: http://b:c#d}"},
      {"{\n\t\"a\": [1, true],\n\t\"b\":{}\n}\n", "{\"a\": [1, true], \"b\": {}}"},
      {"<<: *a\n", "{<<: *a}"},
  };
  for (const Example& example : examples) {
    CAPTURE(example.text);
    CHECK(shape(example.text) == example.shape);
    CHECK(problems(example.text).empty());
  }
}

TEST_CASE("half-typed texts keep the lines around the mistake") {
  const Example examples[] = {
      // A key begun, at every place of a mapping.
      {"a:\n  b\n", "{a: b}"},
      {"a:\n  b\n  c: d\n", "{a: {b: ~, c: d}}"},
      {"a:\n  c: d\n  b\n", "{a: {c: d, b: ~}}"},
      {"a:\n  c: d\n  b\ne: f\n", "{a: {c: d, b: ~}, e: f}"},
      {"a:\n  b:\n    c: d\n  e\n    f: g\nh: i\n", "{a: {b: {c: d}, e: {f: g}}, h: i}"},
      {"a\nb: c\n", "{a: ~, b: c}"},
      {"a:\n  b:\n  c\n    d: e\n", "{a: {b: {d: e}}}"},
      // A dash or a colon without its space.
      {"a:\n  - b\n  -c\n  - d\n", "{a: [b, -c, d]}"},
      {"a:b\nc: d\n", "{a: b, c: d}"},
      {"a:\n  b: c\n  d:e\n  f: g\n", "{a: {b: c, d: e, f: g}}"},
      // Quotes and brackets that nothing closes, or that something follows.
      {"a: \"b\nc: d\n", "{a: \"b\", c: d}"},
      {"- 'a\n- b\n", "['a', b]"},
      {"\"a: b\nc: d\n", "{\"a\": b, c: d}"},
      {"a: [b, c\nd: e\n", "{a: [b, c], d: e}"},
      {"a: {b: c\nd: e\n", "{a: {b: c}, d: e}"},
      {"a:\n  \"\n  b: c\n", "{a: {\"\": ~, b: c}}"},
      {"a:\n  [\n  - b\n", "{a: [b]}"},
      {"a:\n  - [b: c\n    d: e\n", "{a: [{[b: c, d: e}]}"},
      {"a:\n  -\n  b: c\n", "{a: {b: c}}"},
      {"a: ]\nb: c\n", "{a: ], b: c}"},
      {"- \"a\" b\n- c\n", "[\"a\", c]"},
      {"- [ -f x ] && y\n- {a,b} c\n- d\n", "[[ -f x ] && y, {a,b} c, d]"},
      {"{\"a\": 1 \"b\": 2}\n", "{\"a\": 1, \"b\": 2}"},
      {"{\"a\": {\"b\": 1,\n\"c\": 2}\n", "{\"a\": {\"b\": 1, \"c\": 2}}"},
      // Indentation that is off, and tabs.
      {"a:\n    b: 1\n   c: 2\n    d: 3\n", "{a: {b: 1, c: 2, d: 3}}"},
      {"a:\n  b: 1\n   c: 2\n  d: 3\n", "{a: {b: 1, c: 2, d: 3}}"},
      {"a:\n  - \"b\"\n   - c\n  - d\n", "{a: [\"b\", c, d]}"},
      {" a: 1\nb: 2\n", "{a: 1, b: 2}"},
      {"a:\n  - b\n\t- c\n  - d\n", "{a: [b, c, d]}"},
      {"a:\n\tb: c\nd: e\n", "{a: {b: c}, d: e}"},
      // Block scalars.
      {"a: |\n    b\n  c\nd: e\n", "{a: |b/c/|, d: e}"},
      {"a: |x\n  b\nc: d\n", "{a: |b/|, c: d}"},
      {"- | b\n- c\n", "[| b, c]"},
      // Values with colons, reserved indicators, bad names.
      {"- a b: c: d\n- e\n", "[{a b: c: d}, e]"},
      {"- *.jar\n- **/*\n- @x\n- `y`\n- && z\n", "[*.jar, **/*, @x, `y`, && z]"},
      {"a: - b\n", "{a: [b]}"},
      // Stray lines and split ones, conflict markers.
      {"a:\n  - b\nc d\n  - e\n", "{a: [b, c d, e]}"},
      {"a:\n  b: c\n  de\nfg: h\n  i: j\n", "{a: {b: c, de: h, i: j}}"},
      {"a:\n  b\n:\n    c: d\n", "{a: {b: {c: d}}}"},
      {"a:\n<<<<<<< x\n  b: 1\n=======\n  b: 2\n>>>>>>> y\n  c: 3\n", "{a: {b: 1, b: 2, c: 3}}"},
      {"-\na: b\n", "{a: b}"},
  };
  for (const Example& example : examples) {
    CAPTURE(example.text);
    CHECK(shape(example.text) == example.shape);
    CHECK(!(parse(SourceText(std::string(example.text)))->certain() &&
            !problems(example.text).empty()));
  }
}

TEST_CASE("problems name the place") {
  struct Place {
    std::string_view text;
    ProblemKind kind;
    std::string_view source;
  };
  const Place places[] = {
      {"a: 1\nb\nc: 2\n", ProblemKind::missing_colon, "b"},
      {"a: 1\nb:c\n", ProblemKind::missing_space_after_colon, ":"},
      {"- a\n-b\n", ProblemKind::missing_space_after_dash, "-"},
      {"- a\nb\n- c\n", ProblemKind::missing_dash, "b"},
      {"[a, \"b\" \"c\"]", ProblemKind::missing_comma, ""},
      {"a: \"b\nc: d\n", ProblemKind::unclosed_quote, "\"b"},
      {"a: \"b\" c\n", ProblemKind::content_after_quoted, "c"},
      {"a: [b\nc: d\n", ProblemKind::unclosed_bracket, "["},
      {"a: [b] c\n", ProblemKind::content_after_bracket, "c"},
      {"a: ]\n", ProblemKind::stray_bracket, "]"},
      {"a: b: c\n", ProblemKind::nested_value, ":"},
      {"a: - b\n", ProblemKind::list_in_line, "-"},
      {"a: b\nc: \"d\"\n- e\n", ProblemKind::stray_dash, "-"},
      {"a:\n   b: 1\n  c: 2\n", ProblemKind::bad_indentation, "  "},
      {"a:\n\tb: 1\n", ProblemKind::tab_indentation, "\t"},
      {"- @a\n", ProblemKind::reserved_indicator, "@"},
      {"- *.jar\n", ProblemKind::bad_alias_name, "*.jar"},
      {"- && x\n", ProblemKind::bad_anchor_name, "&"},
      {"- |x\n  a\n", ProblemKind::bad_block_header, "x"},
      {"a: |\n   b\n  c\n", ProblemKind::shallow_block_body, "  "},
      {"a: \"\\d\"\n", ProblemKind::bad_escape, "\\d"},
      {"a: 1\n<<<<<<< b\nc: 2\n", ProblemKind::conflict_marker, "<<<<<<< b"},
      {"a: b\xFF"
       "c\n",
       ProblemKind::invalid_utf8, "\xFF"},
      {"a: b\x01"
       "c\n",
       ProblemKind::control_character, "\x01"},
  };
  for (const Place& place : places) {
    CAPTURE(place.text);
    const TreePtr tree = parse(SourceText(std::string(place.text)));
    const auto all = tree->problems();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Problem& p) { return p.kind == place.kind; });
    REQUIRE(found != all.end());
    CHECK(tree->text().bytes(found->span) == place.source);
    CHECK(!tree->certain());
  }
}

TEST_CASE("the tree is certain of ordinary files only") {
  for (const std::string_view text :
       {"",
        "version: 0.2\nphases:\n  build:\n    commands:\n      - echo \"a\" # b\n      - |\n"
        "        c\nartifacts:\n  files: ['**/*', \"x\"]\n",
        "{\"version\": 0.2, \"a\": [1, \"\\n\\\"\"]}", "---\na: b\n"}) {
    CAPTURE(text);
    CHECK(parse(SourceText(std::string(text)))->certain());
  }
  for (const std::string_view text :
       {"a: &b c\n", "a: *b\n", "a: !b c\n", "? a\n", "%YAML 1.1\n---\na: b\n", "a: b\n---\n",
        "<<: a\n", "\ta: b\n", "a: \"\\x41\"\n", "[a:b]\n", "{[a]: b}\n", "a: \xEF\xBB\xBF\n"}) {
    CAPTURE(text);
    CHECK(!parse(SourceText(std::string(text)))->certain());
  }
}

TEST_CASE("nodes answer for what is there and what is not") {
  const TreePtr tree = parse(SourceText("a: 1\n\"b\": &x [c, 'd']\na: 2\ne:\n"));
  const Node root = tree->root();
  CHECK(root.size() == 4);
  CHECK(root.get("a").source() == "2");
  CHECK(root.find("b").key.source() == "\"b\"");
  const Node list = root.get("b");
  CHECK(list.flow());
  CHECK(list.size() == 2);
  CHECK(list.item(1).is("d"));
  CHECK(list.source() == "[c, 'd']");
  CHECK(tree->text().bytes(list.anchor()) == "&x");
  CHECK(list.tag().empty());
  CHECK(root.get("e"));
  CHECK(root.get("e").is_missing());
  CHECK(root.get("e").span() == Span{29, 29});
  CHECK(!root.get("f"));
  CHECK(!root.get("f").get("g").item(3));
  CHECK(!root.item(0));
  CHECK(!root.pair(4));
  CHECK(root.pair(3).key.source() == "e");
  CHECK(Node().span() == Span{});
  CHECK(Node().scalar().value().empty());
  CHECK(Node().block() == nullptr);
  CHECK(root.span() == Span{0, 29});
}

TEST_CASE("the path to a place") {
  const std::string text = "a:\n  - b: \"c d\"\n    e: |\n      f\n  - [g, h]\ni:\n";
  const TreePtr tree = parse(SourceText(text));
  const auto innermost = [&](std::string_view at) {
    const auto path = tree->path_at(static_cast<std::uint32_t>(text.find(at)));
    return path.empty() ? std::string() : shape(path.back());
  };
  CHECK(tree->path_at(0).size() == 2);
  CHECK(innermost("b:") == "b");
  CHECK(innermost(" d\"") == "\"c d\"");
  CHECK(innermost("f\n") == "|f/|");
  CHECK(innermost("h]") == "h");
  CHECK(innermost("i:") == "i");
  CHECK(tree->path_at(static_cast<std::uint32_t>(text.find("h]"))).size() == 4);
  // Behind the colon of a key without a value.
  const auto end = static_cast<std::uint32_t>(text.size() - 1);
  REQUIRE(tree->path_at(end).size() == 2);
  CHECK(tree->path_at(end)[1].is_missing());
  CHECK(parse(SourceText("# a"))->path_at(1).empty());
}

TEST_CASE("comments, and what only looks like one") {
  const std::string text =
      "# one\na: b # two\nc: \"d # no\" # three\ne: |  # four\n  # no\nf: g#no\nh: [ # five\n  "
      "i]\n";
  const TreePtr tree = parse(SourceText(text));
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '#') continue;
    CAPTURE(text.substr(at, 8));
    const bool expected = text.compare(at + 1, 2, " n") != 0 && text.compare(at + 1, 2, "no") != 0;
    const auto comment = tree->comment_at(static_cast<std::uint32_t>(at + 1));
    REQUIRE(comment.has_value() == expected);
    if (expected)
      CHECK(*comment ==
            Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(text.find('\n', at))});
  }
  CHECK(!tree->comment_at(static_cast<std::uint32_t>(text.find("b #"))));
}

TEST_CASE("further documents") {
  const auto further = [](std::string_view text) {
    const TreePtr tree = parse(SourceText(std::string(text)));
    return std::string(tree->text().bytes(tree->further_documents()));
  };
  CHECK(further("a: b\n") == "");
  CHECK(further("a: b\n...\n# c\n") == "");
  CHECK(further("a: b\n---\nc: d\n") == "---\nc: d\n");
  CHECK(further("a: b\n...\nc: d\n") == "...\nc: d\n");
}

TEST_CASE("budgets end the tree early") {
  const std::string text = "a: [b, *c, *c]\nd:\n  e:\n    f: g\n";
  const auto exceeded = [&](Budgets budgets) {
    return parse(SourceText(text), nullptr, {}, budgets)->exceeded();
  };
  CHECK(!exceeded({}));
  CHECK(exceeded({.bytes = 10}) == Budget::bytes);
  CHECK(exceeded({.depth = 2}) == Budget::depth);
  CHECK(exceeded({.nodes = 7}) == Budget::nodes);
  CHECK(exceeded({.aliases = 1}) == Budget::aliases);
  const TreePtr cut = parse(SourceText(text), nullptr, {}, {.nodes = 7});
  CHECK(cut->root().get("a").size() == 3);
  CHECK(!cut->certain());
}

TEST_CASE("hostile texts end, within the budgets") {
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < 400'000) text += piece;
    return text;
  };
  for (const std::string_view piece : {"- ",
                                       "[",
                                       "{",
                                       "? ",
                                       ": ",
                                       "a: ",
                                       "&a ",
                                       "!a ",
                                       "\"",
                                       "'",
                                       "- [\n",
                                       "a: [\n",
                                       "a: {\n",
                                       "a: \"\n",
                                       "- 'x\n",
                                       "a\n",
                                       "]\n",
                                       "[a: ",
                                       "[[]: ",
                                       "{\"a\" ",
                                       "=======\n",
                                       "\ta\n",
                                       "\xFF",
                                       "a: |\n",
                                       "x\n#\n",
                                       "a\n  b: c\n",
                                       "k: \"a\\\"\n",
                                       "a: [\"\n",
                                       "- a # x\n  b: c\n",
                                       "- x\n  - y\n  - z: 1\n"}) {
    CAPTURE(piece);
    const TreePtr tree = parse(SourceText(repeated(piece)));
    CHECK(tree->memory() < 40U * tree->text().size());
    CHECK(tree->problems().size() <= tree->text().size());
  }
  const TreePtr run = parse(SourceText("a:\n - x\n" + repeated("  - y\n") + "  - z: 1\n"));
  CHECK(run->root().get("a").size() > 60'000);
}

}  // namespace buildspec
