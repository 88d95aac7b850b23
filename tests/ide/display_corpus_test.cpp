// What editors show on top of the text, over real buildspecs, whole and cut.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lsp/ide/code_lens.h"
#include "lsp/ide/inlay_hints.h"
#include "lsp/ide/semantic_tokens.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// In a project whose image and files are known.
SnapshotPtr read_source(std::string text) {
  static const ProjectFactsPtr kFacts = [] {
    ProjectFacts facts = with_image();
    facts.source_tree = std::make_shared<const SourceTree>(
        SourceTree{{"buildspec.yml", "dist/a.js", "src/b.js", "target/app.jar"}, true});
    return std::make_shared<const ProjectFacts>(std::move(facts));
  }();
  return analyze("", 1, SourceText(std::move(text)), kFacts);
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

// In order, inside the text, and a range has its part of them. Gives their number.
std::size_t check_hints(const Snapshot& snapshot) {
  const std::uint32_t size = snapshot.text.size();
  const std::vector<InlayHint> all = inlay_hints(snapshot, {0, size}, {});
  std::uint32_t last = 0;
  for (const InlayHint& hint : all) {
    REQUIRE(hint.offset >= last);
    REQUIRE(hint.offset <= size);
    REQUIRE(hint.subject <= size);
    REQUIRE_FALSE(hint.label.empty());
    last = hint.offset;
  }
  for (std::uint32_t begin = 0; begin < size; begin += std::max(size / 20, 1U)) {
    const Span range{begin, std::min(begin + 200, size)};
    std::vector<InlayHint> part;
    std::copy_if(all.begin(), all.end(), std::back_inserter(part),
                 [range](const InlayHint& hint) { return range.touches(hint.offset); });
    INFO("range from ", range.begin, " to ", range.end);
    REQUIRE(inlay_hints(snapshot, range, {}) == part);
  }
  return all.size();
}

std::size_t check_lenses(const Snapshot& snapshot) {
  const std::vector<CodeLens> lenses = code_lenses(snapshot, {});
  for (const CodeLens& lens : lenses) {
    REQUIRE(lens.span.end <= snapshot.text.size());
    REQUIRE_FALSE(lens_text(snapshot, lens.kind, lens.span.begin).title.empty());
  }
  return lenses.size();
}

}  // namespace

TEST_CASE("hints and lenses of real buildspecs, whole and cut") {
  std::size_t hints = 0;
  std::size_t lenses = 0;
  std::size_t files = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    INFO(file.name);
    const SnapshotPtr snapshot = read_source(file.bytes);
    hints += check_hints(*snapshot);
    lenses += check_lenses(*snapshot);
    if (files++ % 10 != 0) continue;
    for (std::size_t end = 1; end < file.bytes.size(); end += file.bytes.size() / 20 + 1) {
      const SnapshotPtr cut = read_source(file.bytes.substr(0, end));
      (void)check_hints(*cut);
      (void)check_lenses(*cut);
    }
  }
  CHECK((hints > 100 || files == 0));
  CHECK((lenses > 5 || files == 0));
}

TEST_CASE("tokens of real buildspecs are orderly, and a range has its part of them") {
  std::size_t tokens = 0;
  std::size_t files = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read_source(file.bytes);
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
      const SnapshotPtr snapshot = read_source(file.bytes.substr(0, end));
      INFO(file.name, " cut at ", end);
      REQUIRE(is_orderly(*snapshot, all_tokens(*snapshot, TokenScope::everything)));
      const std::vector<SemanticToken> all = all_tokens(*snapshot, TokenScope::everything);
      const Span range{end / 2, end};
      REQUIRE(semantic_tokens(*snapshot, range, TokenScope::everything) == part_of(all, range));
    }
  }
}
