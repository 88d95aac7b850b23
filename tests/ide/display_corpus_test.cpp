// What editors show on top of the text, over real buildspecs, whole and cut.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lsp/ide/semantic_tokens.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

SnapshotPtr read(std::string text) {
  return analyze("", 1, SourceText(std::move(text)),
                 std::make_shared<const ProjectFacts>(with_image()));
}

std::vector<SemanticToken> all_tokens(const Snapshot& snapshot, TokenScope scope) {
  return semantic_tokens(snapshot, {0, snapshot.text.size()}, scope);
}

// Ordered, not empty, within one line of the text each, none over another.
bool is_orderly(const Snapshot& snapshot, const std::vector<SemanticToken>& tokens) {
  std::uint32_t end = 0;
  for (const SemanticToken& token : tokens) {
    if (token.span.begin < end || token.span.empty()) return false;
    end = token.span.end;
    if (end > snapshot.text.size()) return false;
    if (snapshot.text.bytes(token.span).find_first_of("\r\n") != std::string_view::npos)
      return false;
  }
  return true;
}

std::vector<SemanticToken> part_of(const std::vector<SemanticToken>& tokens, Span range) {
  std::vector<SemanticToken> part;
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(part),
               [range](const SemanticToken& token) {
                 return token.span.end > range.begin && token.span.begin < range.end;
               });
  return part;
}

void check_ranges(const Snapshot& snapshot, TokenScope scope) {
  const std::vector<SemanticToken> all = all_tokens(snapshot, scope);
  const std::uint32_t size = snapshot.text.size();
  for (const std::uint32_t length : {1U, 40U, 900U}) {
    for (std::uint32_t begin = 0; begin < size; begin += std::max(size / 40, 1U)) {
      const Span range{begin, std::min(begin + length, size)};
      INFO("range from ", range.begin, " to ", range.end);
      REQUIRE(semantic_tokens(snapshot, range, scope) == part_of(all, range));
    }
  }
}

}  // namespace

TEST_CASE("tokens of real buildspecs are orderly, and a range has its part of them") {
  std::size_t tokens = 0;
  std::size_t files = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read(file.bytes);
    INFO(file.name);
    const std::vector<SemanticToken> all = all_tokens(*snapshot, TokenScope::everything);
    REQUIRE(is_orderly(*snapshot, all));
    REQUIRE(is_orderly(*snapshot, all_tokens(*snapshot, TokenScope::beyond_grammar)));
    tokens += all.size();
    if (files++ % 4 == 0) {
      check_ranges(*snapshot, TokenScope::everything);
      check_ranges(*snapshot, TokenScope::beyond_grammar);
    }
  }
  CHECK((tokens > 50'000 || files == 0));
}

TEST_CASE("tokens of cut buildspecs are orderly") {
  std::size_t files = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    if (files++ % 10 != 0) continue;
    const auto size = static_cast<std::uint32_t>(file.bytes.size());
    for (std::uint32_t end = 1; end < size; end += std::max(size / 50, 1U)) {
      const SnapshotPtr snapshot = read(file.bytes.substr(0, end));
      INFO(file.name, " cut at ", end);
      REQUIRE(is_orderly(*snapshot, all_tokens(*snapshot, TokenScope::everything)));
      const std::vector<SemanticToken> all = all_tokens(*snapshot, TokenScope::everything);
      const Span range{end / 2, end};
      REQUIRE(semantic_tokens(*snapshot, range, TokenScope::everything) == part_of(all, range));
    }
  }
}
