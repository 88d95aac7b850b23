// Letters of ASCII in lower case, whatever the locale. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace buildspec {

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = to_lower(c);
  return result;
}

}  // namespace buildspec
