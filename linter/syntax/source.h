// Looking at the bytes of a YAML text: blanks, breaks, line ends. The text is owned by the caller;
// a NUL byte must stand behind its last one, so that loops need no bounds check.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace buildspec::syntax {

// Classes of bytes, as bits of kClasses.
inline constexpr std::uint8_t kEndOfLine = 1;   // may begin a break, or is the NUL at the end
inline constexpr std::uint8_t kPlainStop = 2;   // a plain scalar looks at it in block context
inline constexpr std::uint8_t kFlowStop = 4;    // … and in flow context
inline constexpr std::uint8_t kQuoteStop = 8;   // either kind of quoted scalar looks at it
inline constexpr std::uint8_t kWord = 16;       // letters, digits, "-", "_": of anchors and aliases
inline constexpr std::uint8_t kIndicator = 32;  // begins no plain scalar (some: alone or never)
inline constexpr std::uint8_t kAnchorEnd = 128;  // may follow the name of an anchor or alias
inline constexpr std::uint8_t kUnusual = 64;     // neither printable ASCII nor tab nor break

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](std::string_view bytes, std::uint8_t bits) {
    for (const char c : bytes) {
      auto& slot = classes[static_cast<unsigned char>(c)];
      slot = static_cast<std::uint8_t>(slot | bits);
    }
  };
  constexpr std::string_view kEnds("\n\r\0\xC2\xE2", 5);
  mark(kEnds, kEndOfLine | kPlainStop | kFlowStop | kQuoteStop);
  mark("?:,]}%@`", kAnchorEnd);
  mark(":#", kPlainStop | kFlowStop);
  mark(",[]{}?", kFlowStop);
  mark("\"'\\", kQuoteStop);
  mark("-?:,[]{}#&*!|>'\"%@`", kIndicator);
  for (unsigned c = 0; c < 256; ++c) {
    const bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '-' || c == '_';
    if (word) classes[c] = static_cast<std::uint8_t>(classes[c] | kWord);
    const bool usual = (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
    if (!usual) classes[c] = static_cast<std::uint8_t>(classes[c] | kUnusual);
  }
  return classes;
}
inline constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

struct Source {
  const char* data = nullptr;
  std::uint32_t size = 0;

  [[nodiscard]] char at(std::uint32_t i) const { return data[i]; }
  [[nodiscard]] bool in_class(std::uint32_t i, std::uint8_t bits) const {
    return (kClasses[static_cast<unsigned char>(data[i])] & bits) != 0;
  }
  [[nodiscard]] bool blank(std::uint32_t i) const { return data[i] == ' ' || data[i] == '\t'; }

  // Bytes of the line break at `i`: LF, CR, CR LF, NEL, LS, PS; 0 where there is none.
  [[nodiscard]] std::uint32_t break_length(std::uint32_t i) const {
    switch (data[i]) {
      case '\n': return 1;
      case '\r': return data[i + 1] == '\n' ? 2 : 1;
      case '\xC2': return data[i + 1] == '\x85' ? 2 : 0;
      case '\xE2':
        return data[i + 1] == '\x80' && (data[i + 2] == '\xA8' || data[i + 2] == '\xA9') ? 3 : 0;
      default: return 0;
    }
  }
  // A break, or the end of the text.
  [[nodiscard]] bool line_ends(std::uint32_t i) const {
    return in_class(i, kEndOfLine) && (i >= size || break_length(i) != 0);
  }
  [[nodiscard]] bool blank_or_end(std::uint32_t i) const { return blank(i) || line_ends(i); }

  // Eight bytes from `i` on are printable ASCII, tabs and breaks. Works on all of them at once: a
  // byte below 0x80 with its high bit set does not borrow from its neighbour.
  [[nodiscard]] bool usual(std::uint32_t i) const {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHigh = 0x80 * kOnes;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, data + i, sizeof bytes);
    const auto differs = [&](std::uint64_t c) { return ((bytes ^ c * kOnes) | kHigh) - kOnes; };
    const std::uint64_t printable = (bytes | kHigh) - 0x20 * kOnes;
    const std::uint64_t space = ~(differs('\n') & differs('\r') & differs('\t'));
    return ((bytes | ~((printable | space) & differs(0x7F))) & kHigh) == 0;
  }

  // The end of the line that `i` is in, its break left out.
  [[nodiscard]] std::uint32_t line_end(std::uint32_t i) const {
    for (;; ++i) {
      while (!in_class(i, kEndOfLine)) ++i;
      if (i >= size || break_length(i) != 0) return i;
    }
  }
  // Behind the break at `i`; `i` itself at the end of the text.
  [[nodiscard]] std::uint32_t next_line(std::uint32_t i) const { return i + break_length(i); }
  [[nodiscard]] std::uint32_t skip_blanks(std::uint32_t i) const {
    while (blank(i)) ++i;
    return i;
  }
  [[nodiscard]] std::uint32_t skip_spaces(std::uint32_t i) const {
    while (data[i] == ' ') ++i;
    return i;
  }
  // `end` without the blanks before it, down to `begin`.
  [[nodiscard]] std::uint32_t trim(std::uint32_t begin, std::uint32_t end) const {
    while (end > begin && blank(end - 1)) --end;
    return end;
  }
  // "---" or "..." at the begin of a line, alone or before a blank.
  [[nodiscard]] bool document_marker(std::uint32_t i) const {
    const char c = data[i];
    return (c == '-' || c == '.') && data[i + 1] == c && data[i + 2] == c && blank_or_end(i + 3);
  }
  // "<<<<<<< ours", "=======", ">>>>>>> theirs", "||||||| base" at the begin of a line.
  [[nodiscard]] bool conflict_marker(std::uint32_t i) const {
    const char c = data[i];
    if (c != '<' && c != '=' && c != '>' && c != '|') return false;
    for (std::uint32_t n = 1; n < 7; ++n) {
      if (data[i + n] != c) return false;
    }
    return blank_or_end(i + 7);
  }
  [[nodiscard]] std::string_view view(std::uint32_t begin, std::uint32_t end) const {
    return {data + begin, end - begin};
  }
};

}  // namespace buildspec::syntax
