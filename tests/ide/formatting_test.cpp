// Formatting in the editor: what a key press does to its line. "^" is the cursor after it.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

#include "linter/lint/engine.h"
#include "lsp/ide/formatting.h"
#include "rules/registry.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// The text after typing, the cursor as clients place it: behind an edit that ends at it.
std::string after(std::string_view source, char typed, format::Style style = {}) {
  const auto [snapshot, offset] = marked(source);
  std::string text(snapshot->text.bytes());
  const auto edits = lay_out_typed(*snapshot, offset, typed, style);
  if (edits.empty()) return std::string(source);
  REQUIRE(edits.size() == 1);
  const Edit& edit = edits.front();
  REQUIRE(edit.span.end <= text.size());
  const std::size_t cursor = offset <= edit.span.end ? edit.span.begin + edit.text.size()
                                                     : offset - edit.span.size() + edit.text.size();
  text.replace(edit.span.begin, edit.span.size(), edit.text);
  return text.insert(cursor, "^");
}
std::string enter(std::string_view source) { return after(source, '\n'); }

}  // namespace

TEST_CASE("a new line stands where its neighbours say") {
  CHECK(enter("phases:\n^") == "phases:\n  ^");
  CHECK(enter("phases:\n  build:\n  ^") == "phases:\n  build:\n    ^");
  CHECK(enter("phases:\n  build:\n\t^") == "phases:\n  build:\n    ^");
  CHECK(enter("phases:\n  build: # why\n  ^") == "phases:\n  build: # why\n    ^");
  CHECK(enter("version: 0.2\n  ^") == "version: 0.2\n^");
  CHECK(enter("env:\n  shell: bash\n^\nphases:\n") == "env:\n  shell: bash\n  ^\nphases:\n");
  CHECK(enter("a:\n  # note\n^") == "a:\n  # note\n  ^");
  CHECK(enter("a:\n  - b: 1\n  ^") == "a:\n  - b: 1\n    ^");
  CHECK(enter("a:\n  - b:\n  ^") == "a:\n  - b:\n      ^");
  CHECK(enter("a: &x\n^") == "a: &x\n  ^");
}

TEST_CASE("the next item begins with a dash, never two") {
  CHECK(enter("a:\n  - b\n^") == "a:\n  - b\n  - ^");
  CHECK(enter("a:\n  - b\n    ^") == "a:\n  - b\n  - ^");
  CHECK(enter("a:\n- b # c\n^\nd: e\n") == "a:\n- b # c\n- ^\nd: e\n");
  CHECK(enter("a:\n  - echo \"b: c\"\n^") == "a:\n  - echo \"b: c\"\n  - ^");
  CHECK(enter("a:\n  - [b]\n^") == "a:\n  - [b]\n  - ^");
  CHECK(enter("a:\n  - b\n^- c\n") == "a:\n  - b\n  ^- c\n");
  CHECK(enter("a:\n  - b\n  - ^") == "a:\n  - b\n  - ^");
}

TEST_CASE("a break behind an empty item ends the list") {
  CHECK(enter("a:\n  b:\n    - c\n    -\n    ^\n") == "a:\n  b:\n    - c\n  ^\n");
  CHECK(enter("a:\n- c\n- \n^") == "a:\n- c\n^");
  // The first one: its content comes.
  CHECK(enter("a:\n  -\n  ^") == "a:\n  -\n    ^");
}

TEST_CASE("inside a block scalar the column stays") {
  CHECK(enter("a:\n  - |\n^") == "a:\n  - |\n    ^");
  CHECK(enter("a: |\n^") == "a: |\n  ^");
  CHECK(enter("a: |-4 # c\n^") == "a: |-4 # c\n    ^");
  CHECK(enter("a:\n  - |\n    if true; then\n      echo\n^\n") ==
        "a:\n  - |\n    if true; then\n      echo\n      ^\n");
  CHECK(enter("a:\n  - |\n    key:\n    ^\n") == "a:\n  - |\n    key:\n    ^\n");
  CHECK(enter("a:\n  - |\n    - x\n  ^") == "a:\n  - |\n    - x\n    ^");
  CHECK(enter("a:\n  - |\n    x\n\n^") == "a:\n  - |\n    x\n\n    ^");
  CHECK(enter("a:\n  - |\n    ec\n  ^ho\n") == "a:\n  - |\n    ec\n    ^ho\n");
  CHECK(enter("a: |\n  x\nb:\n^") == "a: |\n  x\nb:\n  ^");
}

TEST_CASE("a line that is split goes on in its place") {
  CHECK(enter("a:\n^b\n") == "a:\n  ^b\n");
  CHECK(enter("a:\n  - b\n^c\n") == "a:\n  - b\n    ^c\n");
  CHECK(enter("a: b\n^c: d\n") == "a: b\n^c: d\n");
  CHECK(enter("a:\n  b: c\n^d: e\n") == "a:\n  b: c\n  ^d: e\n");
}

TEST_CASE("brackets and quotes") {
  CHECK(enter("a: [\n^\n]\n") == "a: [\n  ^\n]\n");
  CHECK(enter("{\n  \"a\": {\n^\n  }\n}\n") == "{\n  \"a\": {\n    ^\n  }\n}\n");
  CHECK(enter("{\n  \"a\": 1,\n^\n}\n") == "{\n  \"a\": 1,\n  ^\n}\n");
  CHECK(enter("a:\n  - \"b\n^\n    c\"\n") == "a:\n  - \"b\n^\n    c\"\n");
}

TEST_CASE("a closing bracket goes back to the line that opened it") {
  CHECK(after("a: [\n  b,\n  ]^\n", ']') == "a: [\n  b,\n]^\n");
  CHECK(after("{\n  \"a\": {\n    \"b\": [\n      1\n      ]^\n  }\n}\n", ']') ==
        "{\n  \"a\": {\n    \"b\": [\n      1\n    ]^\n  }\n}\n");
  CHECK(after("{\n\t\"a\": {\n\t\t\"b\": 1\n}^\n}\n", '}') ==
        "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}^\n}\n");
  CHECK(after("a:\n  - {\n      b: 1\n  }^\n", '}') == "a:\n  - {\n      b: 1\n    }^\n");
  CHECK(after("a:\n  - b: {\n      c: 1\n  }^\n", '}') == "a:\n  - b: {\n      c: 1\n    }^\n");
  CHECK(enter("a: {\n^}\n") == "a: {\n^}\n");
  CHECK(enter("a:\n  b: {\n^}\n") == "a:\n  b: {\n  ^}\n");
  // What is around it may be open yet.
  CHECK(after("{\n  \"a\": {\n    \"b]\": [\n      \"{\"\n      ]^\n", ']') ==
        "{\n  \"a\": {\n    \"b]\": [\n      \"{\"\n    ]^\n");
  CHECK(after("{\n  \"a\": \"\n  }^\n", '}') == "{\n  \"a\": \"\n}^\n");
  // Not one that stands behind something, in a text, without its bracket, of another kind.
  CHECK(after("a: [\n  b ]^\n", ']') == "a: [\n  b ]^\n");
  CHECK(after("a: |\n  {\n    }^\n", '}') == "a: |\n  {\n    }^\n");
  CHECK(after("a: '[\n    ]^'\n", ']') == "a: '[\n    ]^'\n");
  CHECK(after("a:\n    ]^\n", ']') == "a:\n    ]^\n");
  CHECK(after("a: [\n    }^\n", '}') == "a: [\n    }^\n");
}

TEST_CASE("a closing bracket that was typed stands where the layout has it") {
  for (const char* const text :
       {"a: [\n  b\n]^\n", "a:\n  - {\n      b: 1\n    }^\n", "a:\n  - b: {\n      c: 1\n    }^\n",
        "{\n  \"a\": [\n    1\n  ]^\n}\n"}) {
    INFO(text);
    const std::string plain =
        after(text, std::string_view(text).find(']') == std::string_view::npos ? '}' : ']');
    std::string laid_out = plain;
    laid_out.erase(laid_out.find('^'), 1);
    const Layout layout = lay_out(*read(laid_out), {});
    CHECK(layout.refusal.empty());
    CHECK(apply_edits(laid_out, layout.edits) == laid_out);
  }
}

TEST_CASE("what is half typed does not matter, where nothing is known nothing is done") {
  CHECK(enter("phases:\n  build\n    commands:\n^") == "phases:\n  build\n    commands:\n      ^");
  CHECK(enter("a: \"b\n^") == "a: \"b\n^");
  CHECK(enter("\n^") == "\n^");
  CHECK(enter("^a: 1\n") == "^a: 1\n");
  CHECK(enter("a:\r\n  b:\r\n^\r\n") == "a:\r\n  b:\r\n    ^\r\n");
  CHECK(enter("---\n  ^") == "---\n^");
  CHECK(after("a:\n^", 'x') == "a:\n^");
}

TEST_CASE("the first dash below a key takes the column of lists") {
  CHECK(after("a:\n -^", '-') == "a:\n  -^");
  CHECK(after("a:\n-^", '-') == "a:\n  -^");
  CHECK(after("a:\n- b\nc:\n  -^", '-') == "a:\n- b\nc:\n-^");
  CHECK(after("a:\n-^\n    - b\n", '-') == "a:\n    -^\n    - b\n");
  CHECK(after("a:\n  - b\n   -^", '-') == "a:\n  - b\n   -^");
  CHECK(after("a: |\n  x\n   -^", '-') == "a: |\n  x\n   -^");
  CHECK(after("a: b -^", '-') == "a: b -^");
  CHECK(after("a:\n  --^", '-') == "a:\n  --^");
}

TEST_CASE("documents that are not ours stay as they are") {
  CHECK(enter("version: 1\nfrontend:\n^") == "version: 1\nfrontend:\n^");
  const SnapshotPtr snapshot = read("version: 1\nfrontend:\n      phases: {}\n");
  REQUIRE(snapshot->amplify);
  CHECK(lay_out(*snapshot, {}).edits.empty());
  CHECK(lay_out(*snapshot, {}).refusal.empty());
}

TEST_CASE("a range means the lines that it touches") {
  const SnapshotPtr snapshot = read("a:  1\nb:  2\nc:  3\n");
  const auto lines = [&](Span range) {
    std::vector<std::uint32_t> changed;
    for (const Edit& edit : lay_out(*snapshot, {}, range).edits) {
      changed.push_back(snapshot->text.line_of(edit.span.begin));
    }
    return changed;
  };
  CHECK(lines({7, 7}) == std::vector<std::uint32_t>{1});
  CHECK(lines({6, 12}) == std::vector<std::uint32_t>{1});  // up to the begin of the third line
  CHECK(lines({5, 13}) == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("a refusal names the line") {
  CHECK(lay_out(*read("a: 1\nb: [\n"), {}).refusal.starts_with("Not formatted, line "));
}

TEST_CASE("the linter finds the same in a real buildspec after it is laid out") {
  const LintEngine engine(all_rules(), {});
  const auto findings = [&](const Snapshot& snapshot) {
    std::map<std::string, int> counts;
    for (const Diagnostic& diagnostic : engine.run(snapshot)) {
      if (diagnostic.rule != nullptr) ++counts[std::string(diagnostic.rule->id())];
    }
    return counts;
  };
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    INFO(file.name);
    const SnapshotPtr before = read(file.bytes);
    const Layout layout = lay_out(*before, {});
    if (layout.edits.empty()) continue;
    const SnapshotPtr laid_out = read(apply_edits(file.bytes, layout.edits));
    REQUIRE(findings(*laid_out) == findings(*before));
  }
}

TEST_CASE("typing anywhere in a real buildspec, whole or cut, changes white space only") {
  std::mt19937 random(3);
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    INFO(file.name);
    std::string text = file.bytes;
    if (random() % 2 == 0 && !text.empty()) text.resize(random() % text.size());
    for (int i = 0; i < 8; ++i) {
      const std::size_t at = text.empty() ? 0 : random() % text.size();
      const char typed = "\n-]}"[i % 4];
      const SnapshotPtr snapshot = read(std::string(text).insert(at, 1, typed));
      const auto offset = static_cast<std::uint32_t>(at + 1);
      for (const Edit& edit : lay_out_typed(*snapshot, offset, typed, {})) {
        REQUIRE(edit.span.begin <= edit.span.end);
        REQUIRE(edit.span.end <= snapshot->text.size());
        const std::string_view old = snapshot->text.bytes(edit.span);
        REQUIRE(old.find_first_not_of(" \t\r\n-") == std::string_view::npos);
        REQUIRE(edit.text.find_first_not_of(" -") == std::string::npos);
      }
    }
  }
}
