// Reading UTF-8 one character at a time, never failing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace buildspec {

struct Utf8Character {
  char32_t code_point = 0;  // U+FFFD for a byte that starts no valid character
  std::uint8_t length = 1;  // in bytes, 1 to 4; 1 for an invalid byte
  bool valid = true;
};

// The character at the begin of `bytes`, which must not be empty. Overlong forms, surrogates and
// code points behind U+10FFFF are invalid (Unicode 15, table 3-7).
[[nodiscard]] Utf8Character decode_utf8(std::string_view bytes);

// Appends one code point, which must be valid, as UTF-8.
void append_utf8(std::string& out, char32_t code_point);

// The same text as UTF-8 where a byte order mark says that it is UTF-16 (the mark is left out then;
// lone surrogates and an odd last byte become U+FFFD); all else unchanged.
[[nodiscard]] std::string to_utf8(std::string bytes);

}  // namespace buildspec
