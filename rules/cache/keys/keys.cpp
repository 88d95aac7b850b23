#include "rules/cache/keys/keys.h"

#include "linter/lint/fixes.h"

namespace buildspec::cache {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct LockFile {
  std::string_view name;
  std::string_view sign;  // in the paths of a cache
};
constexpr LockFile kLockFiles[] = {
    {"package-lock.json", "npm"},
    {"yarn.lock", "yarn"},
    {"pnpm-lock.yaml", "pnpm"},
    {"poetry.lock", "poetry"},
    {"uv.lock", "/uv"},
    {"requirements.txt", "pip"},
    {"pom.xml", ".m2"},
    {"build.gradle", "gradle"},
    {"go.sum", "go/pkg"},
    {"Gemfile.lock", "gem"},
    {"composer.lock", "composer"},
    {"Cargo.lock", "cargo"},
};

bool names(const Buildspec& buildspec, std::string_view sign) {
  for (const Node path : list_items(buildspec.cache.paths))
    if (path.scalar().value().find(sign) != std::string_view::npos) return true;
  return false;
}

}  // namespace

std::vector<Expansion> expansions(std::string_view key) {
  std::vector<Expansion> found;
  bool quoted = false;
  const auto add = [&](std::size_t begin, std::size_t end, std::string_view name) {
    found.push_back(
        {Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, name});
  };
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (key[i] == '\\') {
      ++i;
    } else if (key[i] == '`') {
      add(i, i + 1, "(");
    } else if (key[i] == '$' && i + 1 < key.size()) {
      const std::size_t brace = key[i + 1] == '{' ? 1 : 0;
      std::size_t end = i + 1 + brace;
      if (brace == 0 && (key[end] == '$' || key[end] == '(')) {
        add(i, end + 1, key.substr(end, 1));
        i = end;
        continue;
      }
      const std::size_t begin = end;
      while (end < key.size() && is_name(key[end])) ++end;
      if (end == begin) continue;
      const std::size_t close = brace == 1 ? key.find('}', end) : end - 1;
      add(i, close == std::string_view::npos ? key.size() : close + 1,
          key.substr(begin, end - begin));
      i = end - 1;
    }
  }
  return found;
}

std::string lock_file(const Snapshot& snapshot) {
  if (const auto& tree = snapshot.facts->source_tree) {
    for (const LockFile& file : kLockFiles)
      if (tree->has_file(file.name)) return std::string(file.name);
  }
  for (const LockFile& file : kLockFiles)
    if (names(snapshot.buildspec, file.sign)) return std::string(file.name);
  return "package-lock.json";
}

Edit inserted_before(const Snapshot& snapshot, Node mapping, const Pair& pair,
                     std::string_view name, std::string_view value) {
  const std::uint32_t at = pair.key.span().begin;
  const std::string quotes = pair.key.style() == ScalarStyle::double_quoted ? "\"" : "";
  std::string text = quotes + std::string(name) + quotes + ": ";
  text += is_json(snapshot) ? in_double_quotes(value) : std::string(value);
  if (mapping.flow()) {
    text += ", ";
  } else {
    text += std::string(line_break(snapshot.text)) + std::string(snapshot.text.column(at), ' ');
  }
  return {Span{at, at}, text};
}

}  // namespace buildspec::cache
