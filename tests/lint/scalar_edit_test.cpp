// Edits inside scalars: whatever the style, the scalar decodes to what was asked for.
#include "linter/lint/scalar_edit.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::test {
namespace {

std::string applied(std::string text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) text.replace(edit.span.begin, edit.span.size(), edit.text);
  return text;
}

Node first_command(const Snapshot& snapshot) { return snapshot.buildspec.commands.at(0).node; }

// The value of the only command after `from` gave way to `to`; "(none)" where there is no edit.
std::string edited(std::string_view source, std::string_view from, std::string to) {
  const auto facts = std::make_shared<const ProjectFacts>();
  const SnapshotPtr before = analyze("b.yml", 0, SourceText(std::string(source)), facts);
  const Node node = first_command(*before);
  const Scalar scalar = node.scalar();
  const std::size_t at = scalar.value().find(from);
  REQUIRE(at != std::string_view::npos);
  const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + from.size())};
  const auto edits = edit_in_scalar(*before, node, scalar, span, std::move(to));
  if (!edits) return "(none)";
  const SnapshotPtr after =
      analyze("b.yml", 0, SourceText(applied(std::string(source), *edits)), facts);
  REQUIRE(!after->fault);
  return std::string(first_command(*after).scalar().value());
}

std::string item(std::string_view scalar) {
  return "version: 0.2\nphases:\n  build:\n    commands:\n      - " + std::string(scalar) +
         "\n      - make\n";
}

}  // namespace

TEST_CASE("scalar edit: quotes, backslashes and colons survive in every style") {
  for (const std::string_view scalar :
       {"docker login -p X", "'docker login -p X'", "\"docker login -p X\"",
        "|\n        docker login -p X", ">-\n        docker\n        login -p X"}) {
    const std::string source = item(scalar);
    for (const std::string_view text :
         {"--stdin", "'it''s'", "\"a\\nb\"", "a: b", "a # b", "${A}, [b]", "\\", "{a}"}) {
      INFO(source << text);
      std::string expected = edited(source, "X", "Y");
      expected.replace(expected.find("-p Y") + 3, 1, text);
      CHECK(edited(source, "X", std::string(text)) == expected);
    }
  }
}

TEST_CASE("scalar edit: at the begin of a plain scalar") {
  CHECK(edited(item("make all"), "make", "printf '%s' \"$A\" | make") ==
        "printf '%s' \"$A\" | make all");
  CHECK(edited(item("make all"), "make", "[ -f a ] && make") == "[ -f a ] && make all");
  CHECK(edited(item("make all"), "make", "# make") == "# make all");
  CHECK(edited(item("make all"), "make all", "true:") == "true:");
}

TEST_CASE("scalar edit: in brackets and in JSON") {
  const std::string flow = "version: 0.2\nphases: {build: {commands: [make X, other]}}\n";
  CHECK(edited(flow, "X", "a, b") == "make a, b");
  CHECK(edited(flow, "X", "${A}") == "make ${A}");
  const std::string json =
      "{\"version\": 0.2, \"phases\": {\"build\": {\"commands\": [\"make \\\"X\\\"\"]}}}\n";
  CHECK(edited(json, "X", "a\"b\n") == "make \"a\"b\n\"");
}

TEST_CASE("scalar edit: lines") {
  CHECK(edited(item("|\n        one\n        two X"), "two", "set -e\ntwo") ==
        "one\nset -e\ntwo X\n");
  CHECK(edited(item("|\r\n        one\r\n        two X"), "two", "a\ntwo") == "one\na\ntwo X\n");
  CHECK(edited(item("'make X'"), "X", "a\nb") == "(none)");
  CHECK(edited(item(">\n        make X"), "X", "a\nb") == "(none)");
  CHECK(edited(item(">\n        make\n        X"), "X", " X") == "(none)");
}

TEST_CASE("scalar edit: several replacements, and spans that are none") {
  const auto facts = std::make_shared<const ProjectFacts>();
  const std::string source = item("docker login -p X");
  const SnapshotPtr before = analyze("b.yml", 0, SourceText(source), facts);
  const Node node = first_command(*before);
  const Scalar scalar = node.scalar();
  const std::vector<Replacement> two{{{0, 0}, "a: b | "}, {{13, 17}, "'y'"}};
  const auto edits = edit_in_scalar(*before, node, scalar, two);
  REQUIRE(edits);
  const SnapshotPtr after = analyze("b.yml", 0, SourceText(applied(source, *edits)), facts);
  CHECK(first_command(*after).scalar().value() == "a: b | docker login 'y'");
  CHECK(!edit_in_scalar(*before, node, scalar, {5, 99}, ""));
}

}  // namespace buildspec::test
