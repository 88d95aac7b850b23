// The verdict that is found while a text is read, against the one on the whole document.
#include "linter/syntax/oracle_verdict.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "linter/syntax/oracle_decode.h"
#include "linter/syntax/oracle_document.h"
#include "tests/syntax/oracle_mutations.h"
#include "tests/syntax/oracle_random.h"

namespace buildspec {
namespace {

std::string told(const std::optional<oracle::Fault>& fault) {
  if (!fault) return "ok";
  return fault->message + " at " + std::to_string(fault->at) + " from " +
         std::to_string(fault->context) + " to " + std::to_string(fault->end);
}

// Whether the text parses; if it does, the two verdicts on what it means are the same.
bool compare(const std::string& text) {
  const oracle::Document document = oracle::read_document(text);
  const oracle::Verdict found = oracle::verdict(text);
  CAPTURE(text);
  if (document.fault) {
    CHECK(told(found.fault) == told(document.fault));
    CHECK_FALSE(found.decoded);
    CHECK(told(oracle::parse_fault(text)) == told(document.fault));
    return false;
  }
  CHECK(told(found.fault) == told(oracle::decode_fault(document)));
  CHECK(found.decoded);
  CHECK(found.cut_short == document.cut_short);
  return true;
}

// A line of a mapping whose meaning depends on others.
std::string random_pair(test::Random& random) {
  constexpr std::array<std::string_view, 18> kValues = {"x",
                                                        "{x: 1}",
                                                        "[x, {y: 1}]",
                                                        "*A ",
                                                        "[*A , *B , *A ]",
                                                        "{<<: *A }",
                                                        "!!int 1",
                                                        "!!int one",
                                                        "{*A : 1}",
                                                        "{<<: {x: 1}}",
                                                        "{<<: [*A , *B ]}",
                                                        "{<<: 1}",
                                                        "{[a]: 1}",
                                                        "!<!x> {x: 1}",
                                                        "{<<: *A , <<: *B }",
                                                        "[[*A , *B ], [*A ]]",
                                                        "!!binary a",
                                                        "{&a <<: {x: 1}, ? *B : 2}"};
  std::string pair(kValues[random.below(kValues.size())]);
  for (char& c : pair) {
    if (c == 'A' || c == 'B') c = static_cast<char>('a' + random.below(4));
  }
  if (random.below(2) == 0) {
    pair = std::string("&") + static_cast<char>('a' + random.below(4)) + " " + pair;
  }
  const std::array<std::string_view, 4> kKeys = {"k: ", "<<: ", "&b k: ", "{}: "};
  const std::size_t key = random.below(20);
  return std::string(kKeys[key < kKeys.size() ? key : 0]) + pair + "\n";
}

std::string random_document(test::Random& random) {
  std::string text = "a: &a {x: 1}\nb: &b [1, 2]\nc: &c c\nd: &d {<<: {x: 1}}\n";
  for (std::size_t lines = 1 + random.below(6); lines > 0; --lines) text += random_pair(random);
  return text;
}

}  // namespace

TEST_CASE("the verdict found on the way is that on the whole document") {
  test::Random random(7);
  std::size_t parsed = 0;
  for (int i = 0; i < 20'000; ++i) parsed += compare(random_document(random)) ? 1 : 0;
  CHECK(parsed > 5'000);
  for (const std::string& text : test::jumbles(11, 4'000)) (void)compare(text);
}

TEST_CASE("aliases that multiply are refused at the same one") {
  test::Random random(3);
  std::size_t refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string text = "a0: &a0 [x, x]\n";
    for (std::size_t level = 1; level < 12; ++level) {
      text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
      for (std::size_t item = 1 + random.below(7); item > 0; --item) {
        text +=
            random.below(5) == 0
                ? "x, "
                : "*a" + std::to_string(level - 1 - random.below(std::min<std::size_t>(level, 2))) +
                      " , ";
      }
      text += "]\n";
      for (std::size_t plain = random.below(40); plain > 0; --plain) text += "p: 1\n";
    }
    for (std::size_t plain = random.below(900); plain > 0; --plain) text += "p: 1\n";
    text += "end: *a11\nlast: *a10\nx: 1\n";
    REQUIRE(compare(text));
    if (oracle::verdict(text).fault) ++refused;
  }
  CHECK(refused > 20);
  CHECK(refused < 280);
}

TEST_CASE("an anchor counts from its place on, the last one of a name") {
  CHECK(compare("a: &a 1\nb: *a\na: &a [*a ]\nc: *a\n"));
  CHECK(compare("a: !<x> &a # &b\n  1\nb: *a\n"));
  CHECK_FALSE(compare("a: # &b\n  &a 1\nb: *b\n"));
  CHECK(compare("&a a: &b\n  !x\n  - *a\n? *b\n: 1\n"));
  CHECK_FALSE(compare("[a]: &a 1\nb: *c\n"));
}

}  // namespace buildspec
