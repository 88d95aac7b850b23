#include "lsp/server/token_encoding.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "lsp/server/convert.h"
#include "tests/server/token_edits.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

// Tokens of one line each, told apart by a number.
TokenNumbers tokens(const std::vector<std::uint32_t>& kinds) {
  TokenNumbers numbers;
  for (const std::uint32_t kind : kinds) {
    for (const std::uint32_t number : {1U, 0U, 2U, kind, 0U}) numbers.push_back(number);
  }
  return numbers;
}

std::size_t sent(const std::vector<SemanticTokensEdit>& edits) {
  std::size_t count = 0;
  for (const SemanticTokensEdit& edit : edits) count += edit.data.size() + edit.delete_count;
  return count;
}

}  // namespace

TEST_CASE("tokens as numbers, in the client's units") {
  const SourceText text("a: \xF0\x9F\x98\x80 b\r\n\n  \xC3\xA4 c\n");
  const std::vector<ide::SemanticToken> found{{{0, 1}, ide::TokenType::property, 0},
                                              {{3, 7}, ide::TokenType::string, 0},
                                              {{8, 9}, ide::TokenType::variable, 3},
                                              {{14, 16}, ide::TokenType::string, 0},
                                              {{17, 18}, ide::TokenType::comment, 0}};
  CHECK(encode_tokens(text, found, Encoding::utf16) ==
        TokenNumbers{0, 0, 1, 8, 0, 0, 3, 2, 2, 0, 0, 3, 1, 5, 3, 2, 2, 1, 2, 0, 0, 2, 1, 0, 0});
  CHECK(encode_tokens(text, found, Encoding::utf8) ==
        TokenNumbers{0, 0, 1, 8, 0, 0, 3, 4, 2, 0, 0, 5, 1, 5, 3, 2, 2, 2, 2, 0, 0, 3, 1, 0, 0});
  CHECK(encode_tokens(text, {}, Encoding::utf16).empty());
}

TEST_CASE("the cursor says what to_position() says") {
  const SourceText text("a\xF0\x9F\x98\x80z\r\nb\rc\n\n\xFFx\xC3\xA4\xE2\x82\xAC");
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16, Encoding::utf32}) {
    PositionCursor cursor(text, encoding);
    for (const std::uint32_t offset : {0U, 1U, 5U, 6U, 8U, 9U, 10U, 12U, 13U, 14U, 15U, 17U, 20U}) {
      INFO(offset);
      CHECK(cursor.to(offset) == to_position(text, offset, encoding));
    }
  }
}

TEST_CASE("what changed, and nothing else") {
  const TokenNumbers before = tokens({1, 2, 3, 4, 5, 6});
  CHECK(token_edits(before, before).empty());
  CHECK(token_edits({}, {}).empty());
  CHECK(token_edits({}, tokens({7})) == std::vector{SemanticTokensEdit{0, 0, tokens({7})}});
  CHECK(token_edits(tokens({7}), {}) == std::vector{SemanticTokensEdit{0, 5, {}}});
  CHECK(token_edits(before, tokens({1, 2, 9, 4, 5, 6})) ==
        std::vector{SemanticTokensEdit{10, 5, tokens({9})}});
  // Two places far from each other are two edits.
  CHECK(token_edits(before, tokens({8, 1, 2, 3, 4, 5})) ==
        std::vector{SemanticTokensEdit{0, 0, tokens({8})}, SemanticTokensEdit{25, 5, {}}});
}

TEST_CASE("edits of random results give the new one, with no more than is needed") {
  std::mt19937 random(20261120);
  const auto below = [&random](std::size_t most) {
    return static_cast<std::uint32_t>(random() % most);
  };
  for (int round = 0; round < 400; ++round) {
    std::vector<std::uint32_t> kinds;
    for (std::uint32_t i = below(60); i > 0; --i) kinds.push_back(below(5));
    std::vector<std::uint32_t> after = kinds;
    const std::uint32_t changes = below(6);
    for (std::uint32_t i = 0; i < changes; ++i) {
      const auto at = static_cast<std::ptrdiff_t>(below(after.size() + 1));
      if (below(2) == 0 || at == static_cast<std::ptrdiff_t>(after.size())) {
        after.insert(after.begin() + at, below(5));
      } else {
        after.erase(after.begin() + at);
      }
    }
    const auto edits = token_edits(tokens(kinds), tokens(after));
    REQUIRE(applied(tokens(kinds), edits) == tokens(after));
    REQUIRE(sent(edits) <= std::size_t{changes} * 5);
  }
}

TEST_CASE("results that have nothing in common are replaced") {
  const TokenNumbers before = tokens(std::vector<std::uint32_t>(500, 1));
  const TokenNumbers after = tokens(std::vector<std::uint32_t>(400, 2));
  const auto edits = token_edits(before, after);
  REQUIRE(edits.size() == 1);
  CHECK(edits.front() == SemanticTokensEdit{0, 2500, after});
}

TEST_CASE("packed numbers come back") {
  const TokenNumbers numbers{0, 1, 127, 128, 16'383, 16'384, 1'000'000, 4'294'967'295};
  CHECK(unpack(pack(numbers)) == numbers);
  CHECK(pack(tokens({1, 2})).size() == 10);
  CHECK(unpack("").empty());
}
