#include "linter/lang/source_words.h"

#include <algorithm>
#include <array>

#include "linter/lang/source_path.h"

namespace buildspec {
namespace {

using shell::PartKind;

void append(PathWord& path, const shell::Part& part, std::size_t skip) {
  if (part.kind == PartKind::text) {
    path.glob += part.text.substr(skip);
    return;
  }
  const bool first = path.glob.empty() && !path.from_root;
  if (part.kind == PartKind::variable && part.text == "CODEBUILD_SRC_DIR" && first) {
    path.from_root = true;
  } else if (part.kind == PartKind::variable && (part.text == "HOME" || part.text == "TMPDIR") &&
             path.glob.empty()) {
    path.glob = "/";
  } else {
    path.glob += "**";
  }
}

}  // namespace

PathWord path_of(const shell::Word& word, std::size_t begin) {
  PathWord result;
  std::size_t offset = 0;
  for (const shell::Part& part : word.parts) {
    const std::size_t size = part.kind == PartKind::text ? part.text.size() : part.span.size();
    const std::size_t skip = begin > offset ? std::min(begin - offset, size) : 0;
    offset += size;
    if (skip < size || size == 0) append(result, part, skip);
  }
  if (result.from_root) {
    while (!result.glob.empty() && result.glob.front() == '/') result.glob.erase(0, 1);
  }
  return result;
}

std::optional<std::string> resolve(const Directory& directory, const PathWord& path) {
  const std::string_view glob = path.glob;
  if (path.from_root) return normal_path(glob);
  if (glob.starts_with("/codebuild/output/src")) return "**/" + std::string(file_name(glob));
  if (glob.starts_with('/') || glob.starts_with('~')) return std::nullopt;
  if (glob.starts_with("**")) return path.glob;
  if (directory.state == Directory::State::outside) return std::nullopt;
  if (directory.state == Directory::State::unknown) {
    const auto inner = normal_path(glob);
    return inner ? "**/" + *inner : "**";
  }
  return join_paths(directory.path, glob);
}

std::size_t program_word(const shell::Command& command) {
  static constexpr std::array<std::string_view, 7> kWrappers{"sudo", "time", "nohup", "command",
                                                             "npx",  "-E",   "!"};
  const auto found =
      std::find_if_not(command.words.begin(), command.words.end(), [](const shell::Word& word) {
        return std::find(kWrappers.begin(), kWrappers.end(), word.text) != kWrappers.end();
      });
  return static_cast<std::size_t>(found - command.words.begin());
}

}  // namespace buildspec
