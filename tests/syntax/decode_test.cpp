#include "linter/syntax/decode.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/syntax/facts.h"
#include "linter/syntax/oracle_document.h"
#include "tests/syntax/oracle_random.h"

namespace buildspec {
namespace {

using namespace std::string_literals;
using test::Random;

Span all_of(std::string_view text) { return {0, static_cast<std::uint32_t>(text.size())}; }

std::string plain(std::string_view text) {
  return std::string(decode(text, all_of(text), ScalarStyle::plain, 0).value());
}
std::string single(std::string_view text) {
  return std::string(decode(text, all_of(text), ScalarStyle::single_quoted, 0).value());
}
std::string twice(std::string_view text) {
  return std::string(decode(text, all_of(text), ScalarStyle::double_quoted, 0).value());
}
std::string block(std::string_view text, std::uint32_t indent) {
  const ScalarStyle style = text[0] == '>' ? ScalarStyle::folded : ScalarStyle::literal;
  return std::string(decode(text, all_of(text), style, indent).value());
}

}  // namespace

TEST_CASE("plain scalars fold their lines") {
  CHECK(plain("one two") == "one two");
  CHECK(plain("one\ttwo") == "one\ttwo");
  CHECK(plain("one\n  two") == "one two");
  CHECK(plain("one \t\r\n\t two\rthree") == "one two three");
  CHECK(plain("one\n\n\n  two") == "one\n\ntwo");
  CHECK(plain("one\xC2\x85two") == "one two");
  CHECK(plain("one\xE2\x80\xA8two\n\xE2\x80\xA9three") == "one\xE2\x80\xA8two\xE2\x80\xA9three");
  CHECK(plain("caf\xC3\xA9 \xF0\x9F\x98\x80") == "caf\xC3\xA9 \xF0\x9F\x98\x80");
}

TEST_CASE("single quotes are doubled inside") {
  CHECK(single("''").empty());
  CHECK(single("'it''s'") == "it's");
  CHECK(single("''''") == "'");
  CHECK(single("' a\n  b '") == " a b ");
  CHECK(single("'a\n\n b'") == "a\nb");
  CHECK(single(R"('a\nb')") == R"(a\nb)");
  CHECK(single("'unclosed") == "unclosed");
  CHECK(single("'unclosed''") == "unclosed'");
  CHECK(single("'").empty());
}

TEST_CASE("double quotes have escapes") {
  CHECK(twice(R"("")").empty());
  CHECK(twice(R"("\0\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P")") ==
        "\0\a\b\t\n\v\f\r\x1B \"/\\\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9"s);
  CHECK(twice("\"\\\t\"") == "\t");
  CHECK(twice(R"("\x41\u00e9\u20AC\U0001F600")") == "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(twice(R"("it\'s")") == "it's");
  CHECK(twice("\"a \\\n   b\"") == "a b");
  CHECK(twice("\"a\\\r\n\r\n b\"") == "a\nb");
  CHECK(twice("\" a \n \n b \"") == " a\nb ");
}

TEST_CASE("broken escapes stay as they stand") {
  CHECK(twice(R"("\d+\.\w")") == R"(\d+\.\w)");
  CHECK(twice(R"("\x4")") == R"(\x4)");
  CHECK(twice(R"("\xZZ\u12")") == R"(\xZZ\u12)");
  CHECK(twice(R"("\uD800 \U00110000")") == R"(\uD800 \U00110000)");
  CHECK(twice("\"\\") == "\\");
  CHECK(twice("\"open \\n and on") == "open \n and on");
}

TEST_CASE("block scalars keep, clip and strip what ends them") {
  CHECK(block("|\n  a\n  b\n", 2) == "a\nb\n");
  CHECK(block("|-\n  a\n\n", 2) == "a");
  CHECK(block("|+\n  a\n\n \n", 2) == "a\n\n\n");
  CHECK(block("|\n  a\n\n\n", 2) == "a\n");
  CHECK(block("|\n  a", 2) == "a");
  CHECK(block("|  # note\r\n  a\r\n  b\r\n", 2) == "a\nb\n");
  CHECK(block("|1-\n  a\n b\n", 1) == " a\nb");
  CHECK(block("|-2\n\n   a\n", 2) == "\n a");
  CHECK(block("|+", 0).empty());
  CHECK(block("|\n", 1).empty());
  CHECK(block("|+\n\n\n", 1) == "\n\n");
  CHECK(block("|\n  a\xC2\x85  b\n", 2) == "a\nb\n");
  CHECK(block("|\n  a\xE2\x80\xA8  b\n", 2) ==
        "a\xE2\x80\xA8"
        "b\n");
  CHECK(block("|\n  a \t\n  # no comment\n", 2) == "a \t\n# no comment\n");
}

TEST_CASE("folded scalars leave lines that begin with a blank alone") {
  CHECK(block(">\n  a\n  b\n", 2) == "a b\n");
  CHECK(block(">\n  a\n\n  b\n", 2) == "a\nb\n");
  CHECK(block(">\n  a\n    b\n  c\n", 2) == "a\n  b\nc\n");
  CHECK(block(">\n  a\n\n    b\n\n  c\n", 2) == "a\n\n  b\n\nc\n");
  CHECK(block(">-\n  a\r\n  b\r\n", 2) == "a b");
  CHECK(block(">\n\n  a\n", 2) == "\na\n");
}

TEST_CASE("a block's value does not depend on how much of its end the span holds") {
  const std::string_view text = "|+\n  a\n\n\nnext: 1\n";
  for (std::uint32_t end = 6; end <= 9; ++end) {
    CHECK(decode(text, {0, end}, ScalarStyle::literal, 2).value() == "a\n\n\n");
  }
}

TEST_CASE("a value that stands in the source is a view of it") {
  const std::string_view text = "key: 'some text'";
  const Scalar scalar = decode(text, {5, 16}, ScalarStyle::single_quoted, 0);
  CHECK(scalar.value().data() == text.data() + 6);
  CHECK(scalar.map().runs().empty());
  CHECK(scalar.source({0, 4}) == Span{6, 10});
  CHECK(scalar.map().source(99) == 15);
  CHECK(scalar.map().decoded(8) == 2);
  CHECK(scalar.map().decoded(0) == 0);
  CHECK(scalar.map().decoded(99) == 9);
}

TEST_CASE("copies of a scalar own their value") {
  Scalar copy;
  {
    const std::string text = "\"a\\tb\"";
    const Scalar scalar = decode(text, all_of(text), ScalarStyle::double_quoted, 0);
    copy = scalar;
  }
  CHECK(copy.value() == "a\tb");
}

TEST_CASE("decoded bytes map to the source that they come from") {
  SUBCASE("an escape as a whole") {
    const Scalar scalar = decode(R"("a\u20ACb")", {0, 10}, ScalarStyle::double_quoted, 0);
    REQUIRE(scalar.value() ==
            "a\xE2\x82\xAC"
            "b");
    for (std::uint32_t at = 1; at < 4; ++at) CHECK(scalar.source({at, at + 1}) == Span{2, 8});
    CHECK(scalar.source({0, 5}) == Span{1, 9});
    CHECK(scalar.source({4, 5}) == Span{8, 9});
    CHECK(scalar.map().decoded(5) == 1);
    CHECK(scalar.map().decoded(8) == 4);
    CHECK(scalar.map().source(5) == 9);
  }
  SUBCASE("a folded break") {
    const Scalar scalar = decode("one\r\n   two", {0, 11}, ScalarStyle::plain, 0);
    REQUIRE(scalar.value() == "one two");
    CHECK(scalar.source({3, 4}) == Span{3, 5});
    CHECK(scalar.source({4, 7}) == Span{8, 11});
    CHECK(scalar.source({0, 7}) == Span{0, 11});
    CHECK(scalar.map().decoded(6) == 3);
  }
  SUBCASE("a block's lines") {
    const Scalar scalar = decode("|\n  ab\n  cd\n", {0, 11}, ScalarStyle::literal, 2);
    REQUIRE(scalar.value() == "ab\ncd\n");
    CHECK(scalar.source({0, 2}) == Span{4, 6});
    CHECK(scalar.source({3, 5}) == Span{9, 11});
    CHECK(scalar.source({2, 3}) == Span{6, 7});
    CHECK(scalar.map().decoded(8) == 2);
    CHECK(scalar.map().decoded(9) == 3);
  }
}

namespace {

struct Sample {
  std::string text;
  ScalarStyle style = ScalarStyle::plain;
  std::uint32_t indent = 0;
};

constexpr auto kPieces = std::to_array<std::string_view>({"a",
                                                          "bc",
                                                          "word",
                                                          " ",
                                                          "  ",
                                                          "\t",
                                                          "\n",
                                                          "\n",
                                                          "\r\n",
                                                          "\r",
                                                          "\n\n",
                                                          "\n  ",
                                                          "\n    ",
                                                          "\xC2\x85",
                                                          "\xE2\x80\xA8",
                                                          "\xC3\xA9",
                                                          "\xF0\x9F\x98\x80",
                                                          "#",
                                                          ":x",
                                                          "-",
                                                          "''",
                                                          "\\n",
                                                          "\\x41",
                                                          "\\u20ac",
                                                          "\\\n",
                                                          "\\\\",
                                                          "\\\"",
                                                          "\\_",
                                                          "\\ "});

Sample random_sample(Random& random) {
  Sample sample;
  sample.style = static_cast<ScalarStyle>(random.below(5));
  const bool is_block = sample.style == ScalarStyle::literal || sample.style == ScalarStyle::folded;
  switch (sample.style) {
    case ScalarStyle::plain: sample.text = "p"; break;
    case ScalarStyle::single_quoted: sample.text = "'"; break;
    case ScalarStyle::double_quoted: sample.text = "\""; break;
    case ScalarStyle::literal: sample.text = "|"; break;
    case ScalarStyle::folded: sample.text = ">"; break;
  }
  if (is_block) {
    sample.indent = 1 + random.below(3);
    sample.text += std::to_string(sample.indent);
    sample.text += std::array<std::string_view, 3>{"", "-", "+"}[random.below(3)];
    sample.text += "\n" + std::string(sample.indent, ' ');
  }
  const std::uint32_t count = random.below(14);
  for (std::uint32_t i = 0; i < count; ++i) {
    sample.text += kPieces[random.below(kPieces.size())];
    if (is_block && random.below(3) != 0 && sample.text.back() == '\n') {
      sample.text += std::string(sample.indent + random.below(2), ' ');
    }
  }
  if (sample.style == ScalarStyle::single_quoted) sample.text += "'";
  if (sample.style == ScalarStyle::double_quoted) sample.text += "\"";
  return sample;
}

// Every decoded byte has its source inside the span, in order; what was copied is equal there.
void check_map(std::string_view text, Span span, const Scalar& scalar) {
  const std::string_view value = scalar.value();
  std::uint32_t last = span.begin;
  for (std::uint32_t at = 0; at < value.size(); ++at) {
    const Span source = scalar.source({at, at + 1});
    REQUIRE(source.begin >= last);
    REQUIRE(source.begin < source.end);
    REQUIRE(source.end <= text.size());
    REQUIRE(scalar.map().source(at) == source.begin);
    REQUIRE(scalar.map().decoded(source.begin) <= at);
    const char first = text[source.begin];
    const bool folded = value[at] == ' ' && (first == '\r' || first == '\n' || first == '\xC2');
    if (source.size() == 1 && !folded && first != '\r') REQUIRE(first == value[at]);
    last = source.begin;
  }
  REQUIRE(scalar.map().source(static_cast<std::uint32_t>(value.size())) >= last);
}

}  // namespace

TEST_CASE("random scalars decode as libyaml decodes them, with a sound map") {
  Random random(7);
  std::array<int, 5> compared{};
  for (int i = 0; i < 20'000; ++i) {
    const Sample sample = random_sample(random);
    const auto document = oracle::read_document(sample.text);
    if (document.fault || document.nodes.size() != 1) continue;
    const oracle::DocumentNode& node = document.nodes[0];
    if (node.style != sample.style) continue;
    CAPTURE(escaped(sample.text));
    const Scalar scalar = decode(sample.text, node.span, node.style, sample.indent);
    REQUIRE(scalar.value() == node.value);
    check_map(sample.text, node.span, scalar);
    ++compared[static_cast<std::size_t>(sample.style)];
  }
  for (const int count : compared) CHECK(count > 300);
}

TEST_CASE("every cut of a scalar decodes to something with a sound map") {
  Random random(11);
  for (int i = 0; i < 4'000; ++i) {
    const Sample sample = random_sample(random);
    const std::string_view text = sample.text;
    const Span span{0, 1 + random.below(static_cast<std::uint32_t>(text.size()))};
    CAPTURE(escaped(sample.text));
    check_map(text, span, decode(text, span, sample.style, sample.indent));
  }
}

}  // namespace buildspec
