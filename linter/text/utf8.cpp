#include "linter/text/utf8.h"

namespace buildspec {
namespace {

constexpr Utf8Character kInvalid{U'\uFFFD', 1, false};

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

}  // namespace

Utf8Character decode_utf8(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return kInvalid;
  const std::uint8_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes.size() < length) return kInvalid;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(at(i))) return kInvalid;
  }
  char32_t code_point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code_point = (code_point << 6U) | (at(i) & 0x3FU);
  const bool overlong =
      (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return kInvalid;
  return {code_point, length, true};
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6U));
    put(0x80 | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12U));
    put(0x80 | ((code_point >> 6U) & 0x3FU));
    put(0x80 | (code_point & 0x3FU));
  } else {
    put(0xF0 | (code_point >> 18U));
    put(0x80 | ((code_point >> 12U) & 0x3FU));
    put(0x80 | ((code_point >> 6U) & 0x3FU));
    put(0x80 | (code_point & 0x3FU));
  }
}

std::string to_utf8(std::string bytes) {
  const bool little = bytes.starts_with("\xFF\xFE");
  if (!little && !bytes.starts_with("\xFE\xFF")) return bytes;
  const auto unit = [&](std::size_t at) -> char32_t {
    const char32_t first = static_cast<unsigned char>(bytes[at]);
    const char32_t second = static_cast<unsigned char>(bytes[at + 1]);
    return little ? first + 0x100 * second : 0x100 * first + second;
  };
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 2;
  for (; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (surrogate && c < 0xDC00 && at + 3 < bytes.size()) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        append_utf8(out, 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00));
        at += 2;
        continue;
      }
    }
    append_utf8(out, surrogate ? U'\uFFFD' : c);
  }
  if (at < bytes.size()) append_utf8(out, U'\uFFFD');
  return out;
}

}  // namespace buildspec
