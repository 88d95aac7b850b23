// Names, outlines, folds and selections held against real buildspecs, whole and cut.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/lang/flow.h"
#include "lsp/ide/definition.h"
#include "lsp/ide/document_links.h"
#include "lsp/ide/folding.h"
#include "lsp/ide/names.h"
#include "lsp/ide/rename.h"
#include "lsp/ide/selection.h"
#include "lsp/ide/symbols.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

std::vector<std::string> defined_names(const Snapshot& snapshot) {
  const Flow flow(snapshot);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < flow.names(); ++i) names.emplace_back(flow.name(i));
  return names;
}

// How often a name is defined and used, as the flow of variables counts.
struct Counts {
  std::size_t definitions = 0;
  std::size_t uses = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};
Counts counts(const Snapshot& snapshot, std::string_view name) {
  const Flow flow(snapshot);
  const auto number = flow.find(name);
  if (!number) return {};
  return {flow.definition_count(*number), flow.use_count(*number)};
}

void check_nested(const std::vector<Symbol>& symbols, Span within, std::size_t& count) {
  for (const Symbol& symbol : symbols) {
    REQUIRE(within.contains(symbol.range));
    REQUIRE(symbol.range.contains(symbol.selection));
    REQUIRE_FALSE(symbol.name.empty());
    ++count;
    check_nested(symbol.children, symbol.range, count);
  }
}

std::size_t check_shapes(const Snapshot& snapshot) {
  std::size_t count = 0;
  check_nested(symbols(snapshot), {0, snapshot.text.size()}, count);
  std::uint32_t line = 0;
  for (const Fold& fold : folds(snapshot, 10'000)) {
    REQUIRE(fold.first_line >= line);
    REQUIRE(fold.first_line < fold.last_line);
    REQUIRE(fold.last_line < snapshot.text.line_count());
    REQUIRE(fold.span.begin <= fold.span.end);
    REQUIRE(fold.span.end <= snapshot.text.size());
    line = fold.first_line;
  }
  std::uint32_t end = 0;
  for (const DocumentLink& link : document_links(snapshot, {})) {
    REQUIRE(link.span.begin >= end);
    REQUIRE(link.span.end <= snapshot.text.size());
    end = link.span.end;
  }
  return count;
}

void check_place(const Snapshot& snapshot, std::uint32_t offset) {
  Span before{offset, offset};
  for (const Span span : selections_at(snapshot, offset)) {
    REQUIRE(span.contains(before));
    REQUIRE((span.size() > before.size() || snapshot.text.size() == 0));
    before = span;
  }
  if (const auto found = name_at(snapshot, offset)) {
    const auto places = occurrences(snapshot, found->name);
    REQUIRE(std::any_of(places.begin(), places.end(),
                        [&](const Occurrence& each) { return each.span == found->span; }));
  }
  if (const auto found = definition(snapshot, offset)) {
    REQUIRE(found->origin.touches(offset));
    for (const DefinitionTarget& each : found->targets) {
      REQUIRE(each.whole.contains(each.name));
      REQUIRE(each.whole.end <= each.text.size());
    }
  }
}

}  // namespace

TEST_CASE("every variable of a real buildspec can be renamed, and back") {
  std::size_t renamed = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read(file.bytes);
    for (const std::string& text : defined_names(*snapshot)) {
      const Name name{NameKind::variable, text, {}};
      const std::string fresh = "FRESH_" + std::to_string(text.size());
      if (why_fixed({&snapshot, 1}, name) || why_not_called({&snapshot, 1}, name, fresh)) continue;
      const auto edits = rename(*snapshot, name, fresh);
      REQUIRE_FALSE(edits.empty());
      for (const Edit& edit : edits) {
        INFO(file.name, " ", text, " at ", edit.span.begin);
        REQUIRE(snapshot->text.bytes(edit.span) == text);
        // Every place is a name for a cursor, too.
        const auto at = name_at(*snapshot, edit.span.begin + 1);
        REQUIRE(at.has_value());
        REQUIRE(at->name.text == text);
      }
      const SnapshotPtr after = read(apply_edits(snapshot->text.bytes(), edits));
      INFO(file.name, " ", text);
      REQUIRE(counts(*after, fresh) == counts(*snapshot, text));
      REQUIRE(counts(*after, text) == Counts{});
      REQUIRE(occurrences(*after, name).empty());
      const auto back = rename(*after, {NameKind::variable, fresh, {}}, text);
      REQUIRE(apply_edits(after->text.bytes(), back) == file.bytes);
      ++renamed;
    }
  }
  CHECK((renamed > 1500 || buildspec::test::corpus().empty()));
}

TEST_CASE("outlines, folds and links of real buildspecs are in order") {
  std::size_t count = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    INFO(file.name);
    count += check_shapes(*read(file.bytes));
  }
  CHECK((count > 10'000 || buildspec::test::corpus().empty()));
}

TEST_CASE("every place of some real buildspecs, whole and cut") {
  std::size_t places = 0;
  std::size_t number = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    if (++number % 12 != 0 || file.bytes.size() > 6'000) continue;
    INFO(file.name);
    const SnapshotPtr whole = read(file.bytes);
    for (std::uint32_t offset = 0; offset <= whole->text.size(); offset += 3) {
      check_place(*whole, offset);
      ++places;
    }
    for (std::size_t part = 1; part < 12; ++part) {
      const SnapshotPtr cut = read(file.bytes.substr(0, file.bytes.size() * part / 12));
      (void)check_shapes(*cut);
      const std::uint32_t end = cut->text.size();
      for (std::uint32_t back = 0; back <= std::min(end, 40U); ++back)
        check_place(*cut, end - back);
    }
  }
  CHECK((places > 10'000 || buildspec::test::corpus().empty()));
}
