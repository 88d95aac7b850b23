#include "linter/lang/source_path.h"

namespace buildspec {

bool has_reference(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    if (text[i] == '`') return true;
    if (text[i] == '$' && ((next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') ||
                           next == '_' || next == '{' || next == '('))
      return true;
  }
  return false;
}

std::optional<std::string> join_paths(std::string_view folder, std::string_view path) {
  if (!path.empty() && path.front() == '/') return std::nullopt;
  std::string result(folder);
  std::size_t begin = 0;
  while (begin <= path.size()) {
    std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) end = path.size();
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (result.empty()) return std::nullopt;
      const std::size_t slash = result.rfind('/');
      result.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!result.empty()) result += '/';
    result += part;
  }
  return result;
}

std::optional<std::string> normal_path(std::string_view path) { return join_paths("", path); }

std::string_view file_name(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parent_folder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace buildspec
