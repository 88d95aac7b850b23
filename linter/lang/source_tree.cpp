#include "linter/lang/source_tree.h"

#include <algorithm>

#include "linter/text/source_text.h"

namespace buildspec {

bool SourceTree::has_file(std::string_view path) const {
  return std::binary_search(files.begin(), files.end(), path);
}

bool SourceTree::has_directory(std::string_view path) const {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (path.empty() || path == ".") return true;
  // Every file below "a/b" begins with "a/b/": they stand together in the sorted list.
  std::string prefix(path);
  prefix += '/';
  const auto found = std::lower_bound(files.begin(), files.end(), prefix);
  return found != files.end() && std::string_view(*found).substr(0, prefix.size()) == prefix;
}

SourceFilePtr make_source_file(std::string_view path, std::optional<std::string> text,
                               std::optional<bool> executable) {
  auto file = std::make_shared<SourceFile>();
  file->executable = executable;
  const bool is_text = text && text->find('\0') == std::string::npos;
  if (!is_text) return file;
  if (path.ends_with(".json") || path.ends_with(".yml") || path.ends_with(".yaml")) {
    file->tree = parse(SourceText(*text));
  }
  file->text = std::move(text);
  return file;
}

}  // namespace buildspec
