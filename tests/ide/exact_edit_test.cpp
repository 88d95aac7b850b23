#include "lsp/ide/exact_edit.h"

#include <doctest/doctest.h>

#include <string>

#include "lsp/ide/text_changes.h"
#include "lsp/ide/written_scalar.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

bool same(const std::string& before, const std::string& after, bool loose = false) {
  const SnapshotPtr snapshot = read(before);
  return keeps_meaning(*snapshot, {{Span{0, snapshot->text.size()}, after}}, {}, loose);
}

}  // namespace

TEST_CASE("another writing of the same is the same") {
  CHECK(same("a: b\nc: [d, e]\n", "{\"a\": \"b\", c: ['d', e]}\n"));
  CHECK(same("a: |-\n  x\n", "a: x # y\n"));
  CHECK(same("a:\nb: ~\n", "a: null\nb:\n"));
  CHECK(same("a: 1.5\n", "a:   1.5\n"));
}

TEST_CASE("other values, types, orders and names are not") {
  CHECK_FALSE(same("a: b\n", "a: c\n"));
  CHECK_FALSE(same("a: 1\n", "a: '1'\n"));
  CHECK_FALSE(same("a: yes\n", "a: 'yes'\n"));
  CHECK_FALSE(same("a: b\nc: d\n", "c: d\na: b\n"));
  CHECK_FALSE(same("a: [b]\n", "a: [b, c]\n"));
  CHECK_FALSE(same("a: [b, c]\n", "a: [b]\n"));
  CHECK_FALSE(same("a: {}\n", "a: []\n"));
  CHECK_FALSE(same("a: &x b\n", "a: b\n"));
  CHECK_FALSE(same("a: !x b\n", "a: b\n"));
  CHECK_FALSE(same("a: b\n", "a: b\n---\nc: d\n"));
  CHECK_FALSE(same("a: b\n", "a: [\n"));
  CHECK_FALSE(same("a: [\n", "a: [\n"));
  CHECK_FALSE(same("a: x\n", "a: |\n  x\n"));
  CHECK(same("a: x\n", "a: |\n  x\n", true));
}

TEST_CASE("what is to stand there instead is looked for") {
  const SnapshotPtr snapshot = read("a:\n  - b\n  - c\n  - d\n");
  const Node list = snapshot->tree->root().get("a");
  const Edit edit{list.item(1).span(), "x\n  - z"};
  const Instead two{list.item(1), std::vector<std::string>{"x", "z"}};
  const Instead one{list.item(1), std::vector<std::string>{"x"}};
  const Instead elsewhere{list.item(0), std::vector<std::string>{"x"}};
  CHECK(keeps_meaning(*snapshot, {edit}, {&two, 1}));
  CHECK_FALSE(keeps_meaning(*snapshot, {edit}, {&one, 1}));
  CHECK_FALSE(keeps_meaning(*snapshot, {edit}, {&elsewhere, 1}));
  CHECK_FALSE(keeps_meaning(*snapshot, {edit}));
}

TEST_CASE("edits that overlap or leave the text are refused") {
  const SnapshotPtr snapshot = read("a: b\n");
  CHECK_FALSE(keeps_meaning(*snapshot, {{Span{0, 1}, "a"}, {Span{0, 2}, "a:"}}));
  CHECK_FALSE(keeps_meaning(*snapshot, {{Span{3, 99}, "b"}}));
}

TEST_CASE("deep texts are compared without recursion") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += '[';
  deep += std::string(5000, ']');
  CHECK(same("a: " + deep + "\n", "a: " + deep + " # x\n"));
}

TEST_CASE("plain where nothing speaks against it") {
  for (const char* const plain : {"make", "echo hi", "./x", "$A", "a:b", "it's", "a, b", "a#b"}) {
    CAPTURE(std::string(plain));
    CHECK(written_scalar(plain, false) == plain);
  }
  CHECK(written_scalar("a: b", false) == "'a: b'");
  CHECK(written_scalar("a #b", false) == "'a #b'");
  CHECK(written_scalar("a, b", true) == "'a, b'");
  CHECK(written_scalar("no", false) == "'no'");
  CHECK(written_scalar("1e3", false) == "'1e3'");
  CHECK(written_scalar("", false) == "\"\"");
  CHECK(written_scalar("a\nb", false) == "\"a\\nb\"");
  CHECK(written_scalar("*x", false) == "'*x'");
}

TEST_CASE("small edits between two texts") {
  const auto check = [](const std::string& before, const std::string& after, std::size_t count) {
    const std::vector<Edit> edits = text_changes(before, after);
    CHECK(edits.size() == count);
    CHECK(apply_edits(before, edits) == after);
  };
  check("a\nb\nc\n", "a\nb\nc\n", 0);
  check("a\nb\nc\n", "a\nx\nc\n", 1);
  check("a\nb\nc\nd\n", "x\nb\nc\ny\n", 2);
  check("a\nb\nc\nd\n", "a\nx\ny\nd\n", 2);
  check("a\nb\n", "a\nb\nc\n", 1);
  check("a\nb\nc\n", "c\n", 1);
  check("", "a", 1);
  check("a", "", 1);
  CHECK(text_changes("one two three\n", "one 2 three\n") == std::vector<Edit>{{{4, 7}, "2"}});
  // No edit cuts a character or a line end.
  CHECK(text_changes("\xC3\xA4\n", "\xC3\xB6\n") == std::vector<Edit>{{{0, 2}, "\xC3\xB6"}});
  CHECK(text_changes("a\r\n", "b\r\n") == std::vector<Edit>{{{0, 1}, "b"}});
  check("a\r\nb", "a\nb", 1);
}
