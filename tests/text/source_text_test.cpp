// Lines, positions in three encodings, edits: examples, then properties over random text.
#include "linter/text/source_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "linter/text/utf8.h"

namespace buildspec {
namespace {

constexpr Encoding kEncodings[] = {Encoding::utf8, Encoding::utf16, Encoding::utf32};

constexpr std::string_view kPieces[] = {
    "a",
    "bc",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\r",
    "\xC3\xA9",
    "\xE2\x82\xAC",
    "\xF0\x9F\x98\x80",
    "e\xCC\x81",
    "\xEF\xBB\xBF",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\xFF",
    "\xC3",
    "\xE2\x82",
    "\xF0\x9F",
    "\xED\xA0\x80",
    "\xC0\xAF",
    "\x80",
    "#",
    ": ",
};

class Source {
 public:
  explicit Source(std::uint32_t seed) : random_(seed) {}
  std::uint32_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::uint32_t>(
        0, static_cast<std::uint32_t>(bound) - 1)(random_);
  }
  std::string text(std::size_t most) {
    std::string text;
    for (std::uint32_t i = below(most + 1); i > 0; --i) text += kPieces[below(std::size(kPieces))];
    return text;
  }

 private:
  std::mt19937 random_;
};

// Offsets at which a character of the text begins, line ends seen as one: those an editor knows.
std::vector<std::uint32_t> character_begins(std::string_view text) {
  std::vector<std::uint32_t> begins;
  for (std::size_t at = 0; at < text.size();) {
    begins.push_back(static_cast<std::uint32_t>(at));
    at += text.substr(at, 2) == "\r\n" ? 2 : decode_utf8(text.substr(at)).length;
  }
  begins.push_back(static_cast<std::uint32_t>(text.size()));
  return begins;
}

void check_same(const SourceText& actual, const SourceText& expected) {
  REQUIRE(actual.bytes() == expected.bytes());
  REQUIRE(actual.line_count() == expected.line_count());
  for (std::uint32_t line = 0; line < expected.line_count(); ++line) {
    REQUIRE(actual.line(line) == expected.line(line));
  }
}

}  // namespace

TEST_CASE("lines end at LF, CR LF and CR, and nowhere else") {
  const SourceText text(
      "a\nb\r\nc\rd\xC2\x85"
      "e\xE2\x80\xA8"
      "f");
  REQUIRE(text.line_count() == 4);
  CHECK(text.bytes(text.line(0)) == "a");
  CHECK(text.bytes(text.line(1)) == "b");
  CHECK(text.bytes(text.line(2)) == "c");
  CHECK(text.bytes(text.line(3)) ==
        "d\xC2\x85"
        "e\xE2\x80\xA8"
        "f");
  CHECK(text.line(4) == Span{text.size(), text.size()});
  CHECK(text.line_of(4) == 1);
  CHECK(text.line_of(1000) == 3);
  CHECK(SourceText().line_count() == 1);
  CHECK(SourceText("\n").line_count() == 2);
}

TEST_CASE("positions count in the units of their encoding") {
  const SourceText text("x\n\xF0\x9F\x98\x80\xC3\xA9=\xFF!");
  CHECK(text.position(9, Encoding::utf8) == Position{1, 7});
  CHECK(text.position(9, Encoding::utf16) == Position{1, 4});
  CHECK(text.position(9, Encoding::utf32) == Position{1, 3});
  CHECK(text.position(10, Encoding::utf16) == Position{1, 5});
  CHECK(text.offset({1, 2}, Encoding::utf16) == 6);
  // Inside a character means its begin.
  CHECK(text.offset({1, 1}, Encoding::utf16) == 2);
  CHECK(text.position(4, Encoding::utf16) == Position{1, 0});
  // Behind the end of a line or of the text: clamped.
  CHECK(text.offset({0, 99}, Encoding::utf8) == 1);
  CHECK(text.offset({99, 0}, Encoding::utf8) == text.size());
  CHECK(text.position(99, Encoding::utf32) == Position{1, 5});
}

TEST_CASE("the offset of a position is where the position came from") {
  Source source(7);
  for (int round = 0; round < 2000; ++round) {
    const std::string bytes = source.text(40);
    const SourceText text(bytes);
    for (const std::uint32_t offset : character_begins(bytes)) {
      for (const Encoding encoding : kEncodings) {
        REQUIRE(text.offset(text.position(offset, encoding), encoding) == offset);
      }
    }
    // Any offset, any position: clamped, never outside of the text, and stable from there on.
    const std::uint32_t any = source.below(bytes.size() + 10);
    const Position wild{source.below(20), source.below(40)};
    for (const Encoding encoding : kEncodings) {
      const std::uint32_t there = text.offset(text.position(any, encoding), encoding);
      REQUIRE(there <= std::min(any, text.size()));
      const std::uint32_t offset = text.offset(wild, encoding);
      REQUIRE(offset <= text.size());
      REQUIRE(text.offset(text.position(offset, encoding), encoding) == offset);
    }
  }
}

TEST_CASE("positions grow with offsets") {
  Source source(8);
  for (int round = 0; round < 500; ++round) {
    const std::string bytes = source.text(30);
    const SourceText text(bytes);
    for (const Encoding encoding : kEncodings) {
      Position last;
      for (std::uint32_t offset = 0; offset <= text.size(); ++offset) {
        const Position position = text.position(offset, encoding);
        REQUIRE(position >= last);
        last = position;
      }
    }
  }
}

TEST_CASE("an edited text equals one that was built from nothing") {
  Source source(9);
  for (int round = 0; round < 300; ++round) {
    std::string bytes = source.text(60);
    SourceText text(bytes);
    for (int edit = 0; edit < 30; ++edit) {
      const std::uint32_t begin = source.below(bytes.size() + 1);
      const std::uint32_t end =
          begin + source.below(std::min<std::size_t>(bytes.size() - begin, 8) + 1);
      const std::string typed = source.text(4);
      text = text.edited({begin, end}, typed);
      bytes.replace(begin, end - begin, typed);
      check_same(text, SourceText(bytes));
    }
  }
}

TEST_CASE("edits outside of the text are clamped") {
  const SourceText text("abc");
  CHECK(text.edited({1, 99}, "x").bytes() == "ax");
  CHECK(text.edited({99, 100}, "x").bytes() == "abcx");
  CHECK(text.bytes(Span{2, 99}) == "c");
}

TEST_CASE("edits are made at once, in the order of their places") {
  CHECK(apply_edits("abcdef", {{{4, 5}, "X"}, {{0, 1}, ""}, {{2, 2}, "1"}, {{2, 2}, "2"}}) ==
        "b12cdXf");
  Source source(10);
  for (int round = 0; round < 300; ++round) {
    const std::string bytes = source.text(40);
    std::vector<Edit> edits;
    std::string expected;
    std::uint32_t at = 0;
    while (at <= bytes.size() && edits.size() < 5) {
      const std::uint32_t begin = at + source.below(bytes.size() - at + 1);
      const std::uint32_t end =
          begin + source.below(std::min<std::size_t>(bytes.size() - begin, 5) + 1);
      edits.push_back({{begin, end}, source.text(3)});
      expected.append(bytes, at, begin - at).append(edits.back().text);
      at = end;
      if (at == bytes.size()) break;
    }
    expected.append(bytes, at, bytes.size() - at);
    REQUIRE(apply_edits(bytes, edits) == expected);
  }
}

}  // namespace buildspec
