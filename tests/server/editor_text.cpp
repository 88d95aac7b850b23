#include "tests/server/editor_text.h"

#include <algorithm>
#include <utility>

namespace buildspec::lsp::test {
namespace {

bool leads(char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool trails(char16_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// Behind the line end that stands at `at`; `at` itself where none does.
std::size_t behind_line_end(std::u16string_view text, std::size_t at) {
  if (at >= text.size()) return at;
  if (text[at] == u'\n') return at + 1;
  if (text[at] != u'\r') return at;
  return at + 1 < text.size() && text[at + 1] == u'\n' ? at + 2 : at + 1;
}

}  // namespace

std::string EditorText::utf8() const { return to_utf8(text_); }

EditorPosition EditorText::position(std::size_t at) const {
  EditorPosition found;
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < at;) {
    const std::size_t next = behind_line_end(text_, i);
    if (next == i) {
      ++i;
      continue;
    }
    if (next > at) return {found.line, i - line_begin};  // between "\r" and "\n"
    ++found.line;
    line_begin = i = next;
  }
  found.character = at - line_begin;
  return found;
}

std::size_t EditorText::place(EditorPosition position) const {
  std::size_t at = 0;
  for (std::size_t line = 0; line < position.line; ++line) {
    while (at < text_.size() && behind_line_end(text_, at) == at) ++at;
    if (at == text_.size()) return at;
    at = behind_line_end(text_, at);
  }
  for (std::size_t i = 0; i < position.character; ++i) {
    if (at == text_.size() || behind_line_end(text_, at) != at) return at;
    ++at;
  }
  const bool in_pair = at > 0 && at < text_.size() && leads(text_[at - 1]) && trails(text_[at]);
  return in_pair ? at - 1 : at;
}

void EditorText::replace(EditorPosition start, EditorPosition end, std::u16string_view with) {
  std::size_t begin = place(start);
  std::size_t stop = place(end);
  if (begin > stop) std::swap(begin, stop);
  text_.replace(begin, stop - begin, with);
}

std::string to_utf8(std::u16string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (leads(text[i]) && i + 1 < text.size() && trails(text[i + 1])) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (text[++i] - 0xDC00U);
    } else if (leads(text[i]) || trails(text[i])) {
      c = 0xFFFD;
    }
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | c >> 6U);
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12U);
      put(0x80 | (c >> 6U & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | c >> 18U);
      put(0x80 | (c >> 12U & 0x3F));
      put(0x80 | (c >> 6U & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }
  return out;
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      c = c << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    i += length;
    if (c < 0x10000) {
      out += static_cast<char16_t>(c);
    } else {
      out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U));
      out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  return out;
}

Json to_json(EditorPosition position) {
  return {{"line", position.line}, {"character", position.character}};
}

}  // namespace buildspec::lsp::test
