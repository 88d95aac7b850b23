// A tree that takes parts over from the previous version equals one that was parsed from nothing.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/tree.h"
#include "tests/support/corpus.h"
#include "tests/syntax/parser_dump.h"

namespace buildspec {
namespace {

// What typing, pasting and deleting put into a buildspec; each piece upsets some part of a parser.
constexpr std::string_view kPieces[] = {
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    ":",
    ": ",
    "- ",
    "-",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    " # ",
    "|",
    ">",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!t ",
    "? ",
    "\\",
    "%",
    "@",
    "  ",
    "    ",
    "\n  ",
    "\n    - ",
    "\n---\n",
    "\n...\n",
    "é",
    "\xFF",
    "\xC2\x85",
    "build:",
    "\n  build:\n",
    "x: y\n",
    "\n\n",
    "<<: ",
    "=======\n",
};

class Editor {
 public:
  explicit Editor(std::uint32_t seed) : random_(seed) {}

  std::uint32_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::uint32_t>(
        0, static_cast<std::uint32_t>(bound) - 1)(random_);
  }

  // One edit of a text: something typed, something deleted, both, or a part copied to elsewhere.
  Edit edit(std::string_view text) {
    const std::uint32_t at = below(text.size() + 1);
    const auto rest = static_cast<std::uint32_t>(text.size()) - at;
    Edit edit{{at, at}, ""};
    const std::uint32_t kind = below(10);
    if (kind < 5) edit.text = kPieces[below(std::size(kPieces))];
    if (kind >= 4 && kind < 8) edit.span.end += std::min(rest, 1 + below(kind == 7 ? 200 : 3));
    if (kind == 8) {
      const std::uint32_t from = below(text.size() + 1);
      edit.text = text.substr(from, below(120));
    }
    if (kind == 9) {
      // A whole line goes.
      const std::size_t begin = text.rfind('\n', at) + 1;
      const std::size_t end = text.find('\n', at);
      if (end != std::string_view::npos && begin <= end) {
        edit.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end + 1)};
      }
    }
    return edit;
  }

 private:
  std::mt19937 random_;
};

// Makes edits one after the other, some at once, and holds every tree against a fresh one.
void check_edits(std::string text, int rounds, Editor& editor) {
  TreePtr tree = parse(SourceText(text));
  for (int round = 0; round < rounds; ++round) {
    std::vector<Change> changes;
    const std::uint32_t count = editor.below(8) == 0 ? 1 + editor.below(6) : 1;
    std::string history;
    for (std::uint32_t i = 0; i < count; ++i) {
      const Edit edit = editor.edit(text);
      changes.push_back({edit.span, static_cast<std::uint32_t>(edit.text.size())});
      text.replace(edit.span.begin, edit.span.size(), edit.text);
    }
    const bool compared = editor.below(4) == 0;
    const TreePtr next =
        compared ? parse(SourceText(text), tree) : parse(SourceText(text), tree, changes);
    const std::string expected = test::dump(*parse(SourceText(text)));
    const std::string actual = test::dump(*next);
    if (actual != expected) {
      CAPTURE(tree->text().bytes());
      CAPTURE(text);
      CAPTURE(test::first_difference(actual, expected));
      FAIL_CHECK("the tree after an edit differs from a fresh one");
      return;
    }
    tree = next;
  }
}

// Several files one below the other, so that there are many chunks.
std::string long_text(const std::vector<test::CorpusFile>& files, std::size_t first) {
  std::string text = "version: 0.2\nfiles:\n";
  for (std::size_t i = first; i < files.size() && text.size() < 20'000; i += 7) {
    text += "  - name: x\n    file:\n";
    for (std::size_t at = 0; at < files[i].bytes.size();) {
      const std::size_t end = std::min(files[i].bytes.find('\n', at), files[i].bytes.size());
      text.append(6, ' ').append(files[i].bytes, at, end - at).append(1, '\n');
      at = end + 1;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("edits of every real file leave the tree that a fresh parse makes") {
  Editor editor(1);
  for (const test::CorpusFile& file : test::corpus()) {
    if (file.bytes.size() < 20'000) check_edits(file.bytes, 24, editor);
  }
}

TEST_CASE("edits of long files leave the tree that a fresh parse makes") {
  Editor editor(2);
  const auto& files = test::corpus();
  for (std::size_t first = 0; first < std::min<std::size_t>(files.size(), 40); ++first) {
    check_edits(long_text(files, first), 40, editor);
  }
}

TEST_CASE("edits of a text without breaks, of flow and of nothing") {
  Editor editor(3);
  for (int i = 0; i < 200; ++i) {
    check_edits("", 20, editor);
    check_edits("a: [b, {c: d}]\ne: \"f\n  g\"\nh: |\n  i\n", 20, editor);
    check_edits("{\n\t\"a\": [1, 2],\n\t\"b\": {\"c\": null}\n}\n", 20, editor);
  }
}

TEST_CASE("an edit of what ends the document is noticed") {
  const auto check = [](std::string text, Span span, const std::string& coming) {
    const TreePtr before = parse(SourceText(text));
    const Change change{span, static_cast<std::uint32_t>(coming.size())};
    text.replace(span.begin, span.size(), coming);
    CHECK(test::dump(*parse(SourceText(text), before, {&change, 1})) ==
          test::dump(*parse(SourceText(text))));
  };
  check(":\n%YAML ", {7, 8}, "");
  check("a: b\n%YAML 1.1\n", {10, 11}, "");
  check("a: b\n%TAG ! !\n", {9, 10}, "x");
  check("a: b\n%TAG\n", {9, 9}, " ");
  check("a: b\n---\n", {8, 8}, "x");
  check("a: b\n... \n", {8, 9}, "x");
}

TEST_CASE("unchanged parts keep their identity") {
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (int i = 0; i < 2000; ++i) text += "      - echo " + std::to_string(i) + "\n";
  const TreePtr before = parse(SourceText(text));
  const std::size_t at = text.find("echo 1000");
  text.insert(at, "x");
  const std::vector<Change> changes = {
      {{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)}, 1}};
  const TreePtr after = parse(SourceText(text), before, changes);
  const auto commands = [](const TreePtr& tree) {
    return tree->root().get("phases").get("build").get("commands");
  };
  REQUIRE(commands(before).size() == 2000);
  REQUIRE(commands(after).size() == 2000);
  CHECK(commands(after).item(0).block() == commands(before).item(0).block());
  CHECK(commands(after).item(1999).block() == commands(before).item(1999).block());
  CHECK(commands(after).item(1999).source() == "echo 1999");
  CHECK(commands(after).item(1000).block() != commands(before).item(1000).block());
  std::size_t kept = 0;
  auto old = commands(before).items().begin();
  for (const Node item : commands(after).items()) kept += item.block() == (*old++).block() ? 1 : 0;
  CHECK(kept > 1600);
}

}  // namespace buildspec
