// A snapshot made from an earlier one says what a fresh one says.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "linter/lang/limits.h"
#include "linter/lang/snapshot.h"
#include "linter/schema/buildspec_schema.h"
#include "tests/support/corpus.h"

namespace buildspec {
namespace {

// Everything that rules see, as text.
std::string shown(const Snapshot& snapshot) {
  std::string all = snapshot.fault ? "fault " + snapshot.fault->message + "\n" : "";
  const auto add = [&](std::string_view what, Node node) {
    all += std::string(what) + ' ' + std::to_string(node.span().begin) + '-' +
           std::to_string(node.span().end) + '\n';
  };
  for (const Command& command : snapshot.buildspec.commands) {
    add("command " + std::to_string(command.index) + std::string(to_string(command.phase)),
        command.node);
  }
  for (const Variable& variable : snapshot.buildspec.env.variables) add("variable", variable.key);
  for (const Mismatch& mismatch : snapshot.mismatches) {
    add("mismatch " + std::to_string(static_cast<int>(mismatch.kind)), mismatch.node);
    add("of", mismatch.key_node);
    add("first", mismatch.other);
  }
  return all;
}

constexpr std::string_view kPieces[] = {
    "x", ":", " ",          "\n",        "- ", "#",   "\"", "'", "|\n", "é",
    "[", "]", "  build:\n", "commands:", "\t", "&a ", "*a", "-", "{}",  "foo: bar\n"};

}  // namespace

TEST_CASE("random edits: a snapshot with a past equals a fresh one") {
  std::mt19937 random(20261120);
  const auto below = [&](std::size_t end) { return static_cast<std::uint32_t>(random() % end); };
  std::vector<std::string> texts{
      "version: 0.2\nenv:\n  variables:\n    A: 1\n    B: 2\nphases:\n  build:\n    commands:\n"
      "      - a\n      - b: c\n  foo: x\n"};
  std::string batch = "version: 0.2\nbatch:\n  build-graph:\n";
  for (int i = 0; i < 80; ++i) {
    const std::string id = "t" + std::to_string(i);
    batch += "    - identifier: " + id + "\n      env:\n        variables:\n          A: " + id +
             "\n      depend-on:\n        - t1\n";
    if (i % 9 == 0) batch += "      unknown: key\n";
  }
  texts.push_back(batch);
  for (std::size_t i = 0; i < test::corpus().size(); i += 40) {
    texts.push_back(test::corpus()[i].bytes);
  }
  for (std::string& text : texts) {
    SnapshotPtr snapshot = analyze("b.yml", 0, SourceText(text), nullptr);
    for (int round = 0; round < 40; ++round) {
      const std::uint32_t begin = below(text.size() + 1);
      const auto size = std::min(static_cast<std::uint32_t>(text.size()) - begin, below(4));
      const std::string_view piece = below(3) == 0 ? "" : kPieces[below(std::size(kPieces))];
      const Change change{Span{begin, begin + size}, static_cast<std::uint32_t>(piece.size())};
      text.replace(begin, size, piece);
      snapshot =
          analyze("b.yml", round + 1, SourceText(text), nullptr, snapshot, std::span(&change, 1));
      const SnapshotPtr fresh = analyze("b.yml", 0, SourceText(text), nullptr);
      INFO(text);
      REQUIRE(shown(*snapshot) == shown(*fresh));
    }
  }
}

TEST_CASE("items that agreed with the schema are remembered, others are not") {
  const std::string text =
      "version: 0.2\nbatch:\n  build-list:\n    - identifier: a\n    - identifier: b\n"
      "      foo: bar\nphases:\n  build:\n    commands: [make]\n";
  const SnapshotPtr snapshot = analyze("b.yml", 0, SourceText(text), nullptr);
  CHECK(snapshot->clean_items.size() == 1);
  const Node list = snapshot->buildspec.batch.build_list;
  const schema::Type* const task = &schema::list_task_type();
  CHECK(snapshot->clean_items.contains(list.item(0).block(), task));
  CHECK(!snapshot->clean_items.contains(list.item(1).block(), task));
  CHECK(!snapshot->clean_items.contains(list.item(0).block(), &schema::graph_task_type()));
}

TEST_CASE("of millions of mismatches the first ones are kept") {
  std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
  for (int i = 0; i < 30'000; ++i) text += "      - a: b\n";
  const SnapshotPtr snapshot = analyze("b.yml", 0, SourceText(text), nullptr);
  CHECK(snapshot->mismatches.size() == kMostMismatches);
}

}  // namespace buildspec
