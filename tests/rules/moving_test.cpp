// Keys at the wrong level go back to where they belong: sections of real buildspecs are put under
// `phases`, and the fix makes the file say again what it said.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/engine.h"
#include "linter/lint/fixes.h"
#include "linter/syntax/facts.h"
#include "rules/registry.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

const LintEngine& engine() {
  static const LintEngine kEngine = [] {
    RuleSelection selection;
    selection.settings.push_back({"all", std::nullopt, false, false});
    for (const std::string_view rule : {"unknown-phase", "misplaced-key"}) {
      selection.settings.push_back({std::string(rule), std::nullopt, true, true});
    }
    return LintEngine(all_rules(), selection);
  }();
  return kEngine;
}

SnapshotPtr read(const std::string& text) {
  return analyze("buildspec.yml", 0, SourceText(text), nullptr);
}

// Every path with its value, in an order of its own: a section may come back at another place.
std::vector<std::pair<std::string, std::string>> meaning(const Snapshot& snapshot) {
  std::vector<std::pair<std::string, std::string>> said;
  for (const Fact& fact : facts(*snapshot.tree)) said.emplace_back(fact.path, fact.value);
  std::sort(said.begin(), said.end());
  return said;
}

std::vector<std::string> comments(const std::string& text) {
  std::vector<std::string> found;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t first = text.find_first_not_of(" \t", begin);
    if (first < end && text[first] == '#') found.push_back(text.substr(first, end - first));
    begin = end + 1;
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string deeper(std::string_view lines, std::size_t by) {
  std::string out;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    if (lines.substr(0, end).find_first_not_of(" \r\n") != std::string_view::npos) {
      out.append(by, ' ');
    }
    out += lines.substr(0, end);
    lines.remove_prefix(end);
  }
  return out;
}

std::string mended(std::string text) {
  for (int round = 0; round < 4; ++round) {
    const auto found = engine().run(*read(text));
    if (found.empty() || found[0].fixes.empty()) return text;
    text = apply_edits(text, found[0].fixes[0].edits);
  }
  return text;
}

}  // namespace

TEST_CASE("moving: sections that were put under phases come back as they were") {
  int tried = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    const SnapshotPtr before = read(file.bytes);
    if (before->broken() || before->unread || before->buildspec.root.flow()) continue;
    if (!engine().run(*before).empty()) continue;
    const Node root = before->buildspec.root;
    const Pair phases = root.find("phases");
    if (!phases.value.is_mapping() || phases.value.flow()) continue;
    const auto column = [&](Node key) {
      return key.span().begin - before->text.line(before->text.line_of(key.span().begin)).begin;
    };
    const std::uint32_t by = column(phases.value.pair(0).key) - column(phases.key);
    for (const std::string_view name : {"artifacts", "cache", "reports", "env"}) {
      const Pair pair = root.find(name);
      if (!pair.value.is_mapping() || pair.value.flow() || by == 0) continue;
      const auto own = whole_lines(before->text, pair);
      const auto other = whole_lines(before->text, phases);
      if (!own || !other || own->begin < other->end) continue;
      std::string text = file.bytes;
      if (!text.ends_with('\n')) text += '\n';
      std::string section = text.substr(own->begin, own->end - own->begin);
      if (!section.ends_with('\n')) section += '\n';
      text.erase(own->begin, own->end - own->begin);
      text.insert(other->end, deeper(section, by));
      const SnapshotPtr planted = read(text);
      if (planted->fault || engine().run(*planted).empty()) continue;
      ++tried;
      const std::string after = mended(text);
      INFO(file.name << " " << name << "\n" << after);
      CHECK(meaning(*read(after)) == meaning(*before));
      CHECK(comments(after) == comments(text));
    }
  }
  if (!test::corpus().empty()) CHECK(tried > 100);
}

TEST_CASE("moving: a pair goes with its comments, in every style") {
  const auto to = [](const std::string& text, std::vector<std::string_view> path) {
    const SnapshotPtr snapshot = read(text);
    REQUIRE(!snapshot->fault);
    const Node root = snapshot->buildspec.root;
    const auto edits = moved(*snapshot, root, root.find("x"), path);
    return edits ? apply_edits(text, *edits) : "nothing";
  };
  CHECK(to("# x\nx: 1 # one\na:\n  b: 2\n", {"a"}) == "a:\n  b: 2\n  # x\n  x: 1 # one\n");
  CHECK(to("a:\n    b: 2\nx:\n- |\n    1\n\n    2", {"a"}) ==
        "a:\n    b: 2\n    x:\n    - |\n        1\n\n        2\n");
  CHECK(to("x: 1\na: # nothing\nb: 2\n", {"a"}) == "a: # nothing\n  x: 1\nb: 2\n");
  CHECK(to("x: 1\r\na:\r\n  b: 2\r\n", {"a", "c"}) == "a:\r\n  b: 2\r\n  c:\r\n    x: 1\r\n");
  CHECK(to("{x: 1, a: {b: 2}}\n", {"a"}) == "{a: {b: 2, x: 1}}\n");
  CHECK(to("{\"a\": {\"b\": 2}, \"x\": [1, 2]}\n", {"c"}) ==
        "{\"a\": {\"b\": 2}, \"c\": {\"x\": [1, 2]}}\n");
  CHECK(to("x: 1\na: {b: 2}\n", {"a"}) == "nothing");
  CHECK(to("x: 1\na:\n  x: 2\n", {"a"}) == "nothing");
  CHECK(to("x: 1\na: text\n", {"a"}) == "nothing");
}

}  // namespace buildspec
