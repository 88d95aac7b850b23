// A document as an editor keeps it: UTF-16, and its own idea of what a position means. Shares no
// code with the server, so that the two can be held against each other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lsp/protocol/json.h"

namespace buildspec::lsp::test {

// As the protocol has it; may lie anywhere.
struct EditorPosition {
  std::size_t line = 0;
  std::size_t character = 0;
};

class EditorText {
 public:
  EditorText() = default;
  explicit EditorText(std::u16string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::u16string& units() const { return text_; }
  [[nodiscard]] std::string utf8() const;

  // Of a place in the text: the unit before which it is.
  [[nodiscard]] EditorPosition position(std::size_t at) const;
  // A line behind the last is the end of the text, a character behind the end of its line the end
  // of that line, the middle of a surrogate pair its begin.
  [[nodiscard]] std::size_t place(EditorPosition position) const;

  // A range that runs backwards is taken the right way round.
  void replace(EditorPosition start, EditorPosition end, std::u16string_view with);
  void replace_all(std::u16string text) { text_ = std::move(text); }

 private:
  std::u16string text_;
};

[[nodiscard]] std::string to_utf8(std::u16string_view text);
// Of valid UTF-8.
[[nodiscard]] std::u16string to_utf16(std::string_view text);

[[nodiscard]] Json to_json(EditorPosition position);

}  // namespace buildspec::lsp::test
