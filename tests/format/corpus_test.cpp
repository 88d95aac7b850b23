// Formatting held against real buildspecs: it ends, it is the same again, nothing is lost.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "linter/format/format.h"
#include "linter/format/same_structure.h"
#include "linter/syntax/oracle.h"
#include "tests/support/corpus.h"

using namespace buildspec;

TEST_CASE("every real buildspec that is whole has a layout, and keeps it") {
  std::size_t changed = 0;
  std::size_t whole = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    INFO(file.name);
    const TreePtr before = parse(SourceText(file.bytes));
    const format::Formatted result = format::format(*before, {});
    const bool readable =
        !examine(*before).fault && !examine(*before).unread && before->further_documents().empty();
    CHECK(result.refusal.empty() == readable);
    if (!result.refusal.empty()) MESSAGE(file.name, " ", result.refusal, " ", result.place);
    if (!readable) continue;
    ++whole;
    if (!result.edits.empty()) ++changed;
    const std::string after = apply_edits(file.bytes, result.edits);
    const TreePtr again = parse(SourceText(after));
    CHECK(format::same_structure(*before, *again));
    const format::Formatted second = format::format(*again, {});
    CHECK(second.refusal == "");
    CHECK(apply_edits(after, second.edits) == after);
  }
  MESSAGE(changed, " of ", whole);
}
