#include "linter/text/utf8.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace buildspec {
namespace {

std::string utf16(std::u16string_view units, bool little) {
  std::string bytes = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char16_t unit : units) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

}  // namespace

TEST_CASE("every code point comes back from UTF-8") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, c);
    const Utf8Character read = decode_utf8(bytes);
    REQUIRE(read.valid);
    REQUIRE(read.code_point == c);
    REQUIRE(read.length == bytes.size());
    // Cut short it is no character.
    if (bytes.size() > 1) REQUIRE(!decode_utf8(bytes.substr(0, bytes.size() - 1)).valid);
  }
}

TEST_CASE("overlong forms, surrogates and what is too high are invalid, one byte each") {
  for (const std::string_view bytes :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xFF", "\xC3(",
        "\xE2\x82("}) {
    CAPTURE(bytes);
    const Utf8Character read = decode_utf8(bytes);
    CHECK(!read.valid);
    CHECK(read.length == 1);
    CHECK(read.code_point == U'\uFFFD');
  }
}

TEST_CASE("UTF-16 with a byte order mark becomes UTF-8") {
  for (const bool little : {true, false}) {
    CAPTURE(little);
    CHECK(to_utf8(utf16(u"", little)) == "");
    CHECK(to_utf8(utf16(u"version: 0.2\r\n", little)) == "version: 0.2\r\n");
    CHECK(to_utf8(utf16(u"\u00E9\u20AC\U0001F600!", little)) ==
          "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80!");
    // Lone surrogates, either half, at the end too.
    const std::u16string lone = {u'a', 0xD83D, u'b', 0xDE00, 0xD83D};
    CHECK(to_utf8(utf16(lone, little)) ==
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(to_utf8(utf16(u"a", little) + "x") == "a\xEF\xBF\xBD");
  }
}

TEST_CASE("everything else stays as it is") {
  for (const std::string_view bytes : {"", "a: b",
                                       "\xEF\xBB\xBF"
                                       "a: b",
                                       "\xFF", "\xFE", "\xFF\xFF"}) {
    CHECK(to_utf8(std::string(bytes)) == bytes);
  }
}

}  // namespace buildspec
