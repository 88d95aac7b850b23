// Every action at many places of real buildspecs: what comes out parses, means what it meant, and
// the finding that was to go or to be ignored is gone.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/engine.h"
#include "linter/lint/fix_all.h"
#include "linter/syntax/facts.h"
#include "lsp/ide/ignore_finding.h"
#include "lsp/ide/refactorings.h"
#include "lsp/ide/text_changes.h"
#include "rules/registry.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

using Meaning = std::vector<std::string>;

// What the service reads, by another way than the refactorings' own proof: the flat list of facts.
// Line breaks at the end of a text mean nothing to a shell.
Meaning meaning(const Snapshot& snapshot) {
  Meaning found;
  for (const Fact& fact : facts(*snapshot.tree)) {
    std::string value = fact.value;
    while (value.ends_with('\n')) value.pop_back();
    // JSON says null where YAML says nothing.
    const bool null =
        fact.kind == FactKind::null || (fact.kind == FactKind::scalar && value == "null");
    found.push_back((null ? std::string("null") : std::string(name(fact.kind))) + ' ' + fact.path +
                    ' ' + (null ? std::string() : value));
  }
  return found;
}

std::vector<std::string> commands(const Snapshot& snapshot) {
  std::vector<std::string> found;
  for (const Command& command : snapshot.buildspec.commands) {
    const Scalar scalar = command.node.scalar();
    std::string_view text = scalar.value();
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string line(text.substr(0, end));
      line.erase(0, line.find_first_not_of(" \t"));
      while (line.ends_with(' ')) line.pop_back();
      if (!line.empty() && line[0] != '#' && line != "set -e") found.push_back(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  return found;
}

// Some change what is a command and what a line of one; the lines themselves stay.
bool regroups(const Refactoring& refactoring) {
  return refactoring.title.starts_with("Join") || refactoring.title.starts_with("Split");
}

void check(const Snapshot& before, const Refactoring& refactoring) {
  if (!refactoring.unavailable.empty()) {
    CHECK(refactoring.edits.empty());
    return;
  }
  CAPTURE(refactoring.title);
  REQUIRE_FALSE(refactoring.edits.empty());
  const SnapshotPtr after = read(apply_edits(before.text.bytes(), refactoring.edits));
  REQUIRE_FALSE(after->broken());
  if (regroups(refactoring)) {
    REQUIRE(commands(*after) == commands(before));
  } else if (!refactoring.title.starts_with("Read ")) {
    REQUIRE(meaning(*after) == meaning(before));
  } else {
    REQUIRE(after->buildspec.env.variables.size() == before.buildspec.env.variables.size());
    REQUIRE(commands(*after) == commands(before));
  }
}

// Every n-th file: each has hundreds of places.
template <class Visitor>
void for_some_files(std::size_t step, Visitor&& visit) {
  const auto& files = buildspec::test::corpus();
  for (std::size_t i = 0; i < files.size(); i += step) visit(files[i]);
}

}  // namespace

TEST_CASE("every refactoring at every line of real buildspecs is exact") {
  std::set<std::string> seen;
  std::size_t applied = 0;
  for_some_files(1, [&](const buildspec::test::CorpusFile& file) {
    CAPTURE(file.name);
    const SnapshotPtr snapshot = read(file.bytes);
    if (snapshot->text.size() > 12'000) return;
    const auto visit = [&](Span selection) {
      CAPTURE(selection.begin);
      for (const Refactoring& each : refactorings(*snapshot, selection)) {
        check(*snapshot, each);
        seen.insert(each.title);
        ++applied;
      }
    };
    for (std::uint32_t line = 0; line < snapshot->text.line_count(); ++line) {
      const Span span = snapshot->text.line(line);
      visit({span.begin, span.begin});
      visit({span.begin + span.size() * 2 / 3, span.begin + span.size() * 2 / 3});
      if (line % 4 == 0) {
        visit(
            {span.begin, snapshot->text.line(std::min(line + 3, snapshot->text.line_count())).end});
      }
    }
    for (const Refactoring& each : file_refactorings(*snapshot)) {
      check(*snapshot, each);
      if (each.unavailable.empty()) seen.insert("Write the file");
    }
  });
  if (buildspec::test::corpus().empty()) return;
  CHECK(applied > 5000);
  for (const char* const title :
       {"Remove the", "Put the", "Write the", "Write the file", "Join the", "Split the", "Read"}) {
    CAPTURE(std::string(title));
    CHECK(std::any_of(seen.begin(), seen.end(),
                      [title](const std::string& each) { return each.starts_with(title); }));
  }
}

TEST_CASE("texts that end anywhere are taken") {
  for_some_files(10, [&](const buildspec::test::CorpusFile& file) {
    CAPTURE(file.name);
    if (file.bytes.size() > 6'000) return;
    for (std::size_t cut = 0; cut < file.bytes.size(); cut += 61) {
      const SnapshotPtr snapshot = read(file.bytes.substr(0, cut));
      const auto end = static_cast<std::uint32_t>(cut);
      for (const Span selection : {Span{end, end}, Span{0, end}, Span{end / 2, end / 2}}) {
        for (const Refactoring& each : refactorings(*snapshot, selection)) check(*snapshot, each);
      }
      for (const Refactoring& each : file_refactorings(*snapshot)) check(*snapshot, each);
    }
  });
}

TEST_CASE("an ignored finding is gone, and nothing else changed") {
  const LintEngine engine(all_rules(), {});
  std::size_t here = 0;
  std::size_t in_file = 0;
  std::size_t refused = 0;
  for_some_files(1, [&](const buildspec::test::CorpusFile& file) {
    CAPTURE(file.name);
    const SnapshotPtr snapshot = read(file.bytes);
    if (snapshot->text.size() > 12'000 || snapshot->broken() || snapshot->unread) return;
    const std::vector<Diagnostic> findings = engine.run(*snapshot);
    for (std::size_t i = 0; i < findings.size(); i += 1 + findings.size() / 20) {
      const Diagnostic& finding = findings[i];
      CAPTURE(finding.message);
      const auto count = [&](const std::vector<Diagnostic>& all) {
        return std::count_if(all.begin(), all.end(), [&](const Diagnostic& each) {
          return each.rule == finding.rule && each.message == finding.message;
        });
      };
      if (const auto comment = ignore_here(snapshot, finding)) {
        const SnapshotPtr after = read(apply_edits(snapshot->text.bytes(), {comment->edit}));
        REQUIRE(meaning(*after) == meaning(*snapshot));
        REQUIRE(count(engine.run(*after)) < count(findings));
        ++here;
      } else {
        ++refused;
      }
      if (const auto comment = ignore_in_file(snapshot, finding)) {
        const SnapshotPtr after = read(apply_edits(snapshot->text.bytes(), {comment->edit}));
        REQUIRE(meaning(*after) == meaning(*snapshot));
        const auto left = engine.run(*after);
        REQUIRE(std::none_of(left.begin(), left.end(),
                             [&](const Diagnostic& each) { return each.rule == finding.rule; }));
        ++in_file;
      }
    }
  });
  if (buildspec::test::corpus().empty()) return;
  MESSAGE(here, " here, ", in_file, " in the file, ", refused, " refused");
  CHECK(here > 500);
  CHECK(in_file > 500);
  CHECK(refused * 20 < here);
}

TEST_CASE("the small edits of fix-all give the text of fix-all") {
  const LintEngine engine(all_rules(), {});
  std::size_t changed = 0;
  for_some_files(2, [&](const buildspec::test::CorpusFile& file) {
    CAPTURE(file.name);
    const SnapshotPtr snapshot = read(file.bytes);
    const FixedText fixed = fix_all(snapshot, engine, {.most = Applicability::unsafe});
    const auto edits = text_changes(snapshot->text.bytes(), fixed.snapshot->text.bytes());
    REQUIRE(apply_edits(snapshot->text.bytes(), edits) == fixed.snapshot->text.bytes());
    std::size_t bytes = 0;
    for (const Edit& edit : edits) bytes += edit.span.size();
    if (edits.empty()) return;
    ++changed;
    CHECK(bytes < snapshot->text.size());
  });
  CHECK((changed > 50 || buildspec::test::corpus().empty()));
}
