// Formatting held against real buildspecs: it ends, a second time changes nothing, nothing is lost.
#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "linter/format/format.h"
#include "linter/format/same_structure.h"
#include "linter/syntax/oracle.h"
#include "tests/support/corpus.h"
#include "tests/syntax/oracle_goyaml.h"

using namespace buildspec;
using format::LineRange;
using format::Style;

namespace {

bool is_whole(const Tree& tree) {
  const Judgement judgement = examine(tree);
  return !judgement.fault && !judgement.unread;
}

// All bytes but white space, which is all that may change.
std::string ink(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

void check_format(const std::string& text, const Style& style) {
  const TreePtr before = parse(SourceText(text));
  const format::Formatted result = format::format(*before, style);
  REQUIRE(result.refusal.empty() == is_whole(*before));
  if (!result.refusal.empty()) {
    REQUIRE(result.edits.empty());
    return;
  }
  const std::string after = apply_edits(text, result.edits);
  REQUIRE(ink(after) == ink(text));
  const TreePtr again = parse(SourceText(after));
  REQUIRE(format::same_structure(*before, *again));
  const format::Formatted second = format::format(*again, style);
  REQUIRE(second.refusal.empty());
  REQUIRE(apply_edits(after, second.edits) == after);
}

}  // namespace

TEST_CASE("every real buildspec that is whole has a layout, and keeps it") {
  for (const test::CorpusFile& file : test::corpus()) {
    INFO(file.name);
    for (const std::uint32_t indent : {2U, 4U, 1U}) {
      Style style;
      style.indent = indent;
      if (indent == 4) style.indent_lists = false;
      if (indent == 1) style.indent_lists = true;
      check_format(file.bytes, style);
    }
  }
}

TEST_CASE("a real buildspec that was laid out by another hand comes back") {
  for (const test::CorpusFile& file : test::corpus()) {
    INFO(file.name);
    const TreePtr tree = parse(SourceText(file.bytes));
    Style wide;
    wide.indent = 7;
    wide.indent_lists = true;
    const format::Formatted there = format::format(*tree, wide);
    if (!there.refusal.empty()) continue;
    Style usual;
    usual.indent_lists = true;
    const std::string direct = apply_edits(file.bytes, format::format(*tree, usual).edits);
    const TreePtr widened = parse(SourceText(apply_edits(file.bytes, there.edits)));
    const format::Formatted back = format::format(*widened, usual);
    REQUIRE(back.refusal.empty());
    // Further lines of one text may stand deeper; but no line is added or lost.
    const std::string result = apply_edits(widened->text().bytes(), back.edits);
    REQUIRE(ink(result) == ink(direct));
    REQUIRE(std::count(result.begin(), result.end(), '\n') ==
            std::count(direct.begin(), direct.end(), '\n'));
  }
}

TEST_CASE("ranges of real buildspecs") {
  std::mt19937 random(1);
  for (const test::CorpusFile& file : test::corpus()) {
    INFO(file.name);
    const SourceText text(file.bytes);
    const TreePtr tree = parse(text);
    if (!is_whole(*tree)) continue;
    for (int i = 0; i < 4; ++i) {
      const LineRange lines{static_cast<std::uint32_t>(random() % text.line_count()),
                            static_cast<std::uint32_t>(random() % text.line_count())};
      Style style;
      style.indent = 3;
      const format::Formatted result = format::format(*tree, style, lines);
      INFO(lines.first, " to ", lines.last);
      REQUIRE(result.refusal == "");
      for (const Edit& edit : result.edits) {
        REQUIRE(lines.contains(text.line_of(edit.span.begin)));
        REQUIRE(
            edit.span.end <=
            (lines.last + 1 < text.line_count() ? text.line(lines.last + 1).begin : text.size()));
      }
    }
  }
}

TEST_CASE("texts that were cut anywhere are refused or laid out, never spoilt") {
  std::mt19937 random(2);
  for (const test::CorpusFile& file : test::corpus()) {
    INFO(file.name);
    for (int i = 0; i < 4 && !file.bytes.empty(); ++i) {
      std::string text = file.bytes.substr(0, random() % file.bytes.size());
      if (i % 2 == 0 && !text.empty()) text.erase(random() % text.size(), random() % 9);
      const TreePtr tree = parse(SourceText(text));
      const format::Formatted result = format::format(*tree, {});
      if (!result.refusal.empty()) continue;
      const std::string after = apply_edits(text, result.edits);
      REQUIRE(ink(after) == ink(text));
      REQUIRE(format::same_structure(*tree, *parse(SourceText(after))));
    }
  }
}

TEST_CASE("any white space that keeps the meaning ends in a layout that stays") {
  std::mt19937 random(4);
  std::size_t tried = 0;
  for (const test::CorpusFile& file : test::corpus()) {
    INFO(file.name);
    for (int round = 0; round < 6; ++round) {
      std::string text = file.bytes;
      for (std::size_t i = 0; i < 1 + text.size() / 200; ++i) {
        const std::size_t at = random() % (text.size() + 1);
        // Next to white space, where it may be harmless.
        const std::size_t blank = text.find_first_of(" \n", at);
        if (blank == std::string::npos) continue;
        static constexpr std::string_view kWhite[] = {" ", "  ", "\n", "   \n", " # x", "\n# x"};
        text.insert(blank, kWhite[random() % std::size(kWhite)]);
      }
      const TreePtr tree = parse(SourceText(text));
      const format::Formatted result = format::format(*tree, {});
      if (!result.refusal.empty()) {
        REQUIRE(!is_whole(*tree));
        continue;
      }
      ++tried;
      const std::string after = apply_edits(text, result.edits);
      const format::Formatted second = format::format(*parse(SourceText(after)), {});
      INFO(text);
      REQUIRE(second.refusal.empty());
      REQUIRE(apply_edits(after, second.edits) == after);
    }
  }
  CHECK((tried > 300 || test::corpus().empty()));
}

TEST_CASE("go-yaml reads the same before and after") {
  std::vector<std::string> texts;
  for (const test::CorpusFile& file : test::corpus()) {
    const TreePtr tree = parse(SourceText(file.bytes));
    const format::Formatted result = format::format(*tree, {});
    if (result.edits.empty()) continue;
    texts.push_back(file.bytes);
    texts.push_back(apply_edits(file.bytes, result.edits));
  }
  const auto answers = test::ask_go_yaml(texts);
  if (!answers) return;
  for (std::size_t i = 0; i + 1 < answers->size(); i += 2) {
    const test::GoAnswer& before = (*answers)[i];
    const test::GoAnswer& after = (*answers)[i + 1];
    INFO(texts[i]);
    REQUIRE(after.v2 == before.v2);
    REQUIRE(after.v3 == before.v3);
    REQUIRE(after.facts == before.facts);
  }
}
