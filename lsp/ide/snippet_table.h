// Sections, whole files and forms of entries that completion offers as snippets. Constant data that
// lives for ever; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace buildspec::ide {

enum class SnippetForm : std::uint8_t {
  file,   // into a file without keys
  entry,  // a key with what belongs to it; `key` must not be there yet
  value,  // a scalar
};

struct Snippet {
  std::string_view label;
  std::string_view detail;
  SnippetForm form = SnippetForm::entry;
  std::string_view path;  // of the mapping or scalar: "env/secrets-manager"; "*" is any name
  std::string_view key;   // of entries: the key that it begins with, where that is known
  // YAML with the protocol's placeholders, indented by two blanks.
  std::string_view body;
};

[[nodiscard]] std::span<const Snippet> snippets();
[[nodiscard]] const Snippet* find_snippet(std::string_view label);

// "$", "}" and "\" without their meaning in snippets.
[[nodiscard]] std::string snippet_text(std::string_view text);

// The body with what stands in its placeholders, as text.
[[nodiscard]] std::string expanded_snippet(std::string_view body);

}  // namespace buildspec::ide
