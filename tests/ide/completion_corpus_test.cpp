// Completion at many offsets of real buildspecs, whole and cut: what is accepted parses where it
// was offered, and nothing else of the file is lost.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "linter/schema/buildspec_schema.h"
#include "rules/registry.h"
#include "tests/ide/completion_support.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

constexpr std::uint32_t kStep = 53;
constexpr std::size_t kItems = 3;

SnapshotPtr read_source(std::string text) {
  ProjectFacts facts = with_files({"app/main.py", "app/web/a.html", "ci/run.sh", "pom.xml"});
  return read(std::move(text), std::move(facts));
}

// Every command outside of a span, as it is written.
std::multiset<std::string> commands_outside(const Snapshot& snapshot, Span span) {
  std::multiset<std::string> all;
  for (const Command& command : snapshot.buildspec.commands) {
    const Span own = command.node.span();
    if (own.end < span.begin || own.begin > span.end) all.emplace(command.node.source());
  }
  return all;
}

// The key that was accepted is a key of the tree now.
bool has_key_at(const Snapshot& snapshot, std::uint32_t begin, std::string_view name) {
  const std::vector<Node> path = snapshot.tree->path_at(begin + 1);
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (!path[i].is(name) || !path[i - 1].is_mapping()) continue;
    for (const Pair pair : path[i - 1].pairs()) {
      if (pair.key == path[i]) return true;
    }
  }
  return false;
}

struct Walk {
  std::size_t offsets = 0;
  std::size_t accepted = 0;
  std::size_t keys = 0;

  void accept(const Snapshot& before, const Completion& completion, const CompletionItem& item) {
    std::string insert = inserted(item);
    insert.erase(insert.find('^'), 1);
    std::string text(before.text.bytes());
    text.replace(completion.replace.begin, completion.replace.size(), insert);
    INFO("accepted ", item.label, "\n", text);
    const SnapshotPtr after = read_source(text);
    ++accepted;
    const bool on_blank = completion.replace.empty();
    if (item.kind == CompletionKind::key || item.kind == CompletionKind::runtime) {
      const auto name = static_cast<std::uint32_t>(insert.find(item.label));
      REQUIRE(has_key_at(*after, completion.replace.begin + name, item.label));
      ++keys;
    }
    // Commands are neither lost nor changed where a line of its own was written.
    if (!on_blank) return;
    const auto end = completion.replace.begin + static_cast<std::uint32_t>(insert.size());
    const std::multiset<std::string> kept =
        commands_outside(*after, {completion.replace.begin, end});
    for (const std::string& command : commands_outside(before, completion.replace)) {
      INFO("command ", command);
      REQUIRE(kept.contains(command));
    }
  }

  void look(const Snapshot& snapshot, std::uint32_t offset) {
    CompletionOptions options;
    options.snippets = true;
    options.rules = all_rules();
    const Completion completion = complete(snapshot, offset, options);
    ++offsets;
    REQUIRE(completion.replace.touches(completion.offset));
    REQUIRE(completion.replace.end <= snapshot.text.size());
    REQUIRE(completion.items.size() <= 2 * kMostCompletions);
    std::set<std::string> labels;
    for (const CompletionItem& item : completion.items) {
      INFO(item.label);
      REQUIRE(labels.insert(item.label).second);
      REQUIRE_FALSE(item.label.empty());
      REQUIRE_FALSE(item.insert.empty());
    }
    if (completion.replace.begin > 0 &&
        snapshot.tree->comment_at(completion.replace.begin).has_value()) {
      return;
    }
    for (std::size_t i = 0; i < std::min(kItems, completion.items.size()); ++i) {
      accept(snapshot, completion, completion.items[i]);
    }
  }
};

}  // namespace

TEST_CASE("what is accepted in a real buildspec parses there, and costs no command") {
  Walk walk;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read_source(file.bytes);
    if (snapshot->broken() || snapshot->text.size() > 6'000) continue;
    for (std::uint32_t offset = 0; offset <= snapshot->text.size(); offset += kStep) {
      INFO(file.name, " at ", offset);
      walk.look(*snapshot, offset);
    }
  }
  CHECK((walk.keys > 1'000 || buildspec::test::corpus().empty()));
}

TEST_CASE("on an empty line of a real buildspec, in any column") {
  Walk walk;
  std::size_t number = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    if (++number % 8 != 0 || file.bytes.size() > 3'000) continue;
    const SnapshotPtr whole = read_source(file.bytes);
    if (whole->broken()) continue;
    for (std::uint32_t line = 0; line < whole->text.line_count(); line += 3) {
      for (std::uint32_t column = 0; column <= 6; column += 2) {
        const std::uint32_t begin = whole->text.line(line).begin;
        std::string text(whole->text.bytes());
        text.insert(begin, std::string(column, ' ') + "\n");
        INFO(file.name, " line ", line + 1, " column ", column);
        walk.look(*read_source(text), begin + column);
      }
    }
  }
  CHECK((walk.keys > 500 || buildspec::test::corpus().empty()));
}

TEST_CASE("at the end of a cut buildspec") {
  Walk walk;
  std::size_t number = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    if (++number % 6 != 0 || file.bytes.size() > 4'000) continue;
    for (std::size_t size = 0; size <= file.bytes.size(); size += 37) {
      INFO(file.name, " cut at ", size);
      const SnapshotPtr snapshot = read_source(file.bytes.substr(0, size));
      walk.look(*snapshot, static_cast<std::uint32_t>(size));
    }
  }
  CHECK((walk.accepted > 300 || buildspec::test::corpus().empty()));
}
