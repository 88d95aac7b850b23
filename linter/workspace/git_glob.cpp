#include "linter/workspace/git_glob.h"

#include <cstddef>
#include <vector>

namespace buildspec {
namespace {

// What a character class at pattern[at] (a "[") says about a character.
struct ClassMatch {
  bool matches = false;
  std::size_t end = 0;  // behind the "]"; 0: no class, the "[" has no end
};

ClassMatch match_class(std::string_view pattern, std::size_t at, char c) {
  std::size_t i = at + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool in = false;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    const unsigned char low = static_cast<unsigned char>(pattern[i]);
    unsigned char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      i += 2;
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
      high = static_cast<unsigned char>(pattern[i]);
    }
    const unsigned char byte = static_cast<unsigned char>(c);
    if (low <= byte && byte <= high) in = true;
    ++i;
  }
  if (i >= pattern.size()) return {};
  return {in != negated, i + 1};
}

// One part of a path. Only the last "*" ever needs to be tried again.
bool part_matches(std::string_view pattern, std::string_view part) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < part.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    std::size_t next = 0;  // behind what matched; 0: nothing did
    if (p < pattern.size()) {
      if (pattern[p] == '?') {
        next = p + 1;
      } else if (pattern[p] == '[') {
        const ClassMatch found = match_class(pattern, p, part[t]);
        if (found.end == 0) return false;  // as git: a pattern with an open class matches nothing
        if (found.matches) next = found.end;
      } else {
        const bool escaped = pattern[p] == '\\';
        if (escaped && p + 1 == pattern.size()) return false;  // as git, again
        if (pattern[escaped ? p + 1 : p] == part[t]) next = p + (escaped ? 2 : 1);
      }
    }
    if (next != 0) {
      p = next;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// A path's parts, one after the other.
std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (i < path.size() && path[i] != '/') continue;
    parts.push_back(path.substr(begin, i - begin));
    begin = i + 1;
  }
  return parts;
}

}  // namespace

bool git_glob_matches(std::string_view pattern, std::string_view path) {
  if (pattern.find('/') == std::string_view::npos && pattern != "**")
    return path.find('/') == std::string_view::npos && part_matches(pattern, path);
  std::vector<std::string_view> patterns = split(pattern);
  if (patterns.back() == "**") patterns.emplace_back("*");  // needs something to match
  const std::vector<std::string_view> parts = split(path);
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_part = 0;
  while (t < parts.size()) {
    if (p < patterns.size() && patterns[p] == "**") {
      star = p++;
      star_part = t;
    } else if (p < patterns.size() && part_matches(patterns[p], parts[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_part;
    } else {
      return false;
    }
  }
  while (p < patterns.size() && patterns[p] == "**") ++p;
  return p == patterns.size();
}

}  // namespace buildspec
